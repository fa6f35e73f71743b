/** What a line of block style opens: the dash of an item, or a key. `column` counts from zero. */
export interface Entry {
  readonly column: number;
  /** Absent for a dash. */
  readonly key?: string;
  readonly value: ValueForm;
  /** Offset in the line of the value, or of the line's end. */
  readonly valueAt: number;
}

/** How the value behind a key or a dash begins: `open` says that it stands on the next lines, if anywhere. */
export type ValueForm = 'open' | 'scalar' | 'block' | 'flow';

/** No key is longer, and no line is read further. */
const longest = 1000;
const keyPattern =
  /(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)'|((?![#"'[\]{}>|*%@`,]|[&!?-](?=\s))(?:[^:#]|:(?=\S)|(?<=\S)#)+?))[ \t]*:(?=[ \t]|$)/y;

/** The dashes and the key that a line of block style begins with, from left to right; none for blanks, comments, markers and text. */
export function entriesOf(line: string): readonly Entry[] {
  const text = line.length > longest ? line.slice(0, longest) : line;
  if (/^(?:---|\.\.\.)(?=[ \t\r]|$)|^%/.test(text)) return [];
  const found: Entry[] = [];
  let at = blanksFrom(text, 0);
  while (text[at] === '-' && (at + 1 >= text.length || /[ \t\r]/.test(text.charAt(at + 1)))) {
    const next = blanksFrom(text, at + 1);
    found.push({ column: at, ...formOf(text, next) });
    at = next;
  }
  keyPattern.lastIndex = at;
  const match = keyPattern.exec(text);
  if (!match) return found;
  const key = match[1] ?? match[2]?.replaceAll("''", "'") ?? match[3] ?? '';
  const last = found.pop();
  if (last) found.push({ ...last, value: 'open' });
  return [...found, { column: at, key, ...formOf(text, blanksFrom(text, at + match[0].length)) }];
}

/** Zero-based column of the first character that is no blank; `undefined` for blank lines and comments. */
export function indentOf(line: string): number | undefined {
  const at = blanksFrom(line, 0);
  return at >= line.length || line[at] === '\r' || line[at] === '#' ? undefined : at;
}

function formOf(text: string, at: number): Pick<Entry, 'value' | 'valueAt'> {
  const rest = text.slice(at).trimEnd();
  if (
    rest === '' ||
    rest === '-' ||
    rest.startsWith('- ') ||
    rest.startsWith('#') ||
    /^(?:[&!]\S*\s*)+(?:#.*)?$/.test(rest)
  )
    return { value: 'open', valueAt: at };
  if (rest.startsWith('|') || rest.startsWith('>')) return { value: 'block', valueAt: at };
  if (rest.startsWith('{') || rest.startsWith('[')) return { value: 'flow', valueAt: at };
  return { value: 'scalar', valueAt: at };
}

function blanksFrom(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at;
}
