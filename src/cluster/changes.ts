import type { Row } from './row.ts';

/** All rows of an outline, parents before children. */
export function flat(rows: readonly Row[]): readonly Row[] {
  return rows.flatMap((it) => [it, ...flat(it.children)]);
}

/** The keys of rows in one text: equal exactly when the same rows stand in the same order. */
export function keysOf(rows: readonly Row[]): string {
  return JSON.stringify(rows.map((it) => it.key));
}

/** What is different between two outlines. */
export interface Changes {
  /** Rows that are another object than before, or were not there. */
  readonly others: readonly Row[];
  /**
   * The keys of those among them that must be drawn anew: that look different, or whose children came, went or moved. A row that came or went
   * itself is its parent's business.
   */
  readonly changed: readonly string[];
  /** The keys of rows that are nowhere any more. */
  readonly gone: readonly string[];
}

/** Rows never change: what is the same row needs no look, and of ten thousand hardly any is another one. Linear, and cheap where lists are the same. */
export function changesBetween(before: readonly Row[], after: readonly Row[]): Changes {
  const found = { others: [] as Row[], changed: [] as string[], left: [] as Row[] };
  compare(before, after, found);
  // What stands elsewhere now has not gone.
  const here = new Set(found.left.length === 0 ? [] : found.others.map((it) => it.key));
  return { ...found, gone: flat(found.left).flatMap(({ key }) => (here.has(key) ? [] : [key])) };
}

function compare(
  before: readonly Row[],
  after: readonly Row[],
  found: { readonly others: Row[]; readonly changed: string[]; readonly left: Row[] },
): void {
  if (before === after) return;
  const { some, others } = withoutCommon(before, after);
  const old = new Map(some.map((it) => [it.key, it]));
  for (const row of others) {
    const was = old.get(row.key);
    old.delete(row.key);
    if (was === row) continue;
    found.others.push(row);
    if (was !== undefined && differs(was, row)) found.changed.push(row.key);
    compare(was?.children ?? [], row.children, found);
  }
  found.left.push(...old.values());
}

/** Two lists without what stands in both between changes of few rows. More may be left, but never less than what is different. */
function withoutCommon(
  before: readonly Row[],
  after: readonly Row[],
): { some: readonly Row[]; others: readonly Row[] } {
  const some: Row[] = [];
  const others: Row[] = [];
  let [at, to] = [0, 0];
  while (at < before.length && to < after.length) {
    const [old, row] = [before[at]!, after[to]!];
    const isCome = old === after[to + 1];
    const hasGone = !isCome && row === before[at + 1];
    if (old !== row && !isCome) some.push(old);
    if (old !== row && !hasGone) others.push(row);
    if (!isCome) at++;
    if (!hasGone) to++;
  }
  return { some: [...some, ...before.slice(at)], others: [...others, ...after.slice(to)] };
}

function differs(old: Row, row: Row): boolean {
  return look(old) !== look(row) || !haveSameKeys(old.children, row.children);
}

function haveSameKeys(some: readonly Row[], others: readonly Row[]): boolean {
  return some === others || (some.length === others.length && some.every((it, at) => it.key === others[at]?.key));
}

function look(row: Row): string {
  return JSON.stringify({ ...row, children: row.children.length > 0 });
}
