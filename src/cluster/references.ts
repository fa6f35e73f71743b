import { groupBy } from '../flux/groups.ts';
import { kinds } from '../flux/kinds.ts';
import { idOf } from '../flux/objects.ts';
import type { FluxObject, ObjectId } from '../flux/objects.ts';
import { looseReferences, references } from '../flux/references.ts';
import type { Reference } from '../flux/references.ts';
import { mapping, text } from './values.ts';

const tables = groupBy([...references, ...looseReferences], (it) => it.from);

/**
 * What an object names in its spec, by the tables of references: sources, dependencies, providers, Secrets and ConfigMaps. In the order of the
 * tables. A `*` in the place of a name is nobody.
 */
export function referencesOf(object: FluxObject): readonly ObjectId[] {
  const own = idOf(object);
  return (tables.get(own.kind) ?? []).flatMap((row) =>
    valuesAt(object, row.path).flatMap((it) => named(mapping(it), row, own) ?? []),
  );
}

/** Whether an object names another. Cheap enough to ask of every object of a cluster. */
export function refersTo(object: FluxObject, { kind, name, namespace }: ObjectId): boolean {
  for (const row of tables.get(object.kind ?? '') ?? []) {
    if (!row.to.includes(kind)) continue;
    for (const it of valuesAt(object, row.path)) {
      const fields = mapping(it);
      if (fields['name'] !== name) continue;
      const found = named(fields, row, idOf(object));
      if (found?.kind === kind && found.namespace === namespace) return true;
    }
  }
  return false;
}

function valuesAt(from: unknown, path: readonly string[]): readonly unknown[] {
  let values: readonly unknown[] = [from];
  for (const field of path) {
    values =
      field === '*'
        ? values.flatMap((it) => (Array.isArray(it) ? (it as unknown[]) : []))
        : values.map((it) => mapping(it)[field]).filter((it) => it !== undefined);
    if (values.length === 0) return values;
  }
  return values;
}

function named(fields: Readonly<Record<string, unknown>>, row: Reference, own: ObjectId): ObjectId | undefined {
  const name = text(fields['name']);
  const chosen = row.choosesKind ? (text(fields['kind']) ?? row.to[0]) : row.to[0];
  const kind = row.to.find((it) => it === chosen);
  if (name === undefined || name === '*' || kind === undefined) return undefined;
  const namespace = row.crossNamespace ? (text(fields['namespace']) ?? own.namespace) : own.namespace;
  return { group: groups.get(kind) ?? '', kind, namespace, name };
}

/** Kinds that are none of Flux are of the core group: Secrets and ConfigMaps. */
const groups: ReadonlyMap<string, string> = new Map(kinds.map((it) => [it.kind, it.group]));
