import { isMap, isScalar, isSeq } from 'yaml';
import type { Document, Node, Pair } from 'yaml';
import type { Step } from './parse.ts';

/** What stands at an offset. */
export interface Located {
  /** Keys and zero-based positions from the root of the document to the key or value at the offset; aliases are not followed. */
  readonly path: readonly Step[];
  /** Whether the offset is on the key that `path` ends with, and not on its value. */
  readonly onKey: boolean;
  /** The node at the offset: the key, the value, or the nearest collection around a blank place. */
  readonly node: Node | undefined;
}

/** What stands at an offset of the document's text. Linear in the width of the mappings on the way, never recursive. */
export function pathAtOffset(document: Document, text: string, offset: number): Located {
  const path: Step[] = [];
  let node: unknown = document.contents;
  for (;;) {
    if (isMap(node)) {
      const pair: Pair | undefined = node.items.findLast((it) => startOf(it.key) <= offset);
      if (pair === undefined || !isScalar(pair.key)) return { path, onKey: false, node };
      const value = pair.value as Node | null;
      if (offset <= endOf(pair.key)) return { path: [...path, String(pair.key.value)], onKey: true, node: pair.key };
      if (!reaches(value, endOf(pair.key), text, offset)) return { path, onKey: false, node };
      path.push(String(pair.key.value));
      node = value;
    } else if (isSeq(node)) {
      const at: number = node.items.findLastIndex((it) => startOf(it) <= offset || isAwaited(it, text, offset));
      const item = node.items[at];
      if (isAwaited(item, text, offset))
        return { path: [...path, at], onKey: false, node: isNode(item) ? item : undefined };
      if (at < 0 || !reaches(item as Node | null, startOf(item), text, offset)) return { path, onKey: false, node };
      path.push(at);
      node = item;
    } else return { path, onKey: false, node: isNode(node) ? node : undefined };
  }
}

/** Whether a value counts as being at the offset: inside it, right after it, or anywhere on the line of an empty value or a scalar. */
function reaches(value: Node | null | undefined, after: number, text: string, offset: number): boolean {
  const end = value?.range ? value.range[2] : after;
  if (offset <= (value?.range ? value.range[1] : after)) return true;
  if (isMap(value) || isSeq(value)) return offset < end || (value.flow !== true && offset === end);
  return !text.slice(Math.max(after, value?.range?.[1] ?? after), offset).includes('\n');
}

/** Whether an item of a list has nothing in it yet and the offset is behind its dash: with a comment on the line, the parser puts it right before that. */
function isAwaited(value: unknown, text: string, offset: number): boolean {
  const start = startOf(value);
  if (start <= offset || start !== endOf(value)) return false;
  return (
    text.slice(offset, start).trim() === '' &&
    /-[ \t]*$/.test(text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset))
  );
}

function isNode(value: unknown): value is Node {
  return isMap(value) || isSeq(value) || isScalar(value);
}

function startOf(value: unknown): number {
  const range = (value as Node | null | undefined)?.range;
  return range ? range[0] : Infinity;
}

function endOf(value: unknown): number {
  const range = (value as Node | null | undefined)?.range;
  return range ? range[1] : -1;
}
