import { Alias } from 'yaml';
import type { Node, Range, YAMLMap, YAMLSeq } from 'yaml';
import { Unusual } from './lines.ts';
import { hasKeyTwice, listNode, mapNode, pairNode, plainScalar, scalarNode } from './nodes.ts';

/** More levels than this are left to the parser and its own bounds. */
const deepest = 20;

/** A scalar without quotes that a colon, comma or bracket ends. The alternatives begin differently, so that nothing is tried twice. */
const plainPattern = /[A-Za-z0-9_./](?:[^\s,[\]{}:#]|:(?=[^\s,[\]{}])| +(?=[^\s,[\]{}:#]))*/y;
const quotedPattern = /'[^'\n]*'|"[^"\\\n]*"/y;
const aliasPattern = /\*[A-Za-z0-9_.-]+/y;
/** YAML allows keys of 1,024 characters on one line. */
const longestKey = 500;

/**
 * Reads a collection in flow style that stands on one line, such as `[a, "b"]` or `{ name: *app }`: the nodes that the `yaml` package gives.
 * Throws `Unusual` at everything that only a parse can tell: escapes, tags, anchors, pairs in lists, values that are missing. Linear.
 */
export class FlowReader {
  readonly #text: string;
  readonly #anchors: ReadonlySet<string>;
  #at: number;
  #depth = 0;
  /** Whether any alias names an anchor that is not above it. */
  hasLostAliases = false;
  hasDuplicates = false;

  /** `at`: where the bracket stands; `anchors`: those above it. */
  constructor(text: string, at: number, anchors: ReadonlySet<string>) {
    this.#text = text;
    this.#anchors = anchors;
    this.#at = at;
  }

  /** Where the collection ends, once it was read. */
  get end(): number {
    return this.#at;
  }

  collection(): YAMLMap | YAMLSeq {
    if (++this.#depth > deepest) throw new Unusual();
    const start = this.#at++;
    const node = this.#text[start] === '{' ? this.#mapping() : this.#list();
    this.#depth--;
    node.flow = true;
    node.range = [start, this.#at, this.#at];
    return node;
  }

  #mapping(): YAMLMap {
    const map = mapNode();
    while (!this.#closes('}')) {
      const key = this.#scalar();
      const [from, to] = key.range ?? [0, 0];
      if (to - from > longestKey || this.#text[this.#at] !== ':' || this.#text[this.#at + 1] !== ' ')
        throw new Unusual();
      this.#at++;
      this.#blanks();
      map.items.push(pairNode(key, this.#value()));
    }
    this.hasDuplicates ||= hasKeyTwice(map);
    return map;
  }

  #list(): YAMLSeq {
    const list = listNode();
    while (!this.#closes(']')) list.items.push(this.#value());
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
  #value(): Node {
    const first = this.#text[this.#at];
    const node = first === '{' || first === '[' ? this.collection() : first === '*' ? this.#alias() : this.#scalar();
    this.#blanks();
    if (node.range) node.range[2] = this.#at;
    const next = this.#text[this.#at];
    if (next === ',') this.#at++;
    else if (next !== ']' && next !== '}') throw new Unusual();
    return node;
  }

  #alias(): Alias {
    const start = this.#at;
    const range = this.#match(aliasPattern);
    const alias = new Alias(this.#text.slice(start + 1, this.#at));
    alias.range = range;
    this.hasLostAliases ||= !this.#anchors.has(alias.source);
    return alias;
  }

  #scalar(): Node {
    const first = this.#text[this.#at];
    const isQuoted = first === '"' || first === "'";
    const range = this.#match(isQuoted ? quotedPattern : plainPattern);
    const source = this.#text.slice(range[0], range[1]);
    if (!isQuoted) return plainScalar(source, range);
    const value = source.slice(1, -1);
    return scalarNode(value, value, first === '"' ? 'QUOTE_DOUBLE' : 'QUOTE_SINGLE', range);
  }

  #match(pattern: RegExp): Range {
    const start = this.#at;
    pattern.lastIndex = start;
    if (!pattern.test(this.#text)) throw new Unusual();
    this.#at = pattern.lastIndex;
    return [start, this.#at, this.#at];
  }

  #blanks(): void {
    while (this.#text.charCodeAt(this.#at) === 32) this.#at++;
  }
}
