import { isMap, isScalar, isSeq } from 'yaml';
import type { Document, Node, Pair, YAMLMap } from 'yaml';
import type { Manifest, ManifestDocument } from '../repository/manifest.ts';
import { nodesIn, parseOne, spanOf } from '../yaml/parse.ts';
import type { Span, TextEdit } from '../yaml/text.ts';
import { removePair } from './edit.ts';

/** Longer documents are not parsed anew, in UTF-16 units: a selection may hold hundreds of such keys, and each costs a parse. */
const longest = 100_000;

/**
 * Takes out the entry whose key stands at a span, and nothing else: `undefined` where what is left would not be YAML, would read differently,
 * where an anchor would go, or where the document is very long.
 */
export function removeRepeated(manifest: Manifest, document: ManifestDocument, key: Span): TextEdit | undefined {
  const { text, parsed } = document.section;
  const found = entryAt(document.yaml, key.start - document.start);
  if (text.length > longest || parsed.errors.length > 0 || found === undefined) return undefined;
  const edit = removePair(manifest, document, found.map, found.pair);
  if (edit === undefined) return undefined;
  const start = edit.span.start - document.start;
  const end = edit.span.end - document.start;
  if (/(?:^|[\s[{,:-])&\w/.test(text.slice(start, end))) return undefined;
  const left = parseOne(text.slice(0, start) + text.slice(end));
  const kept = scalarsIn(document.yaml, (at) => at < start || at >= end);
  const isSame = kept.join('\n') === scalarsIn(left.document, () => true).join('\n');
  return left.errors.length === 0 && isSame ? edit : undefined;
}

/** The entry whose key starts at an offset of the document. Keys that stand twice above it are no hindrance. */
function entryAt(document: Document, offset: number): { map: YAMLMap; pair: Pair } | undefined {
  const startOf = (node: unknown): number => (node as Node | null)?.range?.[0] ?? Infinity;
  let node: unknown = document.contents;
  while (isMap(node) || isSeq(node)) {
    if (isSeq(node)) node = node.items.findLast((it) => startOf(it) <= offset);
    else {
      const pair: Pair | undefined = node.items.findLast((it) => startOf(it.key) <= offset);
      if (pair && startOf(pair.key) === offset) return { map: node, pair };
      node = pair?.value;
    }
  }
  return undefined;
}

/** What the scalars at some offsets say. */
function scalarsIn(document: Document, isWanted: (offset: number) => boolean): readonly string[] {
  const scalars = [...nodesIn(document)].filter(isScalar);
  return scalars.filter((it) => isWanted(spanOf(it).start)).map((it) => JSON.stringify(String(it.value)));
}
