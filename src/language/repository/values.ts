import { isMap, isScalar, isSeq } from 'yaml';
import type { ManifestDocument } from './manifest.ts';
import { pairOf, spanOf, textOf } from '../yaml/parse.ts';
import type { Step } from '../yaml/parse.ts';
import { literalOf } from '../yaml/symbolic.ts';
import type { Span } from '../yaml/text.ts';

/** A scalar whose text is known. */
export interface Value {
  readonly text: string;
  readonly span: Span;
  /** Whether the file says so itself, without variables. */
  readonly verbatim: boolean;
}

/** The text of a scalar, defaults of variables put in; `undefined` when there is none, or it is known only after a build. */
export function valueAt(document: ManifestDocument, path: readonly Step[]): Value | undefined {
  const node = document.nodeAt(path);
  const raw = textOf(node);
  const text = raw === undefined ? undefined : literalOf(raw);
  if (node === undefined || raw === undefined || text === undefined) return undefined;
  return { text, span: document.span(node), verbatim: text === raw };
}

/** Whether a field has a value, known or not; null and an empty text are none. */
export function hasValue(document: ManifestDocument, path: readonly Step[]): boolean {
  const node = document.nodeAt(path);
  if (isScalar(node)) return textOf(node) !== undefined && textOf(node) !== '';
  return node !== undefined;
}

/** How many items a list has; 0 for what is no list. */
export function lengthAt(document: ManifestDocument, path: readonly Step[]): number {
  const node = document.nodeAt(path);
  return isSeq(node) ? node.items.length : 0;
}

/** Keys of a mapping, without merged ones; empty for what is no mapping. */
export function keysAt(document: ManifestDocument, path: readonly Step[]): readonly string[] {
  const node = document.nodeAt(path);
  return isMap(node) ? node.items.flatMap(({ key }) => (isScalar(key) ? [String(key.value)] : [])) : [];
}

/** Where the key at the end of a path stands; the kind of the object where there is no such key. */
export function keySpan(document: ManifestDocument, path: readonly Step[]): Span {
  const pair = pairOf(document.yaml, document.nodeAt(path.slice(0, -1)), String(path.at(-1)));
  const key = isScalar(pair?.key) && pair.key.range ? document.shift(spanOf(pair.key)) : undefined;
  return key ?? document.header.kind?.span ?? { start: document.start, end: document.start };
}
