import { changesBetween } from './changes.ts';
import type { Row } from './row.ts';

/** A row that stays the same thing while what it shows changes. Commands of the menu receive it. */
export class Element {
  row: Row;

  constructor(row: Row) {
    this.row = row;
  }

  get id(): Row['id'] {
    return this.row.id;
  }

  get applied(): Row['applied'] {
    return this.row.applied;
  }

  get context(): Row['context'] {
    return this.row.context;
  }
}

/** The rows that are shown, each as an element that is the same as long as the row's key is there. */
export interface Elements {
  readonly rows: readonly Row[];
  find(key: string): Element | undefined;
  of(rows: readonly Row[]): Element[];
  /** Takes the rows as they are now, and gives the elements that must be drawn anew. Costs little where little has changed. */
  take(rows: readonly Row[]): readonly Element[];
}

export function createElements(): Elements {
  const elements = new Map<string, Element>();
  let shown: readonly Row[] = [];
  const find = (key: string): Element | undefined => elements.get(key);
  return {
    get rows() {
      return shown;
    },
    find,
    of: (rows) => rows.flatMap((it) => find(it.key) ?? []),
    take(rows) {
      const { others, changed, gone } = changesBetween(shown, rows);
      shown = rows;
      for (const key of gone) elements.delete(key);
      for (const row of others) {
        const element = find(row.key);
        if (element) element.row = row;
        else elements.set(row.key, new Element(row));
      }
      return changed.flatMap((key) => find(key) ?? []);
    },
  };
}
