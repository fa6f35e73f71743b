import { Document, isAlias, isMap, isNode, isPair, isScalar, isSeq } from 'yaml';
import type { Node, Pair } from 'yaml';
import { compose } from './compose.ts';
import { flattenFlow } from './flatten.ts';
import { documentOf, NodeMaker } from './nodes.ts';
import { readPlain } from './plain.ts';
import type { Span } from './text.ts';

/** One step from a node to a child: a key of a mapping or a zero-based position in a list. */
export type Step = string | number;

/** One YAML document after parsing. Spans count from the start of its own text. */
export interface Parsed {
  readonly document: Document.Parsed | Document;
  /** What the parser could not make sense of, in the order of the text. */
  readonly errors: readonly ParseError[];
  /** The second and later occurrence of a key in one mapping. */
  readonly duplicates: readonly { readonly key: string; readonly span: Span }[];
}

/** `code` is the yaml package's, `message` its words. */
export interface ParseError {
  readonly code: string;
  readonly message: string;
  readonly span: Span;
}

/** More levels than this are not parsed: no manifest has them, and the time would grow faster than the text. */
const deepest = 1000;

/** Parses one document. Never throws: text too deep for the parser gives an empty document and the error `TOO_DEEP`. */
export function parseOne(text: string): Parsed {
  return parsePlain(text) ?? parseAny(text);
}

/** The same for text that is plain; `undefined` for any other. */
export function parsePlain(text: string): Parsed | undefined {
  const maker = new NodeMaker();
  const plain = readPlain(text, maker);
  if (plain === undefined) return undefined;
  const document = documentOf(plain.contents);
  const errors = plain.hasLostAliases ? lostAliases(document) : none;
  return { document, errors, duplicates: maker.hasDuplicates ? duplicatesIn(document) : none };
}

const none: readonly never[] = [];

/** The same by the parser alone, whatever the text looks like. */
export function parseAny(text: string): Parsed {
  if (flowDepth(text) > deepest) return tooDeep();
  try {
    const first = parseText(text);
    if (!first.errors.some((it) => /^Flow .* must be|^Missing closing/.test(it.message))) return first;
    const second = parseText(flattenFlow(text));
    return second.errors.length === 0 ? second : first;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return tooDeep();
  }
}

function parseText(text: string): Parsed {
  const document = compose(text);
  const errors = document.errors
    // Go's readers take both: tags that do not fit, and a comment right behind a quote.
    .filter((it) => it.code !== 'TAG_RESOLVE_FAILED' && !it.message.startsWith('Comments must be'))
    .map((it) => ({ code: it.code, message: it.message, span: { start: it.pos[0], end: it.pos[1] } }));
  return { document, errors: [...errors, ...lostAliases(document)].sort(byStart), duplicates: duplicatesIn(document) };
}

function tooDeep(): Parsed {
  const error = { code: 'TOO_DEEP', message: '', span: { start: 0, end: 0 } };
  return { document: new Document(null), errors: [error], duplicates: [] };
}

/** The deepest nesting of brackets, counted without regard to quotes: never less than the true depth. */
function flowDepth(text: string): number {
  let depth = 0;
  let most = 0;
  for (const match of text.matchAll(/[[\]{}]/g)) {
    if (match[0] === '[' || match[0] === '{') most = Math.max(most, ++depth);
    else if (depth > 0) depth--;
  }
  return most;
}

/** Every path of the document that a pattern stands for, in which `*` is each item of a list. */
export function expand(document: Document, pattern: readonly Step[]): readonly (readonly Step[])[] {
  let paths: Step[][] = [[]];
  for (const step of pattern) {
    paths = paths.flatMap((path) => {
      if (step !== '*') return [[...path, step]];
      const node = nodeAt(document, path);
      return isSeq(node) ? node.items.map((_, at) => [...path, at]) : [];
    });
  }
  return paths;
}

/** The node at a path, through aliases and merge keys; `undefined` when there is none. A pair's value of nothing has no node either. */
export function nodeAt(document: Document, path: readonly Step[]): Node | undefined {
  let node = resolved(document, document.contents);
  for (const step of path) {
    node = resolved(document, childOf(document, node, step));
    if (node === undefined) return undefined;
  }
  return node;
}

/** The pair of a key, in the mapping itself or, failing that, in what it merges. The last of several wins. */
export function pairOf(document: Document, node: Node | undefined, key: string): Pair | undefined {
  return findPair(document, node, key, 8);
}

function findPair(document: Document, node: Node | undefined, key: string, depth: number): Pair | undefined {
  if (!isMap(node) || depth === 0) return undefined;
  const own = node.items.findLast((it) => isScalar(it.key) && String(it.key.value) === key);
  if (own !== undefined) return own;
  for (const pair of node.items) {
    if (!isMerge(pair)) continue;
    const merged = resolved(document, pair.value);
    for (const part of isSeq(merged) ? merged.items.slice(0, 100) : [merged]) {
      const found = findPair(document, resolved(document, part), key, depth - 1);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** Whether a pair merges mappings into its own: a `<<` without quotes, for which the parser puts a symbol. */
export function isMerge(pair: Pair): boolean {
  return isScalar(pair.key) && typeof pair.key.value === 'symbol';
}

function childOf(document: Document, node: Node | undefined, step: Step): unknown {
  if (isSeq(node)) return typeof step === 'number' ? node.items[step] : undefined;
  return pairOf(document, node, String(step))?.value;
}

/** What a value is, through aliases. */
export function resolved(document: Document, value: unknown): Node | undefined {
  let node = value;
  for (let bound = 0; isAlias(node) && bound < 8; bound++) node = node.resolve(document);
  return isMap(node) || isSeq(node) || isScalar(node) ? node : undefined;
}

/** The span of a node without what follows it; an empty span for nodes that have no text. */
export function spanOf(node: Node): Span {
  const range = node.range;
  return range ? { start: range[0], end: range[1] } : { start: 0, end: 0 };
}

/** The text of a scalar as it stands in the file, quotes taken off: `30` stays `30`. `undefined` for null and for anything but a scalar. */
export function textOf(node: Node | undefined): string | undefined {
  if (!isScalar(node) || node.value === null || node.value === undefined) return undefined;
  if (typeof node.value === 'string') return node.value;
  return node.source ?? JSON.stringify(node.value);
}

/** Aliases of anchors that are not above them: mostly values that start with `*` and lack quotes. */
function lostAliases(document: Document): readonly ParseError[] {
  const anchors = new Map<string, number>();
  const aliases: { readonly source: string; readonly span: Span }[] = [];
  for (const node of nodesIn(document)) {
    const start = node.range?.[0] ?? 0;
    if (isAlias(node)) aliases.push({ source: node.source, span: { start, end: node.range?.[1] ?? start } });
    else if (node.anchor !== undefined) anchors.set(node.anchor, Math.min(start, anchors.get(node.anchor) ?? start));
  }
  return aliases
    .filter(({ source, span }) => (anchors.get(source) ?? Infinity) > span.start)
    .map(({ span }) => ({ code: 'LOST_ALIAS', message: '', span }));
}

/** A mapping's second and later occurrences of a key, in linear time. */
function duplicatesIn(document: Document): Parsed['duplicates'] {
  const found: { key: string; span: Span }[] = [];
  for (const node of nodesIn(document)) {
    if (!isMap(node)) continue;
    const seen = new Set<unknown>();
    for (const { key } of node.items) {
      if (!isScalar(key) || typeof key.value === 'symbol') continue;
      if (seen.has(key.value)) found.push({ key: textOf(key) ?? '', span: spanOf(key) });
      seen.add(key.value);
    }
  }
  return found.sort(byStart);
}

/** All nodes, keys among them, in no order to rely on; with a stack of its own, so that depth costs nothing. */
export function* nodesIn(document: Document): Generator<Node> {
  const open: unknown[] = [document.contents];
  while (open.length > 0) {
    const node = open.pop();
    if (isPair(node)) open.push(node.key, node.value);
    else if (isNode(node)) {
      yield node;
      if (isMap(node) || isSeq(node)) for (const item of node.items) open.push(item);
    }
  }
}

function byStart(a: { readonly span: Span }, b: { readonly span: Span }): number {
  return a.span.start - b.span.start;
}
