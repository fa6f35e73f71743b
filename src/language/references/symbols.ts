import { isMap, isNode, isScalar, isSeq } from 'yaml';
import type { Node, YAMLMap } from 'yaml';
import type { ManifestDocument } from '../repository/manifest.ts';
import { textOf } from '../yaml/parse.ts';
import type { Repository } from '../repository/repository.ts';
import type { Span } from '../yaml/text.ts';

/** An object of a file for an outline. */
export interface ObjectSymbol {
  /** The name as the file says it; the kind where there is no name. */
  readonly name: string;
  readonly kind: string;
  /** As written; absent where the file does not say. */
  readonly namespace?: string;
  /** The whole document. */
  readonly span: Span;
  /** The name, or the kind, or the document's start: always inside `span`. */
  readonly nameSpan: Span;
}

/** A field below an object, or below its `spec`. */
export interface FieldSymbol {
  readonly name: string;
  readonly type: 'object' | 'list' | 'scalar';
  /** Of a scalar, at most 80 characters on one line. */
  readonly value?: string;
  /** Key and value. */
  readonly span: Span;
  readonly nameSpan: Span;
  readonly children: readonly FieldSymbol[];
}

/** The objects of a file in its order, one per document that says its kind. Reads no more than the headers. */
export function symbolsIn(repository: Repository, path: string): readonly ObjectSymbol[] {
  const documents = repository.isTemplate(path) ? [] : (repository.manifest(path)?.documents ?? []);
  return documents.flatMap((it) => symbolOf(it) ?? []);
}

function symbolOf(document: ManifestDocument): ObjectSymbol | undefined {
  const { kind, name, namespace } = document.header;
  if (kind === undefined) return undefined;
  return {
    name: name?.value ?? kind.value,
    kind: kind.value,
    ...(namespace && { namespace: namespace.value }),
    span: { start: document.start, end: document.end },
    nameSpan: (name ?? kind).span,
  };
}

/** The fields of the object at an offset of a file, and those of its `spec`: what an outline shows below it. Parses the document. */
export function fieldsBelow(repository: Repository, path: string, offset: number): readonly FieldSymbol[] {
  const document = repository.manifest(path)?.documentAt(offset);
  return document && isMap(document.yaml.contents) ? fieldsOf(document, document.yaml.contents, 0) : [];
}

/** Objects with more fields than this are large data, of which an outline shows the beginning. */
const mostFields = 200;

function fieldsOf(document: ManifestDocument, map: YAMLMap, depth: number): readonly FieldSymbol[] {
  return map.items.slice(0, mostFields).flatMap(({ key, value }): readonly FieldSymbol[] => {
    if (!isScalar(key) || !key.range) return [];
    const name = textOf(key) ?? '';
    if (name === '' || (depth === 0 && (name === 'apiVersion' || name === 'kind'))) return [];
    const nameSpan = document.span(key);
    const node = isNode(value) ? value : undefined;
    const end = node ? Math.max(nameSpan.end, endOf(document, node)) : nameSpan.end;
    const text = isScalar(node) ? textOf(node) : undefined;
    const goesOn = depth === 0 && name === 'spec' && isMap(node);
    return [
      {
        name,
        type: isMap(node) ? 'object' : isSeq(node) ? 'list' : 'scalar',
        ...(text !== undefined && { value: text.replace(/\s+/g, ' ').trim().slice(0, 80) }),
        span: { start: nameSpan.start, end },
        nameSpan,
        children: goesOn ? fieldsOf(document, node, depth + 1) : [],
      },
    ];
  });
}

/** A collection of block style ends where its last line does. */
function endOf(document: ManifestDocument, node: Node): number {
  const { start, end } = document.span(node);
  return start + document.section.text.slice(start - document.start, end - document.start).trimEnd().length;
}
