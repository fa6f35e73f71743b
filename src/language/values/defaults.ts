import { isMap, isNode, isScalar, isSeq } from 'yaml';
import type { Schema } from '../schema/schema.ts';

/**
 * A schema with what the `values.yaml` of a chart adds: keys, defaults, and comments as texts. What has a default is not required of anybody:
 * Helm merges the chart's own values first.
 */
export function withDefaults(given: Schema, node: unknown, definitions: Readonly<Record<string, Schema>>): Schema {
  const schema =
    given.ref === undefined ? given : { ...definitions[given.ref], ...(given.text && { text: given.text }) };
  if (isScalar(node)) return withDefault(schema, node.value);
  if (isSeq(node)) return { type: 'array', ...schema };
  if (!isMap(node)) return schema;
  const properties = new Map(Object.entries(schema.properties ?? {}));
  const there = new Set<string>();
  node.items.forEach(({ key, value }, position) => {
    if (!isScalar(key) || typeof key.value !== 'string') return;
    there.add(key.value);
    const comment = key.commentBefore ?? (position === 0 ? node.commentBefore : undefined);
    const child = withDefaults(properties.get(key.value) ?? {}, value, definitions);
    const text = child.text ?? sentence(comment) ?? sentence(isNode(value) ? value.comment : undefined);
    properties.set(key.value, text === undefined ? child : { ...child, text });
  });
  return {
    type: 'object',
    ...schema,
    ...(schema.required && { required: schema.required.filter((it) => !there.has(it)) }),
    properties: Object.fromEntries(properties),
  };
}

function withDefault(schema: Schema, value: unknown): Schema {
  if (value === null || value === undefined) return schema;
  const type = typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'boolean' : 'string';
  // What a text may be is open: `""` mostly stands for nothing.
  const guess = schema.type === undefined && schema.enum === undefined && value !== '' ? { type } : {};
  return { ...(guess as Schema), ...schema, default: schema.default ?? value };
}

/** The last paragraph of a comment as one sentence, without the marks of programs that write documentation. */
function sentence(comment: string | null | undefined): string | undefined {
  const paragraph = comment?.split(/\n[ \t#]*\n/).at(-1) ?? '';
  const lines = paragraph.split('\n').map((it) => it.replace(/^[ \t#]+/, '').trim());
  const text = lines
    .filter((it) => !/^@(?:section|skip|extra|schema)/.test(it))
    .map((it) => it.replace(/^@param\s+\S+\s+(?:\[[^\]]*\]\s*)?/, '').replace(/^--\s*(?:\([^)]*\)\s*)?/, ''))
    .join(' ')
    .trim();
  return text === '' ? undefined : text;
}
