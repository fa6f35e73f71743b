import { isMap, isScalar, isSeq } from 'yaml';
import type { Document, Node, Scalar } from 'yaml';
import type { Leaf, Want } from './outline.ts';
import { isMerge, pairOf, resolved, spanOf, textOf } from './parse.ts';

/** The wanted scalars of a parsed document: what `scanOutline` gives, for text of any form. */
export function outlineOf(document: Document, want: Want): readonly Leaf[] {
  const leaves: Leaf[] = [];
  visitWanted(document, resolved(document, document.contents), want, '', leaves);
  return leaves;
}

function visitWanted(document: Document, node: Node | undefined, want: Want, path: string, into: Leaf[]): void {
  if (into.length > 20_000) return;
  const take = (value: unknown, wanted: Want | true | 'entry', at: string): void => {
    const child = resolved(document, value);
    const text = wanted === true ? textOf(child) : undefined;
    if (typeof wanted === 'object') visitWanted(document, child, wanted, `${at}.`, into);
    else if (text !== undefined && child) into.push({ path: at, value: text, span: spanOf(child) });
  };
  // The last of several wins.
  const own = isMap(node) && !node.items.some(isMerge) && new Map(node.items.map((it) => [textOf(it.key as Node), it]));
  for (const [key, wanted] of want) {
    if (key === '%') into.push(...entriesOf(node, path));
    else if (key !== '*') {
      const pair = own ? own.get(key) : pairOf(document, node, key);
      if (pair !== undefined) take(pair.value, wanted, path + key);
    } else if (isSeq(node)) node.items.forEach((item, at) => take(item, wanted, `${path}${at}`));
  }
}

function entriesOf(node: Node | undefined, path: string): readonly Leaf[] {
  if (!isMap(node)) return [];
  return node.items.flatMap((pair): Leaf[] => {
    if (!isScalar(pair.key) || pair.key.value === '<<') return [];
    const key = spanOf(pair.key);
    const place = path + (textOf(pair.key) ?? '');
    const value = isOnOneLine(pair.value) ? textOf(pair.value) : undefined;
    if (value === undefined)
      return [{ path: place, value: '', span: { start: key.end, end: key.end }, key, hidden: true }];
    return [{ path: place, value, span: spanOf(pair.value as Node), key }];
  });
}

/** Whether a line alone tells a value: plain, or in quotes and without escapes. */
function isOnOneLine(value: unknown): value is Scalar {
  if (!isScalar(value) || value.anchor !== undefined || value.tag !== undefined) return false;
  const [start, end] = value.range ?? [0, 0];
  if (value.type === 'PLAIN') return value.source?.includes('\n') === false && value.source.length === end - start;
  return (
    /^QUOTE/.test(value.type ?? '') &&
    String(value.value).length === end - start - 2 &&
    !/[\n\\]/.test(String(value.value))
  );
}
