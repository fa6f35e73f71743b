import { isAlias, isMap, isPair, isScalar, isSeq } from 'yaml';
import type { Alias, Document, Node, Pair } from 'yaml';
import { isMerge } from '../yaml/parse.ts';

/**
 * What the aliases of a document stand for. Anchors are collected once, when the first alias is met, so that many aliases cost no more than
 * one look at the document.
 */
export class Anchors {
  readonly #document: Document;
  #found: Map<string, Node[]> | undefined;

  constructor(document: Document) {
    this.#document = document;
  }

  /** The node that an alias stands for: the last one above it with that anchor. */
  target(alias: Alias): Node | undefined {
    const start = alias.range?.[0] ?? Infinity;
    return this.#anchors()
      .get(alias.source)
      ?.findLast((it) => (it.range?.[0] ?? 0) < start);
  }

  /** The pairs of a mapping with what it merges; a key that the mapping has itself wins, then the first of several merged. */
  pairs(items: readonly Pair[]): readonly Pair[] {
    if (!items.some(isMerge)) return items;
    const found = new Map<string, Pair>();
    this.#collect(items, found, 8);
    return [...found.values()];
  }

  #collect(items: readonly Pair[], into: Map<string, Pair>, depth: number): void {
    for (const pair of items) if (!isMerge(pair)) put(pair, into);
    if (depth === 0) return;
    for (const pair of items) {
      if (!isMerge(pair)) continue;
      const merged = this.#resolved(pair.value);
      for (const part of isSeq(merged) ? merged.items.slice(0, 100) : [merged]) {
        const map = this.#resolved(part);
        if (isMap(map)) this.#collect(map.items, into, depth - 1);
      }
    }
  }

  #resolved(value: unknown): unknown {
    return isAlias(value) ? this.target(value) : value;
  }

  #anchors(): Map<string, Node[]> {
    if (this.#found !== undefined) return this.#found;
    const found = new Map<string, Node[]>();
    const open: unknown[] = [this.#document.contents];
    while (open.length > 0) {
      const node = open.pop();
      if (isPair(node)) open.push(node.value, node.key);
      else if (isMap(node) || isSeq(node))
        for (let at = node.items.length - 1; at >= 0; at--) open.push(node.items[at]);
      if (!isMap(node) && !isSeq(node) && !isScalar(node)) continue;
      if (node.anchor !== undefined) found.set(node.anchor, [...(found.get(node.anchor) ?? []), node]);
    }
    return (this.#found = found);
  }
}

/** The name of a field. Keys that are no text are named by their look. */
export function nameOfKey(key: unknown): string | undefined {
  if (!isScalar(key)) return undefined;
  return typeof key.value === 'string' ? key.value : (key.source ?? String(key.value));
}

function put(pair: Pair, into: Map<string, Pair>): void {
  const name = nameOfKey(pair.key);
  if (name !== undefined && !into.has(name)) into.set(name, pair);
}
