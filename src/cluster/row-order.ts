import type { Sorting } from './look.ts';
import type { DrawnRows } from './object-row.ts';
import type { Row } from './row.ts';

/**
 * Failing first, then by name, namespace and kind. Nothing else moves a row: one that is reconciled every minute must not run away under the
 * mouse.
 */
export function byUrgency(one: Row, other: Row): number {
  return Number(isFailing(other)) - Number(isFailing(one)) || byName(one, other);
}

/** Whether what a row stands for has failed, and is not being tried again at this moment. */
export function isFailing({ icon }: Row): boolean {
  return icon === 'failed' || icon === 'stalled';
}

/** The orders that somebody may choose: failing first, by name alone, or the newest object first. */
const orders: Readonly<Record<Sorting, (one: Row, other: Row) => number>> = {
  state: byUrgency,
  name: byName,
  age: (one, other) => compare(other.made ?? '', one.made ?? '') || byName(one, other),
};

function byName(one: Row, other: Row): number {
  return compare(one.label, other.label) || compare(one.key, other.key);
}

/** Kubernetes names are ASCII, and a locale's order is fifty times slower. */
function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** What was drawn of a cluster before, so that a redraw costs what has changed. Keep one for as long as its store. */
export interface RowMemory {
  readonly rows: DrawnRows;
  /** The rows that stood together, in their order, as they were drawn last. */
  groups: ReadonlyMap<string, Group>;
  /** Rows as they stand among what they depend on. */
  readonly placed: WeakMap<Row, Row>;
}

interface Group {
  readonly sorting: Sorting;
  readonly rows: readonly Row[];
}

export function createRowMemory(): RowMemory {
  return { rows: new WeakMap(), groups: new Map(), placed: new WeakMap() };
}

/** The groups of one drawing. */
export interface Arranging {
  /** The rows of a group in their order: the same list as before where no row is another one. */
  sorted(group: string, rows: readonly Row[], sorting: Sorting): readonly Row[];
  /** Forgets what was not drawn again. */
  end(): void;
}

/**
 * Sorts with the help of the last drawing: rows that are the same are in order already, and to sort a list that nearly is takes a JavaScript
 * engine linear time.
 */
export function arrange(memory: RowMemory): Arranging {
  const groups = new Map<string, Group>();
  return {
    sorted(group, rows, sorting) {
      const before = memory.groups.get(group);
      const others = new Set(rows);
      const kept = before?.sorting === sorting ? before.rows.filter((it) => others.delete(it)) : [];
      const isSame = others.size === 0 && kept.length === before?.rows.length;
      const sorted = isSame ? before.rows : [...kept, ...others].sort(orders[sorting]);
      groups.set(group, { sorting, rows: sorted });
      return sorted;
    },
    end: () => void (memory.groups = groups),
  };
}
