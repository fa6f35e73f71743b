import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Document, Scalar } from 'yaml';
import { surelyText } from '../yaml/scalar-text.ts';

/** A value as Flux sends it: what JSON can hold. Never changed in place. */
export type Value = string | number | boolean | null | readonly Value[] | Body;

/** A mapping of an object. */
export interface Body {
  readonly [key: string]: Value;
}

/** More nodes than this are not read. */
const mostNodes = 500_000;

/** What a parsed document holds, read as Go's YAML does: aliases and merge keys resolved, plain scalars as RULES.md 3.0 saw them. */
export function valueOf(document: Document, old = false): Value {
  let left = mostNodes;
  // What an alias stands for is shared, not read again: aliases of aliases cost nothing.
  const anchors = new Map<string, Value>();
  const keep = (anchor: string | undefined, value: Value): Value => {
    if (anchor !== undefined) anchors.set(anchor, value);
    return value;
  };
  const read = (node: unknown): Value => {
    if (left-- <= 0) return null;
    if (isAlias(node)) return anchors.get(node.source) ?? null;
    if (isSeq(node)) return keep(node.anchor, node.items.map(read));
    if (isMap(node)) return keep(node.anchor, mapping(node.items, read));
    return isScalar(node) ? keep(node.anchor, scalar(node, old)) : null;
  };
  return read(document.contents);
}

function scalar(node: Scalar, old: boolean): Value {
  if (node.type !== 'PLAIN' || (node.tag !== undefined && node.tag.endsWith('str')))
    return typeof node.value === 'string' ? node.value : (node.source ?? '');
  return plainValue(node.source ?? '', old);
}

/** What a scalar without quotes stands for; `old`: to YAML 1.1, which has more booleans. */
export function plainValue(source: string, old: boolean): Value {
  if (old && /^(y|yes|on)$/i.test(source) && isOneCase(source)) return true;
  if (old && /^(n|no|off)$/i.test(source) && isOneCase(source)) return false;
  return scalarOf(source);
}

/** `yes`, `Yes`, `YES`, but not `yES`. */
function isOneCase(word: string): boolean {
  const rest = word.slice(1);
  return rest === rest.toLowerCase() || word === word.toUpperCase();
}

function mapping(items: readonly { key: unknown; value: unknown }[], read: (node: unknown) => Value): Body {
  let merged: Record<string, Value> | undefined;
  const own: Record<string, Value> = {};
  for (const { key, value } of items) {
    const name = isScalar(key) ? (key.source ?? String(key.value)) : undefined;
    if (name === undefined) continue;
    if (name !== '<<') {
      own[name] = read(value);
      continue;
    }
    const base = read(value);
    for (const it of isList(base) ? [...base].reverse() : [base]) if (isBody(it)) merged = { ...merged, ...it };
  }
  return merged === undefined ? own : { ...merged, ...own };
}

const integer = /^[-+]?[0-9][0-9_]*$/;
const float = /^[-+]?(\.[0-9][0-9_]*|[0-9][0-9_]*(\.[0-9_]*)?)([eE][-+]?[0-9]+)?$/;

/** A plain scalar: numbers in the forms of YAML 1.1, but of its booleans only `true` and `false`. */
export function scalarOf(text: string): Value {
  if (surelyText.test(text)) return text;
  if (/^(~|null|Null|NULL|)$/.test(text)) return null;
  if (/^(true|True|TRUE)$/.test(text)) return true;
  if (/^(false|False|FALSE)$/.test(text)) return false;
  const plain = text.replaceAll('_', '');
  const based = /^([-+]?)0(x[0-9a-fA-F]+|b[01]+|o?[0-7]+)$/.exec(plain);
  if (based?.[2] !== undefined && /^[-+]?0/.test(text)) {
    const digits = /^[xbo]/.test(based[2]) ? `0${based[2]}` : `0o${based[2]}`;
    return Number(digits) * (based[1] === '-' ? -1 : 1);
  }
  return integer.test(text) || float.test(text) ? Number(plain) : text;
}

export function isBody(value: Value | undefined): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** The value of nested keys; `undefined` where one is missing. */
export function at(value: Value | undefined, ...path: readonly string[]): Value | undefined {
  let found = value;
  for (const key of path) found = isBody(found) && Object.hasOwn(found, key) ? found[key] : undefined;
  return found;
}

/** The value below keys and places in lists, counted from zero; `undefined` where there is none. */
export function under(value: Value | undefined, path: readonly (string | number)[]): Value | undefined {
  return path.reduce<Value | undefined>(
    (found, step) => (isList(found) ? found[Number(step)] : at(found, String(step))),
    value,
  );
}

/** A scalar as text; `undefined` for null, lists and mappings. */
export function text(value: Value | undefined): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** The items of a list that are texts. */
export function texts(value: Value | undefined): readonly string[] {
  return isList(value) ? value.flatMap((it) => text(it) ?? []) : [];
}

/** The items of a list that are mappings. */
export function bodies(value: Value | undefined): readonly Body[] {
  return isList(value) ? value.filter(isBody) : [];
}

/** The scalars of a mapping as texts. */
export function pairs(value: Value | undefined): Readonly<Record<string, string>> {
  if (!isBody(value)) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, it]) => {
      const word = text(it);
      return word === undefined ? [] : [[key, word]];
    }),
  );
}

/** The same mapping with one key set, or taken away when the value is `undefined`. */
export function withKey(body: Body, key: string, value: Value | undefined): Body {
  if (value !== undefined) return { ...body, [key]: value };
  const { [key]: _, ...rest } = body;
  return rest;
}

/** The same mapping with the value at nested keys set; mappings on the way are made. */
export function withValue(body: Body, path: readonly string[], value: Value): Body {
  const [key, ...rest] = path;
  if (key === undefined) return body;
  if (rest.length === 0) return { ...body, [key]: value };
  const inner = body[key];
  return { ...body, [key]: withValue(isBody(inner) ? inner : {}, rest, value) };
}
