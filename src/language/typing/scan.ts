import type { Step } from '../yaml/parse.ts';
import { placeInFlow } from './flow.ts';
import { entriesOf } from '../yaml/line.ts';
import type { Entry } from '../yaml/line.ts';
import type { TypingPlace } from './place.ts';
import { standAsWritten, standAt } from './stand.ts';
import { keysBelow, trailOf } from './trail.ts';
import { lineEndAt } from '../yaml/text.ts';

const bareWord = /^([ \t]*)((?:-[ \t]+)*)(["']?)((?:[\w./$@-]|(?<=[\w./$@-]) (?=[\w./$@-]))*)$/;

/**
 * What is typed at an offset of a document; `undefined` in comments, block scalars and continued values, where nothing can be said. Looks at
 * lines, from the offset outward: linear in the document.
 */
export function placeAt(text: string, offset: number): TypingPlace | undefined {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = lineEndAt(text, offset);
  const head = text.slice(start, offset);
  if (/(?:^|\s)#/.test(head.replace(/"[^"]*"|'[^']*'/g, ''))) return undefined;
  const flowing = openFlow(text, start, head);
  if (flowing) return flowing.from === undefined ? undefined : placeInFlow(text, flowing.from, offset, flowing.path);
  const bare = bareWord.exec(/^(?:---)?/.exec(head)?.[0] === '---' ? head.replace('---', '   ') : head);
  if (bare) return bareAt(text, { start, end, offset }, bare);
  return valueAt(text, { start, end, offset });
}

interface Line {
  readonly start: number;
  readonly end: number;
  readonly offset: number;
}

/** A word at the beginning of a line, or behind its dashes: half a key, or an item of a list. */
function bareAt(text: string, { start, end, offset }: Line, match: RegExpExecArray): TypingPlace | undefined {
  const [, blanks = '', dashes = '', quote = '', word = ''] = match;
  const rest = /^[\w./$@-]*/.exec(text.slice(offset, end))?.[0] ?? '';
  const tail = text.slice(offset + rest.length, end).replace(/^["']/, '');
  const colon = /^[ \t]*:(?=\s|$)/.test(tail);
  if (!colon && !/^\s*(?:#.*)?$/.test(tail)) return undefined;
  const isDash = word === '-' || word.endsWith(' -');
  const column = blanks.length + dashes.length;
  const dashColumns = [...dashes.matchAll(/-/g)].map((it) => blanks.length + it.index);
  if (isDash) dashColumns.push(column);
  const line = { start, end, column: isDash ? column + 2 : column, dashes: dashColumns };
  const stand = colon ? standAsWritten(text, line) : standAt(text, { ...line, hasTab: blanks.includes('\t') });
  if (!stand) return undefined;
  const { trail } = stand;
  const isMoved = stand.column !== line.column;
  return {
    at: 'key',
    path: trail.path,
    word: isDash ? { start: offset, end: offset } : { start: offset - word.length, end: offset + rest.length },
    taken: new Set([...trail.taken, ...keysBelow(text, end, stand.column)]),
    colon,
    flow: false,
    column: stand.column,
    indent: isMoved ? 0 : blanks.length,
    ...(isMoved && { moved: blanks.length }),
    ...(stand.owns && { owns: stand.owns }),
    dashed: dashColumns.length > 0,
    listAbove: trail.listAbove,
    quoted: quote !== '',
  };
}

/** Behind `key:`, on its line. */
function valueAt(text: string, { start, end, offset }: Line): TypingPlace | undefined {
  const entries = entriesOf(text.slice(start, end));
  const own = entries.at(-1);
  if (own?.key === undefined || offset - start < own.column + 1 || own.value === 'block') return undefined;
  const colon = text.lastIndexOf(':', Math.max(start + own.valueAt - 1, start));
  if (offset <= colon) return undefined;
  const dashes = entries.filter((it) => it.key === undefined).map((it) => it.column);
  const trail = trailOf(text, start, dashes, own.column);
  if (typeof trail === 'string') return undefined;
  return {
    at: 'value',
    path: [...trail.path, own.key],
    word: { start: Math.min(start + own.valueAt, offset), end: offset },
    taken: trail.taken,
    colon: true,
    flow: false,
    column: own.column,
    indent: entries[0]?.column ?? 0,
    dashed: dashes.length > 0,
    listAbove: undefined,
    quoted: /^["']/.test(text.slice(start + own.valueAt, offset)),
  };
}

interface Flow {
  /** Offset of the bracket; `undefined`: it lies inside of a scalar. */
  readonly from: number | undefined;
  readonly path: readonly Step[];
}

/** The flow collection that is open at the end of `head`: opened on the line, or above it. */
function openFlow(text: string, start: number, head: string): Flow | undefined {
  const entries = entriesOf(head);
  const last = entries.at(-1);
  if (last) {
    if (last.value !== 'flow' || !isOpen(head.slice(last.valueAt))) return undefined;
    return flowFrom(text, start, entries, start + last.valueAt);
  }
  // Only a line that opens more than it closes can reach down to here.
  for (let end = start - 1; end >= 0;) {
    const begin = end === 0 ? 0 : text.lastIndexOf('\n', end - 1) + 1;
    const line = text.slice(begin, end);
    const above = entriesOf(line);
    const opener = above.at(-1);
    const bracket = above.length === 0 && /^[[{]/.test(line) ? 0 : opener?.value === 'flow' ? opener.valueAt : -1;
    if (bracket >= 0) {
      return isOpen(text.slice(begin + bracket, start)) ? flowFrom(text, begin, above, begin + bracket) : undefined;
    }
    if (opener?.key !== undefined && !/^["'[{\]}]|[,{[]\s*$/.test(line.trim())) return undefined;
    end = begin - 1;
  }
  return /^[[{]/.test(head) ? { from: start, path: [] } : undefined;
}

function flowFrom(text: string, start: number, entries: readonly Entry[], from: number): Flow {
  const own = entries.at(-1);
  if (!own) return { from, path: [] };
  const dashes = entries.filter((it) => it.key === undefined).map((it) => it.column);
  const column = own.key === undefined ? own.column + 1 : own.column;
  const trail = trailOf(text, start, dashes, column);
  const isInside = typeof trail === 'string';
  return {
    from: isInside ? undefined : from,
    path: [...(isInside ? [] : trail.path), ...(own.key === undefined ? [] : [own.key])],
  };
}

/** Whether brackets are left open at the end of a text, quotes and comments apart. */
function isOpen(text: string): boolean {
  let depth = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"?|'(?:[^']|'')*'?|(?<=^|\s)#[^\n]*|[[\]{}]/g)) {
    if (token === '[' || token === '{') depth++;
    else if ((token === ']' || token === '}') && --depth === 0) return false;
  }
  return depth > 0;
}
