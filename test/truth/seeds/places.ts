import { isAlias, isMap, isPair, isScalar, isSeq, parseAllDocuments } from 'yaml';
import type { Document, Pair, Scalar } from 'yaml';
import type { Repository } from '../../../src/language/repository/repository.ts';
import type { Span } from '../../../src/language/yaml/text.ts';

/** One value of one object of a repository, or of a kustomization file. */
export interface Place {
  readonly path: string;
  /** As `group/Kind`; of a kustomization file `kustomize`. */
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
  /** Keys joined by dots; a place in a list is `*`. */
  readonly field: string;
  readonly value: string;
  /** In the file. */
  readonly span: Span;
  readonly keySpan: Span | undefined;
  /** Of the whole document. */
  readonly around: Span;
}

/** All plain or quoted values on one line of what Flux may apply: no templates, no patches, no files with mistakes. */
export function placesIn(repository: Repository): readonly Place[] {
  return [...repository.manifests()]
    .filter(({ path }) => !repository.isTemplate(path) && !repository.builds.isPatch(path))
    .flatMap(({ path, text }) => placesOf(path, text));
}

function placesOf(path: string, text: string): readonly Place[] {
  const documents = parseAllDocuments(text, { keepSourceTokens: true, stringKeys: false });
  if (!Array.isArray(documents) || documents.some((it) => it.errors.length > 0)) return [];
  return documents.flatMap((document) => {
    const header = headerOf(document, path);
    if (header === undefined) return [];
    const [start = 0, end = text.length] = document.contents?.range ?? [];
    const places: Place[] = [];
    walk(document.contents, '', undefined, (field, key, scalar) => {
      const [from, to] = scalar.range ?? [0, 0];
      if (text.slice(from, to).includes('\n') || typeof scalar.source !== 'string') return;
      const span = { start: from, end: to };
      places.push({ path, ...header, field, value: scalar.source, span, keySpan: key, around: { start, end } });
    });
    return places;
  });
}

type Visit = (field: string, keySpan: Span | undefined, scalar: Scalar) => void;

function walk(node: unknown, field: string, keySpan: Span | undefined, visit: Visit): void {
  if (isAlias(node)) return;
  if (isScalar(node)) visit(field, keySpan, node);
  else if (isSeq(node)) for (const it of node.items) walk(it, `${field}.*`, keySpan, visit);
  else if (isMap(node)) for (const it of node.items) if (isPair(it)) walkPair(it, field, visit);
}

function walkPair({ key, value }: Pair, field: string, visit: Visit): void {
  if (!isScalar(key)) return;
  const [start = 0, end = 0] = key.range ?? [];
  walk(value, `${field === '' ? '' : `${field}.`}${String(key.value)}`, { start, end }, visit);
}

function headerOf(document: Document, path: string): Pick<Place, 'kind' | 'name' | 'namespace'> | undefined {
  const text = (keys: readonly string[]): string | undefined => {
    const value = isMap(document.contents) ? document.getIn(keys) : undefined;
    return typeof value === 'string' ? value : undefined;
  };
  const isKustomize = /(^|\/)(kustomization\.ya?ml|Kustomization)$/.test(path);
  const kind = text(['kind']);
  if (kind === undefined && !isKustomize) return undefined;
  const apiVersion = text(['apiVersion']) ?? '';
  const group = apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
  const name = text(['metadata', 'name']) ?? '';
  if (!isKustomize && name === '') return undefined;
  return { kind: isKustomize ? 'kustomize' : `${group}/${kind}`, name, namespace: text(['metadata', 'namespace']) };
}
