import { durationFields } from '../../flux/references.ts';
import { isFluxGroup } from '../../flux/kind.ts';
import { scalarText } from '../yaml/scalar-text.ts';
import type { Field } from './field.ts';
import { valuesKnownOf } from './mapKeys.ts';

/** A value that fits a field. */
export interface Value {
  /** As people read it. */
  readonly label: string;
  /** As YAML. */
  readonly text: string;
  /** A few words. */
  readonly detail?: string;
}

/** Lengths that people write, the usual ones first. */
const lengths = ['1m', '5m', '10m', '15m', '30m', '1h', '6h', '12h', '24h'];
const shortLengths = ['20s', '30s', '60s', '90s', '2m', '5m', '10m'];

/** All values that a field is known to take, its default and the usual ones first; none where anything may stand. */
export function proposalsFor(field: Field): readonly Value[] {
  const { schema } = field;
  const usual = schema.default;
  const mark = (value: unknown): Value => ({
    label: String(value),
    text: literal(value),
    ...(value === usual && { detail: 'default' }),
  });
  const known = valuesKnownOf(field);
  if (known.length > 0) return known.map(mark);
  if (schema.enum) {
    const all = schema.enum.filter((it) => it !== '' && it !== null);
    return (all.includes(usual) ? withDefault(usual, all) : all).map(mark);
  }
  if (schema.type === 'boolean') return [true, false].map(mark);
  const duration = durationOf(field);
  if (duration) return withDefault(usual, duration).map(mark);
  return isPlain(usual) ? [mark(usual)] : [];
}

/** Lengths for a field that holds one. */
function durationOf({ kind, path, schema }: Field): readonly string[] | undefined {
  if (schema.type !== 'string') return undefined;
  const row = isFluxGroup(kind.group)
    ? durationFields.find((it) => it.path.join('.') === path.join('.') && (it.kinds?.includes(kind.kind) ?? true))
    : undefined;
  const takesHours = row ? row.hours : /\(ms\|s\|m\|h\)/.test(schema.pattern ?? '');
  if (!takesHours && !row && !/\(ms\|s\|m\)/.test(schema.pattern ?? '')) return undefined;
  return path.at(-1) === 'timeout' || !takesHours ? shortLengths : lengths;
}

function withDefault(usual: unknown, others: readonly unknown[]): readonly unknown[] {
  return isPlain(usual) ? [usual, ...others.filter((it) => it !== usual)] : others;
}

function isPlain(value: unknown): value is string | number | boolean {
  return (typeof value === 'string' && value !== '') || typeof value === 'number' || typeof value === 'boolean';
}

/** A value of a schema as YAML. */
function literal(value: unknown): string {
  return typeof value === 'string' ? scalarText(value) : JSON.stringify(value);
}
