import { idOf, objectKey } from '../flux/objects.ts';
import type { FluxObject, ObjectId } from '../flux/objects.ts';
import { mapping, text } from './values.ts';
import type { Row } from './row.ts';

/** What an object waits for: `spec.dependsOn` of Kustomizations and HelmReleases, which name their own kind (FLUX.md E, RULES.md 3.5). */
export function dependenciesOf(object: FluxObject): readonly ObjectId[] {
  const listed: unknown = object.spec?.['dependsOn'];
  const own = idOf(object);
  return (Array.isArray(listed) ? (listed as unknown[]) : []).flatMap((it) => {
    const fields = mapping(it);
    const name = text(fields['name']);
    return name === undefined ? [] : [{ ...own, name, namespace: text(fields['namespace']) ?? own.namespace }];
  });
}

/** The key of a row in this tree. Another one, because the window keeps closed what had nothing below it elsewhere. */
export function dependencyKey(key: string): string {
  return `needs/${key}`;
}

/**
 * Rows as a tree in which each stands below the first object that it depends on. Those in a circle, and those whose dependency is not among
 * the rows, stand at the top: every row is there exactly once. Linear.
 */
export function byDependency(rows: readonly Row[], objectOf: (id: ObjectId) => FluxObject | undefined): readonly Row[] {
  const keyOf = (row: Row): string => (row.id === undefined ? row.key : objectKey(row.id));
  const present = new Set(rows.map(keyOf));
  const below = new Map<string, Row[]>();
  const top: Row[] = [];
  for (const row of rows) {
    const object = row.id && objectOf(row.id);
    const parent = (object ? dependenciesOf(object) : []).map(objectKey).find((it) => present.has(it));
    if (parent === undefined) top.push(row);
    else below.set(parent, [...(below.get(parent) ?? []), row]);
  }
  const placed = new Set<string>();
  const placedRow = (row: Row): Row => {
    placed.add(keyOf(row));
    const children = (below.get(keyOf(row)) ?? []).filter((it) => !placed.has(keyOf(it))).map(placedRow);
    const { more: _, ...rest } = row;
    return { ...rest, key: dependencyKey(row.key), children, expanded: true };
  };
  const tree = top.map(placedRow);
  return [
    ...tree,
    ...rows.filter((it) => !placed.has(keyOf(it))).flatMap((it) => (placed.has(keyOf(it)) ? [] : [placedRow(it)])),
  ];
}
