import type { CelRule, Schema } from './schema.ts';

/**
 * Reads a schema as CRDs and OpenAPI have it (Kubernetes apiextensions/v1 `JSONSchemaProps`), without the sentences. Whatever has a shape
 * that it should not have is left out, so that the schema says less and never something wrong. Never throws; what is nested deeper than
 * 200 levels may be anything.
 */
export function schemaOf(given: unknown, depth = 0): Schema {
  if (!isRecord(given) || depth > deepest) return {};
  const schema: Partial<Record<keyof Schema, unknown>> = {};
  for (const [key, to, read] of table) {
    const value = given[key];
    if (value === undefined || value === null) continue;
    const kept = read(value, depth + 1);
    if (kept !== undefined) schema[to] = kept;
  }
  // Both branches say what the word says.
  if (schema.intOrString === true) {
    delete schema.anyOf;
    delete schema.type;
  }
  return schema as Schema;
}

const deepest = 200;

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

type Read = (value: unknown, depth: number) => unknown;

const types: ReadonlySet<unknown> = new Set(['object', 'array', 'string', 'integer', 'number', 'boolean']);
const listTypes: ReadonlySet<unknown> = new Set(['atomic', 'set', 'map']);

const text: Read = (it) => (typeof it === 'string' ? it : undefined);
const count: Read = (it) => (typeof it === 'number' ? it : undefined);
/** Only what is true is worth a word. */
const flag: Read = (it) => (it === true ? true : undefined);
const any: Read = (it) => it;
const list: Read = (it) => (Array.isArray(it) ? it : undefined);
const names: Read = (it) => (Array.isArray(it) ? it.filter((one) => typeof one === 'string') : undefined);
const schema: Read = (it, depth) => (isRecord(it) ? schemaOf(it, depth) : undefined);
const schemas: Read = (it, depth) => (Array.isArray(it) ? it.map((one) => schemaOf(one, depth)) : undefined);
const fields: Read = (it, depth) =>
  isRecord(it) ? Object.fromEntries(Object.entries(it).map(([name, one]) => [name, schemaOf(one, depth)])) : undefined;
const oneOf =
  (allowed: ReadonlySet<unknown>): Read =>
  (it) =>
    allowed.has(it) ? it : undefined;

/** What is read, what it becomes, and how; in the order in which it is kept. */
const table: readonly (readonly [string, keyof Schema, Read])[] = [
  ['type', 'type', oneOf(types)],
  ['format', 'format', text],
  ['enum', 'enum', list],
  ['pattern', 'pattern', text],
  ['minimum', 'minimum', count],
  ['maximum', 'maximum', count],
  ['exclusiveMinimum', 'exclusiveMinimum', flag],
  ['exclusiveMaximum', 'exclusiveMaximum', flag],
  ['multipleOf', 'multipleOf', count],
  ['minLength', 'minLength', count],
  ['maxLength', 'maxLength', count],
  ['minItems', 'minItems', count],
  ['maxItems', 'maxItems', count],
  ['minProperties', 'minProperties', count],
  ['maxProperties', 'maxProperties', count],
  ['uniqueItems', 'uniqueItems', flag],
  ['default', 'default', any],
  ['nullable', 'nullable', flag],
  ['x-kubernetes-int-or-string', 'intOrString', flag],
  ['x-kubernetes-preserve-unknown-fields', 'preserve', flag],
  ['x-kubernetes-embedded-resource', 'embedded', flag],
  ['x-kubernetes-list-type', 'listType', oneOf(listTypes)],
  ['x-kubernetes-list-map-keys', 'listMapKeys', names],
  ['x-kubernetes-validations', 'rules', (it) => (Array.isArray(it) ? it.flatMap(ruleOf) : undefined)],
  ['required', 'required', names],
  ['properties', 'properties', fields],
  ['items', 'items', schema],
  ['additionalProperties', 'additional', (it, depth) => (it === true ? true : schema(it, depth))],
  ['allOf', 'allOf', schemas],
  ['anyOf', 'anyOf', schemas],
  ['oneOf', 'oneOf', schemas],
  ['not', 'not', schema],
];

const ruleWords = ['message', 'messageExpression', 'fieldPath', 'reason'] as const;

function ruleOf(given: unknown): readonly CelRule[] {
  if (!isRecord(given) || typeof given['rule'] !== 'string') return [];
  const words = ruleWords.flatMap((it) => (typeof given[it] === 'string' ? [[it, given[it]] as const] : []));
  const optional = given['optionalOldSelf'] === true ? { optionalOldSelf: true } : {};
  return [{ rule: given['rule'], ...Object.fromEntries(words), ...optional }];
}
