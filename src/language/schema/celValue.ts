import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Node, Scalar } from 'yaml';
import { nameOfKey } from './anchors.ts';
import type { Anchors } from './anchors.ts';
import type { CelInput, CelValue } from './cel.ts';
import type { Check } from './check.ts';
import { readPlain } from './scalars.ts';
import { isUnsettled, readingOf, sourceOf } from './values.ts';

const mostValues = 5000;

/**
 * Makes the value that rules see: the fields that the schema names, defaults put in, and nothing else. `undefined` where it would be too
 * large, or holds what cannot be read.
 */
export function celValue(anchors: Anchors, node: Node, check: Check): CelInput | undefined {
  const maker = new Maker(anchors);
  const value = maker.of(node, check, '*', 0);
  return value === undefined || maker.size > mostValues
    ? undefined
    : { value, size: maker.size, unsettled: maker.unsettled };
}

class Maker {
  size = 0;
  readonly unsettled = new Set<string>();
  readonly #anchors: Anchors;

  constructor(anchors: Anchors) {
    this.#anchors = anchors;
  }

  of(given: unknown, check: Check, name: string, depth: number): CelValue | undefined {
    if (++this.size > mostValues || depth > 100) return undefined;
    const node = isAlias(given) ? this.#anchors.target(given) : given;
    if (isMap(node)) return this.#map(node.items, check, depth);
    if (isSeq(node)) return this.#list(node.items, check, name, depth);
    if (isScalar(node)) return this.#scalar(node, check, name);
    return null;
  }

  #map(items: Parameters<Anchors['pairs']>[0], check: Check, depth: number): CelValue {
    const made = Object.create(null) as Record<string, CelValue>;
    for (const pair of this.#anchors.pairs(items)) {
      const field = nameOfKey(pair.key);
      if (field === undefined) continue;
      const named = check.field(field);
      const child = named ?? check.additional;
      if (child === undefined) continue;
      const value = this.of(pair.value, child, field, depth + 1);
      // The keys of a map are values; only the names of fields must be names in CEL.
      if (value !== undefined && value !== null) made[named === undefined ? field : celName(field)] = value;
      else if (named === undefined && child.expected === 'string') made[field] = '';
      else if (named === undefined && child.expected === 'quantity') made[field] = 0n;
    }
    for (const [field, { default: given }] of Object.entries(check.schema.properties ?? {})) {
      if (given !== undefined && made[celName(field)] === undefined) made[celName(field)] = celDefault(given, 0);
    }
    return made;
  }

  #list(items: readonly unknown[], check: Check, name: string, depth: number): CelValue {
    const child = check.items;
    if (child === undefined) return [];
    return items.map((it) => this.of(it, child, name, depth + 1) ?? null);
  }

  #scalar(node: Scalar, check: Check, name: string): CelValue {
    const look = readingOf(node);
    const text = sourceOf(node);
    if (look === 'opaque' || (look === 'string' && isUnsettled(text))) this.unsettled.add(name);
    if (look === 'string' || look === 'opaque') return text;
    const { value } = readPlain(text);
    return check.expected === 'number' || typeof value !== 'number'
      ? value
      : look === 'integer'
        ? BigInt(value)
        : value;
  }
}

function celDefault(value: unknown, depth: number): CelValue {
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map((it) => celDefault(it, depth + 1));
  if (typeof value !== 'object' || value === null || depth > 20) return value as CelValue;
  const made = Object.create(null) as Record<string, CelValue>;
  for (const [field, it] of Object.entries(value)) made[celName(field)] = celDefault(it, depth + 1);
  return made;
}

/** How rules write a field's name that CEL keeps for itself (apiserver/pkg/cel/escaping.go). */
function celName(field: string): string {
  if (reserved.has(field)) return `__${field}__`;
  if (!/__|[./-]/.test(field)) return field;
  return field
    .replaceAll('__', '__underscores__')
    .replaceAll('.', '__dot__')
    .replaceAll('-', '__dash__')
    .replaceAll('/', '__slash__');
}

const reserved: ReadonlySet<string> = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
);
