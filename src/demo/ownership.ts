import { isJson, jsonOf, sameJson, without, type Item, type Json, type Ownership } from './json.ts';

/** A set of fields in the form of `fieldsV1`: `f:` keys nest, an empty object is a field that is owned as a whole. Lists are owned whole. */
export type Fields = Json;

/** Who writes: the name, and how. */
export interface Writer {
  readonly name: string;
  readonly operation: Ownership['operation'];
  readonly subresource: string;
}

/** The fields in which two objects differ: those that the new one sets, and those that only the old one had. */
export function changedFields(before: Json, after: Json): { set: Fields; gone: Fields } {
  return { set: differing(ownable(after), ownable(before)), gone: missing(ownable(before), ownable(after)) };
}

/** All fields of an applied configuration. */
export function fieldsOf(configuration: Json): Fields {
  return differing(ownable(configuration), {});
}

/** The owners after an update: who changed a field owns it alone, and nobody owns what is gone. */
export function ownersAfterUpdate(current: Item | undefined, next: Json, writer: Writer, time: string): Ownership[] {
  const { set, gone } = changedFields(current ?? {}, next);
  const others = ownersOf(current).map((it) => ({ ...it, fieldsV1: minus(minus(it.fieldsV1, set), gone) }));
  const mine = others.find((it) => isBy(it, writer));
  if (Object.keys(set).length === 0) return kept(others);
  const entry = entryFor(writer, String(next['apiVersion']), plus(mine?.fieldsV1 ?? {}, set), time);
  return kept([...others.filter((it) => it !== mine), entry]);
}

/** The owners after an apply: the writer owns exactly what it applied; others lose what it changed. */
export function ownersAfterApply(
  current: Item | undefined,
  configuration: Json,
  writer: Writer,
  time: string,
): Ownership[] {
  const applied = fieldsOf(configuration);
  const changed = intersection(applied, changedFields(current ?? {}, configuration).set);
  const others = ownersOf(current).filter((it) => !isBy(it, writer));
  const entry = entryFor(writer, String(configuration['apiVersion']), applied, time);
  return kept([...others.map((it) => ({ ...it, fieldsV1: minus(it.fieldsV1, changed) })), entry]);
}

/** The fields that others own and this configuration would change, by owner. */
export function conflictsWith(
  current: Item,
  configuration: Json,
  writer: Writer,
): { owner: Ownership; path: string }[] {
  const changed = changedFields(current, configuration).set;
  return ownersOf(current)
    .filter((it) => !isBy(it, writer))
    .flatMap((owner) => paths(intersection(changed, owner.fieldsV1)).map((path) => ({ owner, path })));
}

/** What the writer applied before, applies no longer, and nobody else owns: the fields to take out of the object. */
export function abandoned(current: Item, configuration: Json, writer: Writer): Fields {
  const mine = ownersOf(current).find((it) => isBy(it, writer))?.fieldsV1 ?? {};
  const others = ownersOf(current).filter((it) => !isBy(it, writer));
  return others.reduce((fields, it) => minus(fields, it.fieldsV1), minus(mine, fieldsOf(configuration)));
}

/** The object without the given fields. */
export function withoutFields(value: Json, fields: Fields): Json {
  const entries = Object.entries(value).flatMap(([key, child]): [string, unknown][] => {
    const field = fields[`f:${key}`];
    if (field === undefined) return [[key, child]];
    if (!isJson(child) || Object.keys(jsonOf(field)).length === 0) return [];
    const rest = withoutFields(child, jsonOf(field));
    return Object.keys(rest).length === 0 ? [] : [[key, rest]];
  });
  return Object.fromEntries(entries);
}

const serverOwned = [
  'name',
  'namespace',
  'generateName',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'managedFields',
];

function ownable(object: Json): Json {
  const metadata = without(jsonOf(object['metadata']), serverOwned);
  const rest = without(object, ['apiVersion', 'kind', 'metadata']);
  return Object.keys(metadata).length === 0 ? rest : { metadata, ...rest };
}

function differing(value: Json, from: Json): Fields {
  const entries = Object.entries(value).flatMap(([key, child]): [string, Fields][] => {
    if (key in from && sameJson(child, from[key])) return [];
    if (!isJson(child) || Object.keys(child).length === 0) return [[`f:${key}`, {}]];
    const fields = differing(child, jsonOf(from[key]));
    return Object.keys(fields).length === 0 ? [] : [[`f:${key}`, fields]];
  });
  return Object.fromEntries(entries);
}

function missing(before: Json, after: Json): Fields {
  const entries = Object.entries(before).flatMap(([key, child]): [string, Fields][] => {
    if (!(key in after)) return [[`f:${key}`, {}]];
    const fields = isJson(child) && isJson(after[key]) ? missing(child, after[key]) : {};
    return Object.keys(fields).length === 0 ? [] : [[`f:${key}`, fields]];
  });
  return Object.fromEntries(entries);
}

function plus(a: Fields, b: Fields): Fields {
  const result = { ...a };
  for (const [key, child] of Object.entries(b)) result[key] = plus(jsonOf(a[key]), jsonOf(child));
  return result;
}

function minus(a: Fields, b: Fields): Fields {
  const entries = Object.entries(a).flatMap(([key, child]): [string, unknown][] => {
    const other = b[key];
    if (other === undefined) return [[key, child]];
    if (Object.keys(jsonOf(other)).length === 0) return [];
    const rest = minus(jsonOf(child), jsonOf(other));
    return Object.keys(rest).length === 0 ? [] : [[key, rest]];
  });
  return Object.fromEntries(entries);
}

function intersection(a: Fields, b: Fields): Fields {
  const entries = Object.entries(a).flatMap(([key, child]): [string, unknown][] => {
    const other = b[key];
    if (other === undefined) return [];
    if (Object.keys(jsonOf(child)).length === 0 || Object.keys(jsonOf(other)).length === 0) return [[key, child]];
    const both = intersection(jsonOf(child), jsonOf(other));
    return Object.keys(both).length === 0 ? [] : [[key, both]];
  });
  return Object.fromEntries(entries);
}

function paths(fields: Fields, prefix = ''): string[] {
  return Object.entries(fields).flatMap(([key, child]) => {
    const path = `${prefix}.${key.slice(2)}`;
    return Object.keys(jsonOf(child)).length === 0 ? [path] : paths(jsonOf(child), path);
  });
}

function ownersOf(item: Item | undefined): readonly Ownership[] {
  return item?.metadata.managedFields ?? [];
}

function isBy(it: Ownership, writer: Writer): boolean {
  const subresource = it.subresource ?? '';
  return it.manager === writer.name && it.operation === writer.operation && subresource === writer.subresource;
}

function entryFor(writer: Writer, apiVersion: string, fieldsV1: Fields, time: string): Ownership {
  const { name, operation, subresource } = writer;
  const entry = { manager: name, operation, apiVersion, time, fieldsType: 'FieldsV1', fieldsV1 } as const;
  return subresource === '' ? entry : { ...entry, subresource };
}

function kept(entries: readonly Ownership[]): Ownership[] {
  return entries.filter((it) => Object.keys(it.fieldsV1).length > 0);
}
