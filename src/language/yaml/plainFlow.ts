import type { Range } from 'yaml';
import { Unusual } from './lines.ts';
import type { Maker } from './maker.ts';

/** More levels than this are left to the parser and its own bounds. */
const deepest = 20;

/** A scalar without quotes that a colon, comma or bracket ends. The alternatives begin differently, so that nothing is tried twice. */
const plainPattern = /[A-Za-z0-9_./](?:[^\s,[\]{}:#]|:(?=[^\s,[\]{}])| +(?=[^\s,[\]{}:#]))*/y;
const quotedPattern = /'[^'\n]*'|"[^"\\\n]*"/y;
const aliasPattern = /\*[A-Za-z0-9_.-]+/y;
/** YAML allows keys of 1,024 characters on one line. */
const longestKey = 500;

/**
 * Reads a collection in flow style that stands on one line, such as `[a, "b"]` or `{ name: *app }`. Throws `Unusual` at everything that only a parse can tell: escapes, tags, anchors, pairs in lists, values that are missing. Linear.
 */
export class FlowReader<N> {
  readonly #text: string;
  readonly #maker: Maker<N>;
  readonly #anchors: ReadonlySet<string>;
  #at: number;
  #depth = 0;
  /** Whether any alias names an anchor that is not above it. */
  hasLostAliases = false;

  /** `at`: where the bracket stands; `anchors`: those above it. */
  constructor(text: string, at: number, maker: Maker<N>, anchors: ReadonlySet<string>) {
    this.#text = text;
    this.#maker = maker;
    this.#anchors = anchors;
    this.#at = at;
  }

  /** Where the collection ends, once it was read. */
  get end(): number {
    return this.#at;
  }

  /** The collection; what is behind it ends at `after`, where that is not right behind it. */
  collection(after?: number): N {
    if (++this.#depth > deepest) throw new Unusual();
    const start = this.#at++;
    const made = this.#text[start] === '{' ? this.#mapping() : this.#list();
    this.#depth--;
    const end = this.#at;
    if (after === undefined) this.#blanks();
    return this.#maker.finish(made, [start, end, after ?? this.#at], true);
  }

  #mapping(): N {
    const map = this.#maker.map();
    while (!this.#closes('}')) {
      const from = this.#at;
      const key = this.#scalar(false);
      if (this.#at - from > longestKey || this.#text[this.#at] !== ':' || this.#text[this.#at + 1] !== ' ')
        throw new Unusual();
      this.#at++;
      this.#blanks();
      this.#maker.put(map, key, this.#value());
    }
    return map;
  }

  #list(): N {
    const list = this.#maker.list();
    while (!this.#closes(']')) this.#maker.append(list, this.#value());
    return list;
  }

  /** Whether the collection ends here; else the next item does begin here. */
  #closes(bracket: string): boolean {
    this.#blanks();
    if (this.#text[this.#at] !== bracket) return false;
    this.#at++;
    return true;
  }

  /** A value, and what parts it from the next one. */
  #value(): N {
    const first = this.#text[this.#at];
    const made =
      first === '{' || first === '[' ? this.collection() : first === '*' ? this.#alias() : this.#scalar(true);
    const next = this.#text[this.#at];
    if (next === ',') this.#at++;
    else if (next !== ']' && next !== '}') throw new Unusual();
    return made;
  }

  #alias(): N {
    const range = this.#match(aliasPattern, true);
    const name = this.#text.slice(range[0] + 1, range[1]);
    this.hasLostAliases ||= !this.#anchors.has(name);
    return this.#maker.alias(name, range);
  }

  #scalar(isValue: boolean): N {
    const first = this.#text[this.#at];
    const isQuoted = first === '"' || first === "'";
    const range = this.#match(isQuoted ? quotedPattern : plainPattern, isValue);
    const source = this.#text.slice(range[0], range[1]);
    if (!isQuoted) return isValue ? this.#maker.plain(source, range) : this.#maker.plainKey(source, range);
    return this.#maker.text(source.slice(1, -1), first === '"' ? 'QUOTE_DOUBLE' : 'QUOTE_SINGLE', range);
  }

  /** What matches here; the blanks behind a value are its own. */
  #match(pattern: RegExp, isValue: boolean): Range {
    const start = this.#at;
    pattern.lastIndex = start;
    if (!pattern.test(this.#text)) throw new Unusual();
    const end = pattern.lastIndex;
    this.#at = end;
    if (isValue) this.#blanks();
    return [start, end, this.#at];
  }

  #blanks(): void {
    while (this.#text.charCodeAt(this.#at) === 32) this.#at++;
  }
}
