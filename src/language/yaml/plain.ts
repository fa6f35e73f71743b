import type { Range } from 'yaml';
import { Lines, Unusual } from './lines.ts';
import type { Maker } from './maker.ts';
import { FlowReader } from './plainFlow.ts';

/**
 * Reads a document in plain block style: mappings, lists, scalars on one line, `|` text, anchors and aliases, flow style on one line; `maker`
 * makes of each part what is wanted. `undefined` for text with anything else in it, and for every text in which the `yaml` package would find
 * an error: only a parse can tell then. Linear in the text.
 */
export function readPlain<N>(text: string, maker: Maker<N>): Plain<N> | undefined {
  if (/[\t\r\uFEFF]/.test(text)) return undefined;
  try {
    return new Reader(text, maker).read();
  } catch (error) {
    if (error instanceof Unusual) return undefined;
    throw error;
  }
}

/** What a document holds, and what there is to look for in it. */
export interface Plain<N> {
  readonly contents: N;
  /** Whether any alias names an anchor that is not above it. */
  readonly hasLostAliases: boolean;
}

/** Deeper text is left to the parser and its own bounds. */
const deepest = 100;

const keyPattern = /(?:"[^"\\\n]{0,500}"|'[^'\n]{0,500}'|[A-Za-z0-9_$./][A-Za-z0-9_$./-]{0,500}):(?=[ \n]|$)/y;
const quotedPattern = /(?:'[^'\n]*'|"[^"\\\n]*")(?= *(?: #|\n|$))/y;
const anchorPattern = /&([A-Za-z0-9_.-]+)(?=[ \n]|$) */y;
const aliasPattern = /\*([A-Za-z0-9_.-]+)(?= *(?: #|\n|$))/y;
const restPattern = / *(?: #|\n|$)/y;
const literalPattern = /\|(-?) *(?:\n|$)/y;
/** What no plain scalar may start with, or what means more than it shows. */
const indicators = '&*!|>\'"%@`{}[],#?:';

class Reader<N> {
  readonly #lines: Lines;
  readonly #maker: Maker<N>;
  readonly #anchors = new Set<string>();
  /** Where what was read last ends. */
  #end = 0;
  #depth = 0;
  #hasLostAliases = false;

  constructor(text: string, maker: Maker<N>) {
    this.#lines = new Lines(text);
    this.#maker = maker;
  }

  read(): Plain<N> {
    const lines = this.#lines;
    if (lines.indent === 0 && /^---(?: +#.*| *)$/.test(lines.text.slice(lines.column, lines.end)))
      lines.next(lines.end + 1);
    if (lines.atEnd || lines.indent !== 0) throw new Unusual();
    const contents = this.#block();
    if (!lines.atEnd) throw new Unusual();
    return { contents, hasLostAliases: this.#hasLostAliases };
  }

  #block(): N {
    if (++this.#depth > deepest) throw new Unusual();
    const { column, indent } = this.#lines;
    const node = this.#lines.isDash(column) ? this.#sequence(indent) : this.#mapping(indent);
    this.#depth--;
    return node;
  }

  #mapping(indent: number): N {
    const lines = this.#lines;
    const start = lines.column;
    const map = this.#maker.map();
    do {
      const colon = endOf(keyPattern, lines.text, lines.column) - 1;
      const key = this.#scalar(lines.column, colon, colon, true);
      this.#maker.put(map, key, this.#inline(afterBlanks(lines.text, colon + 1), indent, false));
    } while (lines.indent === indent);
    if (lines.indent > indent) throw new Unusual();
    return this.#maker.finish(map, [start, this.#end, this.#end]);
  }

  #sequence(indent: number): N {
    const lines = this.#lines;
    const start = lines.column;
    const list = this.#maker.list();
    do this.#maker.append(list, this.#item(indent));
    while (lines.indent === indent && lines.isDash(lines.column));
    // A comment above the key after a list that is not indented would belong to the list.
    if (lines.indent > indent || (lines.indent === indent && indent > 0 && lines.commented)) throw new Unusual();
    return this.#maker.finish(list, [start, this.#end, this.#end]);
  }

  #item(indent: number): N {
    const lines = this.#lines;
    const at = afterBlanks(lines.text, lines.column + 1);
    if (at >= lines.end) throw new Unusual();
    keyPattern.lastIndex = at;
    if (!keyPattern.test(lines.text)) return this.#inline(at, indent, true);
    lines.indent += at - lines.column;
    lines.column = at;
    return this.#block();
  }

  /** The value of a key or an item that is indented so much; then the line after it is current. */
  #inline(at: number, indent: number, inList: boolean): N {
    const text = this.#lines.text;
    anchorPattern.lastIndex = at;
    const anchor = text.charCodeAt(at) === 38 ? anchorPattern.exec(text)?.[1] : undefined;
    if (anchor === undefined) return this.#anchorable(at, indent, inList);
    this.#anchors.add(anchor);
    const from = anchorPattern.lastIndex;
    if (text.charCodeAt(from) === 42) throw new Unusual();
    return this.#maker.anchor(anchor, this.#anchorable(from, indent, inList));
  }

  #anchorable(at: number, indent: number, inList: boolean): N {
    const first = this.#lines.text[at];
    if (at >= this.#lines.end || first === '#') return this.#nested(indent, inList);
    if (first === '|') return this.#literal(at, indent);
    const node = this.#oneLine(at, first ?? '');
    this.#lines.next(this.#lines.end + 1);
    return node;
  }

  #nested(indent: number, inList: boolean): N {
    const lines = this.#lines;
    lines.next(lines.end + 1);
    const isBelow = lines.indent > indent || (lines.indent === indent && lines.isDash(lines.column));
    if (inList || !isBelow) throw new Unusual();
    return this.#block();
  }

  #oneLine(at: number, first: string): N {
    const text = this.#lines.text;
    const after = Math.min(this.#lines.end + 1, text.length);
    if (first === "'" || first === '"') return this.#scalar(at, endOf(quotedPattern, text, at), after);
    if (first === '*') {
      const end = endOf(aliasPattern, text, at);
      const name = text.slice(at + 1, end);
      this.#hasLostAliases ||= !this.#anchors.has(name);
      this.#end = after;
      return this.#maker.alias(name, [at, end, after]);
    }
    if (first === '{' || first === '[') return this.#flow(at, after);
    if (indicators.includes(first) || this.#lines.isDash(at)) throw new Unusual();
    const comment = text.slice(at, this.#lines.end).indexOf(' #');
    let end = comment < 0 ? this.#lines.end : at + comment;
    while (text.charCodeAt(end - 1) === 32) end--;
    const value = text.slice(at, end);
    if (value.includes(': ') || value.endsWith(':')) throw new Unusual();
    return this.#scalar(at, end, after);
  }

  #flow(at: number, after: number): N {
    const flow = new FlowReader(this.#lines.text, at, this.#maker, this.#anchors);
    const node = flow.collection(after);
    endOf(restPattern, this.#lines.text, flow.end);
    this.#hasLostAliases ||= flow.hasLostAliases;
    this.#end = after;
    return node;
  }

  /** `|` and the lines below it that are indented more. */
  #literal(at: number, indent: number): N {
    const { text } = this.#lines;
    const from = endOf(literalPattern, text, at);
    const { rows, end } = rowsBelow(text, from, indent);
    if (rows.length === 0) throw new Unusual();
    const value = rows.join('\n') + (text[at + 1] === '-' ? '' : '\n');
    this.#lines.next(end);
    this.#end = end;
    return this.#maker.text(value, 'BLOCK_LITERAL', [at, end, end]);
  }

  #scalar(start: number, end: number, after: number, isKey = false): N {
    this.#end = after;
    const text = this.#lines.text.slice(start, end);
    const quote = text[0];
    const range: Range = [start, end, after];
    if (quote !== '"' && quote !== "'")
      return isKey ? this.#maker.plainKey(text, range) : this.#maker.plain(text, range);
    const type = quote === '"' ? 'QUOTE_DOUBLE' : 'QUOTE_SINGLE';
    return this.#maker.text(text.slice(1, -1), type, range);
  }
}

/** Where the match ends that must begin at `at`. */
function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  if (!pattern.test(text)) throw new Unusual();
  return pattern.lastIndex;
}

/** The rows of a block scalar without their indentation and without empty ones at the end, and where the last one ends. */
function rowsBelow(
  text: string,
  from: number,
  indent: number,
): { readonly rows: readonly string[]; readonly end: number } {
  const rows: string[] = [];
  let width = 0;
  let empty = 0;
  let end = from;
  for (let at = from; at < text.length;) {
    const newline = text.indexOf('\n', at);
    const stop = newline < 0 ? text.length : newline;
    const column = afterBlanks(text, at);
    if (column >= stop) {
      // How blanks alone count depends on what is around them.
      if (column > at) throw new Unusual();
      empty++;
    } else {
      if (column - at <= indent) break;
      width ||= column - at;
      if (column - at < width) throw new Unusual();
      for (; empty > 0; empty--) rows.push('');
      rows.push(text.slice(at + width, stop));
      end = Math.min(stop + 1, text.length);
    }
    at = stop + 1;
  }
  return { rows, end };
}

function afterBlanks(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === 32) at++;
  return at;
}
