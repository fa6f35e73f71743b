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
 * the rows, stand at the top: every row is there exactly once. A row with the same rows below it is the same as in the `last` tree. Linear.
 */
export function byDependency(
  rows: readonly Row[],
  objectOf: (id: ObjectId) => FluxObject | undefined,
  last: WeakMap<Row, Row> = new WeakMap(),
): readonly Row[] {
  const keyOf = (row: Row): string => (row.id === undefined ? row.key : objectKey(row.id));
  const present = new Set(rows.map(keyOf));
  const below = new Map<string, Row[]>();
  const top: Row[] = [];
  for (const row of rows) {
    const object = row.id && objectOf(row.id);
    const parent = (object ? dependenciesOf(object) : []).map(objectKey).find((it) => present.has(it));
    const siblings = parent === undefined ? top : (below.get(parent) ?? []);
    siblings.push(row);
    if (parent !== undefined) below.set(parent, siblings);
  }
  const placed = new Set<Row>();
  const placedRow = (row: Row): Row => {
    placed.add(row);
    const children = (below.get(keyOf(row)) ?? []).filter((it) => !placed.has(it)).map(placedRow);
    const before = last.get(row);
    const isSame =
      before?.children.length === children.length && before.children.every((it, at) => it === children[at]);
    const made = isSame ? before : withBelow(row, children);
    last.set(row, made);
    return made;
  };
  const tree = top.map(placedRow);
  return [...tree, ...rows.flatMap((it) => (placed.has(it) ? [] : [placedRow(it)]))];
}

function withBelow({ more: _, ...row }: Row, children: readonly Row[]): Row {
  return { ...row, key: dependencyKey(row.key), children, expanded: true };
}
