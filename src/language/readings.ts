import { isMap, isPair, isScalar, isSeq } from 'yaml';
import type { Document, Scalar } from 'yaml';
import { parseTemplate } from '../flux/substitution.ts';
import type { Template } from '../flux/substitution.ts';
import type { Manifest, ManifestDocument } from './repository/manifest.ts';
import { textOf } from './yaml/parse.ts';
import type { Step } from './yaml/parse.ts';

/** A scalar of a document, keys included. */
export interface Place {
  readonly node: Scalar;
  /** Keys and positions; of a key, those to its value. */
  readonly path: readonly Step[];
  readonly isKey: boolean;
}

/** What Flux reads in a scalar, with the place of it in the file. */
export interface Reading extends Template {
  readonly source: string;
  readonly start: number;
}

/** The reading of a scalar; `undefined` where there is nothing to read. Spans of it count from `start`. */
export function readingOf(manifest: Manifest, document: ManifestDocument, { node }: Place): Reading | undefined {
  const span = document.span(node);
  const isBlock = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED';
  const header = isBlock ? manifest.text.indexOf('\n', span.start) - span.start : 0;
  const start = span.start + Math.max(0, header);
  const source = manifest.text.slice(start, span.end);
  return /\$[{$]/.test(source) ? { ...parseTemplate(source), source, start } : undefined;
}

/** All scalars, keys included, each once, with a stack of its own. */
export function* scalarsIn(document: Document): Generator<Place> {
  const open: { readonly node: unknown; readonly path: readonly Step[]; readonly isKey: boolean }[] = [
    { node: document.contents, path: [], isKey: false },
  ];
  for (let it = open.pop(); it !== undefined; it = open.pop()) {
    const { node, path } = it;
    if (isScalar(node)) yield { node, path, isKey: it.isKey };
    else if (isPair(node)) {
      const key = isScalar(node.key) ? (textOf(node.key) ?? '') : '';
      open.push(
        { node: node.value, path: [...path, key], isKey: false },
        { node: node.key, path: [...path, key], isKey: true },
      );
    } else if (isMap(node)) for (const pair of node.items) open.push({ node: pair, path, isKey: false });
    else if (isSeq(node))
      node.items.forEach((item, at) => open.push({ node: item, path: [...path, at], isKey: false }));
  }
}
