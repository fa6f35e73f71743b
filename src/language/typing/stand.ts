import { entriesOf, indentOf } from '../yaml/line.ts';
import { linesBelow, trailOf } from './trail.ts';
import type { Trail } from './trail.ts';

/** Where a key may stand so that what is around it stays what it is. */
export interface Stand {
  readonly trail: Trail;
  /** Zero-based. Another one than that of the cursor where the mapping around it stands elsewhere. */
  readonly column: number;
  /** What the key becomes the owner of: lines below that belong to nobody yet. */
  readonly owns?: 'mapping' | 'list';
}

/** The line of a key, its blanks and dashes apart. Columns count from zero. */
interface Written {
  readonly start: number;
  readonly end: number;
  readonly column: number;
  readonly dashes: readonly number[];
}

/** A key that has its colon already stands where it stands. */
export function standAsWritten(text: string, { start, column, dashes }: Written): Stand | undefined {
  const trail = trailOf(text, start, dashes, column);
  return typeof trail === 'string' ? undefined : { trail, column };
}

/**
 * The place of a key that is about to be typed. People come to a blank line at any column; where the mapping around them begins at another one, the key
 * goes there. `undefined` inside of scalars, and where any key would tear apart what is there.
 */
export function standAt(text: string, line: Written & { readonly hasTab: boolean }): Stand | undefined {
  const next = nextBelow(text, line.end);
  const { dashes, column } = line;
  const written = standAsWritten(text, line);
  if (dashes.length > 0) return next !== undefined && isTorn(text, line, next) ? undefined : written;
  if (next !== undefined && next.column > column) return standAbove(text, line, next, written);
  if (written === undefined) return undefined;
  const { trail } = written;
  const beside = next !== undefined && next.isEntry && next.column > trail.parentColumn ? next.column : undefined;
  const fallback = line.hasTab ? (trail.parentColumn < 0 ? 0 : trail.parentColumn + 2) : column;
  const wanted = trail.innerColumn ?? (trail.taken.size === 0 ? beside : undefined) ?? fallback;
  return moved(text, line, next, wanted);
}

/** Whether what follows the first of a line's dashes belongs to another list, or to nothing in the item. */
function isTorn(text: string, { start, dashes: [dash = 0], column }: Written, next: Next): boolean {
  if (next.column > dash) return next.isItem || next.column !== column;
  const trail = trailOf(text, start, [], dash, true);
  return next.isItem && next.column < dash && typeof trail !== 'string' && next.column > trail.parentColumn;
}

/** What follows is deeper. Mostly it is the rest of a mapping, which the key joins; or else it waits for the key to hold it. */
function standAbove(text: string, line: Written, next: Next, written: Stand | undefined): Stand | undefined {
  const inner = trailOf(text, line.start, [], next.column, next.isItem);
  if (inner === 'block') return undefined;
  if (!next.isEntry) return written;
  if (inner === 'scalar') return written && { ...written, owns: next.isItem ? 'list' : 'mapping' };
  return moved(text, line, next, next.column);
}

function moved(text: string, { start }: Written, next: Next | undefined, column: number): Stand | undefined {
  const isBeforeItem = next?.isItem === true && next.column === column;
  const trail = trailOf(text, start, [], column, isBeforeItem);
  if (typeof trail === 'string') return undefined;
  // Between the items of a list only an item may stand.
  const isInList = isBeforeItem && trail.listAbove !== undefined;
  return {
    trail: isInList ? { ...trail, path: trail.listAbove ?? [], taken: new Set(), listAbove: undefined } : trail,
    column,
  };
}

interface Next {
  readonly column: number;
  /** Whether a key or a dash stands there, and no other text. */
  readonly isEntry: boolean;
  readonly isItem: boolean;
}

function nextBelow(text: string, from: number): Next | undefined {
  for (const line of linesBelow(text, from)) {
    const [first] = entriesOf(line);
    return {
      column: indentOf(line) ?? 0,
      isEntry: first !== undefined,
      isItem: first !== undefined && first.key === undefined,
    };
  }
  return undefined;
}
