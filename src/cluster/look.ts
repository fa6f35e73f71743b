import type { Row } from './row.ts';

export const groupings = ['kind', 'namespace', 'dependency'] as const;
export type Grouping = (typeof groupings)[number];

export const sortings = ['state', 'name', 'age'] as const;
export type Sorting = (typeof sortings)[number];

/** How somebody wants to see the rows of objects. */
export interface Look {
  /** Only what fails, waits or is suspended; not what is well. */
  readonly failingOnly: boolean;
  /** Words that must all occur in a row's name, namespace, kind or message; empty shows all. */
  readonly filter: string;
  readonly grouping: Grouping;
  readonly sorting: Sorting;
}

export const plainLook: Look = { failingOnly: false, filter: '', grouping: 'kind', sorting: 'state' };

/** Reads what was remembered, whoever wrote it. */
export function lookOf(remembered: unknown): Look {
  const { failingOnly, filter, grouping, sorting } = (remembered ?? {}) as Partial<Record<keyof Look, unknown>>;
  return {
    failingOnly: failingOnly === true,
    filter: typeof filter === 'string' ? filter : '',
    grouping: groupings.find((it) => it === grouping) ?? 'kind',
    sorting: sortings.find((it) => it === sorting) ?? 'state',
  };
}

const well = new Set<Row['icon']>(['ready', 'static']);

/** Tells whether a row of an object is to be seen. */
export function seenBy({ failingOnly, filter }: Look): (row: Row) => boolean {
  const wanted = filter
    .toLowerCase()
    .split(/\s+/)
    .filter((it) => it !== '');
  return (row) => {
    if (failingOnly && well.has(row.icon)) return false;
    if (wanted.length === 0) return true;
    const words = `${row.label} ${row.description} ${row.id?.namespace ?? ''} ${row.id?.kind ?? ''}`.toLowerCase();
    return wanted.every((it) => words.includes(it));
  };
}

/** What the view says of itself while it does not show everything; absent when it does. */
export function lookWords({ failingOnly, filter }: Look): string | undefined {
  const parts = [...(failingOnly ? ['what is not ready'] : []), ...(filter === '' ? [] : [`“${filter}”`])];
  return parts.length === 0 ? undefined : `Shows only ${parts.join(' and ')}.`;
}
