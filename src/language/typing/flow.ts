import type { Step } from '../yaml/parse.ts';
import type { TypingPlace } from './place.ts';

interface Frame {
  readonly list: boolean;
  readonly taken: Set<string>;
  position: number;
  /** The key whose value is read; `undefined` before a colon. */
  key: string | undefined;
}

const tokens =
  /"(?:[^"\\]|\\.)*"?|'(?:[^']|'')*'?|(?<=^|\s)#[^\n]*|[[\]{},]|:(?=[\s,[\]{}]|$)|[^\s"'[\]{},:#][^[\]{},:\n]*(?::(?=\S)[^[\]{},:\n]*)*|\s+/g;

/** The place inside of a flow collection that begins at `from`, as far as it is typed. `path` leads to the collection. */
export function placeInFlow(
  text: string,
  from: number,
  offset: number,
  path: readonly Step[],
): TypingPlace | undefined {
  const frames: Frame[] = [];
  let word = { start: offset, end: offset, text: '' };
  for (const match of text.slice(from, offset).matchAll(tokens)) {
    const [token] = match;
    const frame = frames.at(-1);
    if (token === '[' || token === '{')
      frames.push({ list: token === '[', taken: new Set(), position: 0, key: undefined });
    else if (token === ']' || token === '}') frames.pop();
    else if (token === ',' && frame) {
      frame.position++;
      frame.key = undefined;
    } else if (token === ':' && frame && !frame.list) {
      frame.key = word.text;
      frame.taken.add(word.text);
    } else if (/^\s|^#/.test(token)) continue;
    else {
      const end = from + match.index + token.length;
      word = { start: from + match.index, end, text: unquoted(token) };
      continue;
    }
    word = { start: offset, end: offset, text: '' };
  }
  const frame = frames.at(-1);
  return frame && placed(text, offset, frames, path, word.end === offset ? word.start : offset);
}

function placed(
  text: string,
  offset: number,
  frames: readonly Frame[],
  path: readonly Step[],
  start: number,
): TypingPlace {
  const inner = frames.at(-1);
  const steps = frames.flatMap((it): Step[] => (it.list ? [it.position] : it.key === undefined ? [] : [it.key]));
  const rest = /^[\w./$@-]*/.exec(text.slice(offset, offset + 300))?.[0] ?? '';
  const after = text.slice(offset + rest.length, offset + 2000).replace(/^["']/, '');
  const quoted = /["']/.test(text.charAt(start)) && start < offset;
  return {
    at: inner?.list === false && inner.key === undefined ? 'key' : 'value',
    path: [...path, ...steps],
    word: { start: quoted ? start + 1 : start, end: offset + rest.length },
    taken: new Set([...(inner?.taken ?? []), ...keysAfter(after)]),
    colon: /^\s*:/.test(after),
    flow: true,
    column: 0,
    indent: 0,
    dashed: false,
    listAbove: undefined,
    quoted,
  };
}

/** The keys of the same mapping that follow, up to its closing bracket; those of the line alone where it is not closed yet. */
function keysAfter(text: string): readonly string[] {
  return keysUntilClosed(text) ?? keysUntilClosed(`${/^[^\n]*/.exec(text)?.[0] ?? ''}}`) ?? [];
}

function keysUntilClosed(text: string): readonly string[] | undefined {
  const keys: string[] = [];
  let depth = 0;
  let last = '';
  for (const [token] of text.matchAll(tokens)) {
    if (token === '[' || token === '{') depth++;
    else if (token === ']' || token === '}') {
      if (--depth < 0) return keys;
    } else if (token === ':' && depth === 0) keys.push(last);
    else if (/^\S/.test(token)) last = unquoted(token);
  }
  return undefined;
}

function unquoted(token: string): string {
  return /^["']/.test(token) ? token.replace(/^["']|["']$/g, '') : token.trim();
}
