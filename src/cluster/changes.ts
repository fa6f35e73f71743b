import type { Row } from './row.ts';

/** All rows of an outline, parents before children. */
export function flat(rows: readonly Row[]): readonly Row[] {
  return rows.flatMap((it) => [it, ...flat(it.children)]);
}

/** The keys of rows in one text: equal exactly when the same rows stand in the same order. */
export function keysOf(rows: readonly Row[]): string {
  return JSON.stringify(rows.map((it) => it.key));
}

/**
 * The keys of the rows that must be drawn anew: those that look different, and those whose children came, went or moved. Rows that came or went
 * themselves are their parent's business. `before` gives the row that had a key until now. O(n).
 */
export function changedRows(before: (key: string) => Row | undefined, after: readonly Row[]): readonly string[] {
  return after.filter((row) => differs(before(row.key), row)).map((it) => it.key);
}

/** Rows never change, so that the same row is the same at a glance: of ten thousand hardly any is another one. */
function differs(old: Row | undefined, row: Row): boolean {
  if (old === undefined || old === row) return false;
  return look(old) !== look(row) || !haveSameKeys(old.children, row.children);
}

function haveSameKeys(some: readonly Row[], others: readonly Row[]): boolean {
  return some === others || (some.length === others.length && some.every((it, at) => it.key === others[at]?.key));
}

function look(row: Row): string {
  return JSON.stringify({ ...row, children: row.children.length > 0 });
}
