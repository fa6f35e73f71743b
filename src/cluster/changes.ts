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
 * themselves are their parent's business. O(n).
 */
export function changedRows(before: readonly Row[], after: readonly Row[]): readonly string[] {
  const old = new Map(before.map((it) => [it.key, it]));
  return after.filter((row) => differs(old.get(row.key), row)).map((it) => it.key);
}

function differs(old: Row | undefined, row: Row): boolean {
  return old !== undefined && (look(old) !== look(row) || keysOf(old.children) !== keysOf(row.children));
}

function look(row: Row): string {
  return JSON.stringify({ ...row, children: row.children.length > 0 });
}
