import { entriesOf, indentOf } from './line.ts';
import type { Span } from './text.ts';

/** How a line ends that may open a block scalar. */
const opening = /(?:^|\s)[|>][-+\d]{0,2}[ \t]*(?:[ \t]#.*)?$/;

/** The lines of all block scalars, in the order of the text. Linear in it. */
export function blocksIn(text: string): readonly Span[] {
  const found: Span[] = [];
  let open: { readonly column: number; readonly start: number; end: number } | undefined;
  for (let at = 0; at < text.length;) {
    const newline = text.indexOf('\n', at);
    const next = newline < 0 ? text.length : newline + 1;
    const line = text.slice(at, next).trimEnd();
    if (open && isWithin(line, open.column)) open.end = next;
    else {
      if (open) found.push({ start: open.start, end: open.end });
      const own = opening.test(line) ? entriesOf(line).at(-1) : undefined;
      open = own?.value === 'block' ? { column: own.column, start: next, end: next } : undefined;
    }
    at = next;
  }
  return open ? [...found, { start: open.start, end: open.end }] : found;
}

/** A comment less deep than the text ends it, as any other line does. */
function isWithin(line: string, column: number): boolean {
  const indent = indentOf(line) ?? (line === '' ? Infinity : line.search(/\S/));
  return indent > column;
}
