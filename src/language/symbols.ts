import type { ManifestDocument } from './manifest.ts';
import type { Repository } from './repository.ts';
import type { Span } from './text.ts';

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
