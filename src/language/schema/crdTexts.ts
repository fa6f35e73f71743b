import { parseOne } from '../yaml/parse.ts';

/**
 * What the text of a CRD in block style says a field is: found by its lines, because a CRD is large and a hover must not wait for a parse. In the
 * path `[]` is an item of a list. `undefined` where nothing is said, or the text has another form. Linear in the text.
 */
export function descriptionIn(text: string, version: string, path: readonly string[]): string | undefined {
  const lines = new Lines(text);
  const versions = lines.below(lines.below(lines.all, 'spec'), 'versions');
  const found = lines.items(versions).find((it) => lines.word(it, 'name') === version);
  let schema = lines.below(lines.below(found, 'schema'), 'openAPIV3Schema');
  for (const step of path) {
    if (step === '[]') schema = lines.below(schema, 'items');
    else schema = lines.below(lines.below(schema, 'properties'), step) ?? lines.below(schema, 'additionalProperties');
  }
  const said = lines.text(schema, 'description');
  const value: unknown = said && parseOne(said).document.toJS({ maxAliasCount: 0 });
  const description = value && (value as { readonly description?: unknown }).description;
  return typeof description === 'string' && description.trim() !== '' ? description : undefined;
}

/** Lines from one to before another, in which the keys of a mapping, or the dashes of a list, stand in one column. */
interface Region {
  readonly from: number;
  readonly to: number;
  readonly column: number;
}

/** The lines of a text with the columns that they start in; -1 for those that say nothing. */
class Lines {
  readonly #lines: readonly string[];
  readonly #columns: readonly number[];

  constructor(text: string) {
    this.#lines = text.replaceAll('\r', '').split('\n');
    this.#columns = this.#lines.map((it) => (it.startsWith('---') ? -1 : columnOf(it)));
  }

  get all(): Region | undefined {
    return this.#region(0, this.#lines.length);
  }

  /** What stands below a key. */
  below(region: Region | undefined, key: string): Region | undefined {
    const entry = region && this.#entry(region, key);
    return entry && this.#region(entry.from + 1, entry.to);
  }

  /** The items of a list, each as the mapping that begins on the line of its dash. */
  items(region: Region | undefined): readonly Region[] {
    if (region === undefined) return [];
    const { from, to, column } = region;
    const starts: number[] = [];
    for (let at = from; at < to; at++) if (this.#columns[at] === column) starts.push(at);
    return starts.map((start, at) => ({ from: start, to: starts[at + 1] ?? to, column: column + 2 }));
  }

  /** The word behind a key. */
  word(region: Region, key: string): string | undefined {
    const entry = this.#entry(region, key);
    return entry && /:\s+["']?([\w.-]+)/.exec(this.#lines[entry.from] ?? '')?.[1];
  }

  /** A key and its value as they stand there. */
  text(region: Region | undefined, key: string): string | undefined {
    const entry = region && this.#entry(region, key);
    return entry && this.#lines.slice(entry.from, entry.to).join('\n');
  }

  #region(from: number, to: number): Region | undefined {
    for (let at = from; at < to; at++) {
      const column = this.#columns[at] ?? -1;
      if (column >= 0) return { from, to, column };
    }
    return undefined;
  }

  /** The line of a key and those of its value. */
  #entry({ from, to, column }: Region, key: string): { readonly from: number; readonly to: number } | undefined {
    for (let at = from; at < to; at++) {
      if (!this.#stands(at, from, column, key)) continue;
      let end = at + 1;
      while (end < to && !this.#ends(end, column)) end++;
      return { from: at, to: end };
    }
    return undefined;
  }

  /** Whether a key stands in a line; in the first one it may stand behind a dash. */
  #stands(at: number, from: number, column: number, key: string): boolean {
    const line = this.#lines[at] ?? '';
    const isFirst = at === from && line.startsWith('- ', column - 2);
    if (this.#columns[at] !== column && !isFirst) return false;
    return ['', '"', "'"].some((quote) => line.startsWith(`${quote}${key}${quote}:`, column));
  }

  /** Whether a line belongs no more to the value of a key in a column; a list may stand in the column of its key. */
  #ends(at: number, column: number): boolean {
    const own = this.#columns[at] ?? -1;
    return own >= 0 && (own < column || (own === column && this.#lines[at]?.[own] !== '-'));
  }
}

function columnOf(line: string): number {
  let column = 0;
  while (line.charCodeAt(column) === 32) column++;
  return column === line.length || line.charCodeAt(column) === 35 ? -1 : column;
}
