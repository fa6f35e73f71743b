import { escapeMarkdown, inlineCode } from '../markdown.ts';
import type { KindSchema, Schema } from '../schema/schema.ts';
import type { Repository } from '../repository/repository.ts';
import { childOf } from './field.ts';
import type { Field } from './field.ts';

/** No list of allowed values is longer. */
const mostValues = 20;

/** What is known of a field, as Markdown: what it does, its type, its default, what it may hold, since when, and who says so. */
export function describeField(field: Field, { texts, schemas }: Pick<Repository, 'texts' | 'schemas'>): string {
  const { schema, path, kind } = field;
  // Other people's words are shown as they are: they may hold links and pictures.
  const say = kind.origin.from === 'bundle' ? (it: string) => it : escapeMarkdown;
  const known = kind.chart === undefined ? texts.find(kind.group, kind.kind, path) : undefined;
  const others = known === undefined ? (schema.text ?? schemas.describe(kind, path)) : undefined;
  const text = known ?? (others && say(others));
  const name = path.findLast((it) => it !== '[]') ?? (kind.chart === undefined ? kind.kind : 'values');
  const heading = `**${escapeMarkdown(name)}** ${typeOf(field)}${field.required && path.length > 0 ? ', required' : ''}`;
  return [
    heading,
    ...(schema.deprecated === undefined ? [] : [`Deprecated. ${say(schema.deprecated)}`]),
    ...(text === undefined ? [] : [text]),
    factsOf(schema),
    `*${originOf(field.kind)}${schema.since === undefined ? '' : `; since Flux ${schema.since}`}*`,
  ]
    .filter((it) => it !== '')
    .join('\n\n');
}

function factsOf(schema: Schema): string {
  const allowed = (schema.enum ?? []).filter((it) => it !== null && it !== '').slice(0, mostValues);
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Default', schema.default === undefined ? undefined : code(schema.default)],
    ['Allowed', allowed.length === 0 ? undefined : allowed.map(code).join(', ')],
    ['Form', schema.enum || schema.pattern === undefined ? undefined : formOf(schema.pattern)],
    ['Format', schema.format === undefined ? undefined : inlineCode(schema.format)],
    ['Range', range(schema.minimum, schema.maximum)],
    ['Length', range(schema.minLength, schema.maxLength)],
    ['Items', range(schema.minItems, schema.maxItems)],
  ];
  return rows.flatMap(([name, value]) => (value === undefined ? [] : [`- ${name}: ${value}`])).join('\n');
}

/** Patterns that many fields share, in words. */
const forms: readonly (readonly [pattern: RegExp, words: string])[] = [
  [/\(ms\|s\|m\|h\)/, 'a length of time, such as `30s`, `10m` or `1h30m`'],
  [/\(ms\|s\|m\)/, 'a length of time without hours, such as `30s` or `10m`'],
  [/^\^\(http\|https\|ssh\):/, 'an address that begins with `https://`, `http://` or `ssh://`'],
  [/^\^\(http\|https\|oci\):/, 'an address that begins with `https://`, `http://` or `oci://`'],
  [/^\^\(http\|https\):/, 'an address that begins with `https://` or `http://`'],
  [/^\^oci:/, 'an address that begins with `oci://`'],
];

function formOf(pattern: string): string {
  return forms.find(([known]) => known.test(pattern))?.[1] ?? inlineCode(pattern);
}

function range(least: number | undefined, most: number | undefined): string | undefined {
  if (least === undefined && most === undefined) return undefined;
  if (least === undefined) return `at most ${most}`;
  return most === undefined ? `at least ${least}` : `${least} to ${most}`;
}

function code(value: unknown): string {
  return inlineCode(typeof value === 'string' ? value : JSON.stringify(value));
}

/** The type in words: `string`, `list of objects`, `integer or string`. */
export function typeOf(field: Field): string {
  const { schema } = field;
  if (schema.intOrString) return 'integer or string';
  if (schema.type === 'array' || schema.items) {
    const item = childOf(field, 0);
    return item ? `list of ${typeOf(item)}s`.replace('anys', 'anything') : 'list';
  }
  if (schema.type === 'object' && !schema.properties && schema.additional) return 'map';
  return schema.type ?? (schema.properties ? 'object' : 'any');
}

/** Which version says so, and where it is from. */
export function originOf(kind: KindSchema): string {
  const { origin } = kind;
  if (kind.chart !== undefined && origin.from === 'file')
    return `value of the chart ${inlineCode(kind.chart)}, as declared in ${inlineCode(origin.path)}`;
  const name = `${kind.group === '' ? '' : `${kind.group}/`}${kind.version} ${kind.kind}`;
  switch (origin.from) {
    case 'bundle':
      return escapeMarkdown([name, `${origin.product} ${origin.version}`.trim()].filter((it) => it !== '').join(', '));
    case 'file':
      return `${escapeMarkdown(`${name}, as declared in`)} ${inlineCode(origin.path)}`;
    case 'cluster':
      return `${escapeMarkdown(`${name}, as the cluster of context`)} ${inlineCode(origin.context)} has it`;
  }
}
