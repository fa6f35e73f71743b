/** A piece of a text in UTF-16 offsets; `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A place in a text as editors count it: both numbers from zero, `character` in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** A span in a file; `path` is relative to the repository's root, with `/`. */
export interface Location {
  readonly path: string;
  readonly span: Span;
}

/** Replaces a span by a text; an empty span inserts. */
export interface TextEdit extends Location {
  readonly text: string;
}

/**
 * Converts between offsets and positions. Building it is linear in the text, a conversion logarithmic in the number of lines. Lines end
 * with `\n` or `\r\n`; numbers out of range are clamped.
 */
export class LineIndex {
  readonly #length: number;
  readonly #starts: number[] = [0];

  constructor(text: string) {
    this.#length = text.length;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.#starts.push(at + 1);
  }

  position(offset: number): Position {
    const at = Math.max(0, Math.min(offset, this.#length));
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: at - (this.#starts[low] ?? 0) };
  }

  offset(position: Position): number {
    if (position.line < 0) return 0;
    const start = this.#starts[position.line];
    if (start === undefined) return this.#length;
    const end = this.#starts[position.line + 1] ?? this.#length + 1;
    return Math.max(start, Math.min(start + position.character, end - 1));
  }
}

/** Where the line of an offset ends, before its `\n` or `\r\n`. */
export function lineEndAt(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  const end = newline < 0 ? text.length : newline;
  return text[end - 1] === '\r' && end > offset ? end - 1 : end;
}

/** Whether a text of YAML holds nothing: empty lines, comments and document starts alone. */
export function hasNothing(text: string): boolean {
  return text.split('\n').every((line) => /^\s*(?:#.*|---\s*)?$/.test(line));
}
