import { isBody, isList, withKey } from './body.ts';
import type { Body, Value } from './body.ts';
import { identityOf } from './identity.ts';

/** A place in objects of a kind, as kustomize's tables and `configurations` give it. Absent group, version and kind mean any. */
export interface FieldSpec {
  readonly path: string;
  readonly group?: string;
  readonly version?: string;
  readonly kind?: string;
  /** Whether what is missing on the way is made. */
  readonly create?: boolean;
}

/**
 * Changes the value at a place, in every item of the lists on the way. `change` gets what is there, `undefined` for a place that may be made;
 * giving back `undefined` leaves things as they are.
 */
export function changeField(body: Body, spec: FieldSpec, change: (it: Value | undefined) => Value | undefined): Body {
  const { group, version, kind } = identityOf(body);
  const fits = (spec.kind ?? kind) === kind && (spec.group ?? group) === group && (spec.version ?? version) === version;
  if (!fits) return body;
  const changed = walk(body, stepsTo(spec), spec.create === true, change);
  return isBody(changed) ? changed : body;
}

/** The keys on the way to a place, lists left out. */
export function stepsTo({ path }: Pick<FieldSpec, 'path'>): readonly string[] {
  return path.split(/(?<!\\)\//).map((it) => it.replaceAll('\\/', '/'));
}

function walk(
  value: Value | undefined,
  path: readonly string[],
  create: boolean,
  change: (it: Value | undefined) => Value | undefined,
): Value | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return change(value) ?? value;
  if (isList(value)) return value.map((it) => walk(it, path, create, change) ?? it);
  if (value !== undefined && value !== null && !isBody(value)) return value;
  const body = value ?? {};
  const isSequence = step.endsWith('[]');
  const key = isSequence ? step.slice(0, -2) : step;
  const old = body[key];
  if (old === undefined && (!create || isSequence)) return value;
  const next = walk(old, rest, create, change);
  return next === undefined || next === old ? value : withKey(body, key, next);
}

/** Whether an object's kind is one that a place is in. */
export function isSelected(
  spec: Pick<FieldSpec, 'group' | 'version' | 'kind'>,
  it: { readonly group: string; readonly version: string; readonly kind: string },
): boolean {
  return (
    (spec.kind ?? it.kind) === it.kind &&
    (spec.group ?? it.group) === it.group &&
    (spec.version ?? it.version) === it.version
  );
}
