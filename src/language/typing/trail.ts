import type { Step } from '../yaml/parse.ts';
import { entriesOf, indentOf } from '../yaml/line.ts';
import type { Entry } from '../yaml/line.ts';

/** What the lines above a key tell of the mapping that it joins. Columns count from zero. */
export interface Trail {
  /** To the mapping. */
  readonly path: readonly Step[];
  /** Keys of it that stand above. */
  readonly taken: ReadonlySet<string>;
  /** The list whose last item ends right above, at the same column. */
  readonly listAbove: readonly Step[] | undefined;
  /** Where the key that holds the mapping stands; `-1` for the root. */
  readonly parentColumn: number;
  /** Where the lines between that key and this one begin, if all of them are deeper than this one. */
  readonly innerColumn: number | undefined;
}

/**
 * Climbs from a key at a column, behind dashes at others, to the root. `block` inside of a block scalar, `scalar` below a value that takes no keys.
 * `isItem` says that an item of a list stands right below, at the same column.
 */
export function trailOf(
  text: string,
  start: number,
  dashes: readonly number[],
  column: number,
  isItem = false,
): Trail | 'block' | 'scalar' {
  const climber = new Climber(column, isItem);
  const own = dashes.map((it): Entry => ({ column: it, value: 'open', valueAt: 0 }));
  for (const entry of climb(text, start, own)) climber.meet(entry);
  return climber.trail();
}

class Climber {
  readonly #path: Step[] = [];
  readonly #taken = new Set<string>();
  #at: { readonly column: number; readonly dash: boolean };
  #position = 0;
  #listKey: string | undefined;
  #wasDashAbove: boolean;
  #parentColumn: number | undefined;
  #innerColumn: number | undefined;
  /** Whether deeper lines stand between: a first item has none above it. */
  #isBelowOthers = false;
  #stop: 'block' | 'scalar' | undefined;

  constructor(column: number, isItem: boolean) {
    this.#at = { column, dash: false };
    this.#wasDashAbove = isItem;
  }

  meet(entry: Entry): void {
    const at = this.#at;
    const isParent = entry.column < at.column || (at.dash && entry.key !== undefined && entry.column === at.column);
    if (!isParent) return this.#pass(entry);
    if (entry.value === 'block') this.#stop = 'block';
    else if (entry.value !== 'open') this.#stop ??= 'scalar';
    if (at.dash && this.#position === 0 && this.#isBelowOthers) this.#stop ??= 'scalar';
    this.#isBelowOthers = false;
    this.#parentColumn ??= entry.column;
    if (at.dash) this.#path.push(this.#position);
    this.#position = 0;
    if (entry.key !== undefined) this.#path.push(entry.key);
    this.#at = { column: entry.column, dash: entry.key === undefined };
  }

  #pass({ column, key, value }: Entry): void {
    const at = this.#at;
    const isFirst = this.#parentColumn === undefined;
    if (column > at.column) {
      this.#isBelowOthers = true;
      if (isFirst) this.#innerColumn = Math.min(this.#innerColumn ?? Infinity, column);
    } else if (at.dash && key === undefined) this.#position++;
    else if (!at.dash && key !== undefined && isFirst) {
      if (this.#wasDashAbove && this.#listKey === undefined && this.#taken.size === 0 && value === 'open')
        this.#listKey = key;
      this.#taken.add(key);
    } else if (!at.dash && isFirst) this.#wasDashAbove = true;
  }

  trail(): Trail | 'block' | 'scalar' {
    if (this.#stop !== undefined) return this.#stop;
    if (this.#at.dash) this.#path.push(this.#position);
    const path = this.#path.reverse();
    const isBeside = this.#taken.size > 0 || this.#wasDashAbove;
    return {
      path,
      taken: this.#taken,
      listAbove: this.#wasDashAbove && this.#listKey !== undefined ? [...path, this.#listKey] : undefined,
      parentColumn: this.#parentColumn ?? -1,
      innerColumn: isBeside ? undefined : this.#innerColumn,
    };
  }
}

/** The entries of a line's own dashes from right to left, then those of the lines above, upward. */
function* climb(text: string, start: number, own: readonly Entry[]): Generator<Entry> {
  yield* [...own].reverse();
  for (let end = start - 1; end >= 0;) {
    const begin = end === 0 ? 0 : text.lastIndexOf('\n', end - 1) + 1;
    yield* [...entriesOf(text.slice(begin, end).replace(/\r$/, ''))].reverse();
    end = begin - 1;
  }
}

/** Keys of a mapping that stand below a line, until the mapping ends. */
export function keysBelow(text: string, from: number, column: number): readonly string[] {
  const keys: string[] = [];
  for (const line of linesBelow(text, from)) {
    const indent = indentOf(line) ?? 0;
    if (indent < column) break;
    const [first] = indent === column ? entriesOf(line) : [];
    if (first?.key !== undefined) keys.push(first.key);
  }
  return keys;
}

/** The lines after an offset that have something in them. */
export function* linesBelow(text: string, from: number): Generator<string> {
  for (let at = text.indexOf('\n', from) + 1; at > 0; at = text.indexOf('\n', at) + 1) {
    const newline = text.indexOf('\n', at);
    const line = text.slice(at, newline < 0 ? undefined : newline).replace(/\r$/, '');
    if (indentOf(line) !== undefined) yield line;
  }
}
