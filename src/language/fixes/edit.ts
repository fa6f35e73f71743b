import { isMap, isScalar } from 'yaml';
import type { Node, Pair, YAMLMap } from 'yaml';
import type { Manifest, ManifestDocument } from '../repository/manifest.ts';
import { pairOf, spanOf } from '../yaml/parse.ts';
import type { Step } from '../yaml/parse.ts';
import type { Span, TextEdit } from '../yaml/text.ts';

/** The span of a key and its value, comments and line ends around them not included. */
export function pairSpan(document: ManifestDocument, path: readonly Step[]): Span | undefined {
  return spanOfPair(document, pairOf(document.yaml, document.nodeAt(path.slice(0, -1)), String(path.at(-1))));
}

function spanOfPair(document: ManifestDocument, pair: Pair | undefined): Span | undefined {
  if (!isScalar(pair?.key) || !pair.key.range) return undefined;
  const key = spanOf(pair.key);
  const value = pair.value as Node | null;
  const end = value?.range ? trimmedEnd(document.section.text, key.end, spanOf(value).end) : key.end + 1;
  return document.shift({ start: key.start, end });
}

/**
 * Takes a key and its value out: its lines where it stands in block style, else it and one comma. `undefined` where that cannot be done
 * without touching anything else: the only key of a mapping, or the first key of a list item.
 */
export function removeKey(manifest: Manifest, document: ManifestDocument, path: readonly Step[]): TextEdit | undefined {
  const map = document.nodeAt(path.slice(0, -1));
  const pair = pairOf(document.yaml, map, String(path.at(-1)));
  return isMap(map) && pair ? removePair(manifest, document, map, pair) : undefined;
}

/** The same for a pair of a mapping, which may have the key twice. What is commented out at the end of its value goes with it. */
export function removePair(
  manifest: Manifest,
  document: ManifestDocument,
  map: YAMLMap,
  pair: Pair,
): TextEdit | undefined {
  const span = spanOfPair(document, pair);
  if (span === undefined || map.items.length < 2) return undefined;
  const { text } = manifest;
  if (map.flow === true) return cut(manifest, commaAround(text, span));
  const start = text.lastIndexOf('\n', span.start - 1) + 1;
  if (text.slice(start, span.start).trim() !== '') return undefined;
  const newline = text.indexOf('\n', span.end);
  const end = newline < 0 ? text.length : newline + 1;
  if (!/^[ \t]*(#.*)?\r?\n?$/.test(text.slice(span.end, end))) return undefined;
  return cut(manifest, { start, end: end + commentsBelow(text.slice(end), span.start - start) });
}

/** The length of the lines that hold nothing but a comment further in than a column. */
function commentsBelow(text: string, column: number): number {
  return new RegExp(`^(?: {${column + 1},}#.*(?:\\n|$))*`).exec(text)?.[0].length ?? 0;
}

/** Puts a line `key: value` right after another key of the same mapping. */
export function addAfter(
  manifest: Manifest,
  document: ManifestDocument,
  path: readonly Step[],
  line: string,
): TextEdit | undefined {
  const span = pairSpan(document, path);
  const map = document.nodeAt(path.slice(0, -1));
  if (span === undefined || !isMap(map)) return undefined;
  if (map.flow === true) return insert(manifest, span.end, `, ${line}`);
  const rest = /\r?$/m.exec(manifest.text.slice(span.end))?.index ?? 0;
  return insert(manifest, span.end + rest, `\n${indentOf(manifest, span.start)}${line}`);
}

/** Puts a line `key: value` right before another key of the same mapping. */
export function addBefore(
  manifest: Manifest,
  document: ManifestDocument,
  path: readonly Step[],
  line: string,
): TextEdit | undefined {
  const span = pairSpan(document, path);
  const map = document.nodeAt(path.slice(0, -1));
  if (span === undefined || !isMap(map)) return undefined;
  if (map.flow === true) return insert(manifest, span.start, `${line}, `);
  return insert(manifest, span.start, `${line}\n${indentOf(manifest, span.start)}`);
}

/** The blanks that put a line into the column of an offset. */
export function indentOf(manifest: Manifest, offset: number): string {
  return ' '.repeat(manifest.lines.position(offset).character);
}

/** An edit that replaces a span as it is, without a look at quotes. */
export function overwrite(manifest: Manifest, span: Span, text: string): TextEdit {
  return { path: manifest.path, span, text };
}

function insert(manifest: Manifest, at: number, text: string): TextEdit {
  return overwrite(manifest, { start: at, end: at }, text);
}

function cut(manifest: Manifest, span: Span): TextEdit {
  return overwrite(manifest, span, '');
}

/** With the comma and blanks before the pair or, at the start of the mapping, after it. */
function commaAround(text: string, span: Span): Span {
  const before = /,\s*$/.exec(text.slice(0, span.start));
  if (before) return { start: before.index, end: span.end };
  const after = /^\s*,\s*/.exec(text.slice(span.end));
  return { start: span.start, end: span.end + (after?.[0].length ?? 0) };
}

/** Collections in block style end where the next line starts. */
function trimmedEnd(text: string, from: number, end: number): number {
  let at = end;
  while (at > from && /\s/.test(text[at - 1] ?? '')) at--;
  return at;
}
