import type { Span } from './text.ts';

/** A part of a file that is an object of its own: its place, and the text that stands for it, as long as the place. */
export interface Piece extends Span {
  readonly text: string;
}

/**
 * The pieces of a document, itself for most. kustomize takes an object whose kind ends in `List` apart (api/resource `inlineAnyEmbeddedLists`):
 * so does this, where the list is in block style. First comes the list, blanks in place of its items, then each item, a blank in place of its dash, so that
 * all keep their places. An item that uses an anchor of another one is no object without that: such a list stays whole.
 */
export function piecesOf(text: string, { start, end }: Span): readonly Piece[] {
  const whole = text.slice(start, end);
  const items = isList.test(whole) && !aliases.test(whole) ? itemsOf(whole) : [];
  if (items.length === 0) return [{ start, end, text: whole }];
  let rest = '';
  let at = 0;
  for (const item of items) {
    rest += whole.slice(at, item.start) + blank(whole.slice(item.start, item.end));
    at = item.end;
  }
  const pieces = items.map((item): Piece => {
    const piece = whole.slice(item.start, item.end).replace('-', ' ');
    return { start: start + item.start, end: start + item.end, text: piece };
  });
  return [{ start, end, text: rest + whole.slice(at) }, ...pieces];
}

const isList = /^kind:[ \t]*["']?\w*List["']?[ \t]*(?:#.*)?\r?$/m;
const aliases = /(?:^|[\s:[{,-])\*[\w-]+[ \t]*(?:[,}\]]|\r?$)/m;

/** The items of the list `items`, each from the start of its first line to the start of what follows it. */
function itemsOf(text: string): readonly Span[] {
  const head = /^items:[ \t]*(?:#.*)?\r?\n(?:[ \t]*(?:#.*)?\r?\n)*( *)-[ \t\r\n]/m.exec(text);
  if (head === null) return [];
  const indent = head[1] ?? '';
  const line = new RegExp(`^(?:(${indent}-)(?=[ \\t\\r\\n]|$)|(?!${indent} |[ \\t]*(?:#|\\r?$)))`, 'gm');
  line.lastIndex = text.indexOf('\n', head.index) + 1;
  const starts: number[] = [];
  for (let match = line.exec(text); match !== null; match = line.exec(text)) {
    if (match[1] === undefined) return spansTo(match.index, starts);
    starts.push(match.index);
  }
  return spansTo(text.length, starts);
}

function spansTo(end: number, starts: readonly number[]): readonly Span[] {
  return starts.map((start, at) => ({ start, end: starts[at + 1] ?? end }));
}

function blank(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}
