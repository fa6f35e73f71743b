import { stringify } from 'yaml';

/** Plain data as YAML has it. */
export type Value = null | boolean | number | string | readonly Value[] | Tree;
export interface Tree {
  readonly [key: string]: Value;
}

export type Path = readonly (string | number)[];

/** A place in an object and what stands there. */
export interface Site {
  readonly path: Path;
  readonly value: Value;
}

export const isTree = (it: unknown): it is Tree => typeof it === 'object' && it !== null && !Array.isArray(it);
export const isList = (it: unknown): it is readonly Value[] => Array.isArray(it);

/** Every place below the top, parents before their children. */
export function sitesOf(value: Value, path: Path = []): readonly Site[] {
  const here = path.length === 0 ? [] : [{ path, value }];
  const entries: readonly (readonly [string | number, Value])[] = isList(value)
    ? value.map((it, index) => [index, it] as const)
    : isTree(value)
      ? Object.entries(value)
      : [];
  return [...here, ...entries.flatMap(([key, it]) => sitesOf(it, [...path, key]))];
}

/** A copy in which `change` stands for what was at the path; `undefined` removes it. The order of keys stays. */
export function changed(value: Value, path: Path, change: (old: Value) => Value | undefined): Value {
  const [step, ...rest] = path;
  if (step === undefined) return change(value) ?? null;
  const inner = (it: Value) => (rest.length === 0 ? change(it) : changed(it, rest, change));
  if (isList(value)) {
    return value.flatMap((it, index) => (index === step ? (inner(it) ?? []) : [it]));
  }
  if (!isTree(value)) return value;
  const entries = Object.entries(value).flatMap(([key, it]) => {
    if (key !== step) return [[key, it] as const];
    const next = inner(it);
    return next === undefined ? [] : [[key, next] as const];
  });
  return Object.fromEntries(entries);
}

/** A copy in which the entry has another key, at its old place. */
export function renamed(value: Value, path: Path, key: string): Value {
  const old = path.at(-1);
  return changed(value, path.slice(0, -1), (parent) =>
    isTree(parent) ? Object.fromEntries(Object.entries(parent).map(([k, v]) => [k === old ? key : k, v])) : parent,
  );
}

export function valueAt(value: Value | undefined, path: Path): Value | undefined {
  return path.reduce<Value | undefined>(
    (it, step) => (isList(it) ? it[Number(step)] : isTree(it) ? it[step] : undefined),
    value,
  );
}

/** A string that is written as it is, without quotes: what YAML makes of it is the question. */
export const raw = (text: string): string => `${rawMark}${Buffer.from(text).toString('hex')}x`;

/** A key that is written `key`, though the mapping has that one already. */
export const again = (key: string): string => raw(key);

const rawMark = 'RaWx';

/** Block style, no line folded; texts that a YAML 1.1 reader might take for something else are quoted. */
export function textOf(value: Value): string {
  const text = stringify(value, { lineWidth: 0, aliasDuplicateObjects: false, compat: 'yaml-1.1' });
  return text.replace(/RaWx([0-9a-f]*)x/g, (_, hex: string) => Buffer.from(hex, 'hex').toString());
}
