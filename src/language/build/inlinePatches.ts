import { isMap, isScalar, isSeq } from 'yaml';
import { instanceSpec } from '../repository/instance.ts';
import { isKustomize } from '../repository/facts.ts';
import { Manifest } from '../repository/manifest.ts';
import type { ManifestDocument } from '../repository/manifest.ts';
import { lengthAt } from '../repository/values.ts';
import type { Repository } from '../repository/repository.ts';
import { isKustomizationPath } from './builds.ts';
import type { Applier } from './builds.ts';
import { innerText } from '../yaml/inner.ts';
import type { InnerText } from '../yaml/inner.ts';
import { spanOf, textOf } from '../yaml/parse.ts';
import type { Step } from '../yaml/parse.ts';
import type { Span } from '../yaml/text.ts';

/** A patch that stands as text in a kustomization file, a Flux Kustomization or a FluxInstance. */
export interface InlinePatch {
  /** The document that it stands in. */
  readonly document: ManifestDocument;
  /** The patch as a file of its own. Its path is where names in it are looked for: that of the kustomization file, or of what Flux builds. */
  readonly inner: Manifest;
  /** The Flux Kustomization or FluxInstance that it stands in; absent in a kustomization file. */
  readonly applier?: Applier;
  /** The kind that its entry's `target` says, and where in the file. */
  readonly target: { readonly kind: string; readonly span: Span } | undefined;
  /** Where a piece of the patch stands in the file around it. */
  readonly outward: (span: Span) => Span;
}

/** The inline patches of a file, or of one of its documents. Parses the documents that may have some. */
export function* inlinePatchesIn(
  repository: Repository,
  manifest: Manifest,
  only?: ManifestDocument,
): Generator<InlinePatch> {
  for (const document of only ? [only] : manifest.documents) {
    if (!document.section.text.includes('patch')) continue;
    const where = placeOf(repository, manifest, document);
    if (where === undefined) continue;
    const { path, applier } = where;
    const patches = document.section.remember(`patches ${path}`, () => readPatches(document, where.at, path));
    for (const it of patches) yield { ...placedPatch(document, it), ...(applier && { applier }) };
  }
}

/**
 * The patches that a HelmRelease lays on what its chart makes, which no file shows: what they write can be judged, whom they name cannot.
 */
export function* rendererPatchesIn({ path }: Manifest, document: ManifestDocument): Generator<InlinePatch> {
  if (document.header.kind?.value !== 'HelmRelease' || !document.section.text.includes('postRenderers')) return;
  const list = ['spec', 'postRenderers'];
  for (let nth = 0; nth < lengthAt(document, list); nth++)
    for (const it of readPatches(document, [...list, nth, 'kustomize'], path)) yield placedPatch(document, it);
}

/** A patch, and those that it writes into the Flux Kustomizations that it is laid on. What those patch is known to nobody here. */
export function* withNested(patch: InlinePatch): Generator<InlinePatch> {
  yield patch;
  for (const document of patch.inner.documents) {
    const { group, kind } = document.facts.header;
    if (group !== 'kustomize.toolkit.fluxcd.io' || kind?.value !== 'Kustomization') continue;
    for (const one of readPatches(document, ['spec'], patch.inner.path)) {
      const { target, ...nested } = placedPatch(document, one);
      yield* withNested({
        inner: nested.inner,
        document: patch.document,
        target: target && { ...target, span: patch.outward(target.span) },
        outward: (span) => patch.outward(nested.outward(span)),
      });
    }
  }
}

/** A patch with its place in what it stands in. */
function placedPatch(document: ManifestDocument, { inner, target, text }: ReadPatch): InlinePatch {
  const place = (offset: number): number => document.start + text.outward(offset);
  return {
    document,
    inner,
    target: target && { ...target, span: document.shift(target.span) },
    // The last character of a word is on its line, what follows it may be on the next.
    outward: ({ start, end }) => ({ start: place(start), end: end === start ? place(end) : place(end - 1) + 1 }),
  };
}

interface ReadPatch extends Pick<InlinePatch, 'inner' | 'target'> {
  readonly text: InnerText;
}

function readPatches(document: ManifestDocument, base: readonly Step[], path: string): readonly ReadPatch[] {
  const found: ReadPatch[] = [];
  for (const [list, keys] of lists) {
    const at = [...base, list];
    const node = document.nodeAt(at);
    for (const index of isSeq(node) ? node.items.keys() : []) {
      const value = document.nodeAt([...at, index, ...keys]);
      const text = isScalar(value) ? innerText(document.section.text, value) : undefined;
      if (text === undefined || !/[:{]/.test(text.text)) continue;
      const kindNode = document.nodeAt([...at, index, 'target', 'kind']);
      const kind = textOf(kindNode);
      // Counted from the start of the document, as everything that is kept with it.
      const target = kindNode && kind !== undefined ? { kind, span: spanOf(kindNode) } : undefined;
      found.push({ inner: new Manifest(path, text.text), target, text });
    }
  }
  return found;
}

/** The lists of patches, and where in an entry the text stands. */
const lists: readonly (readonly [string, readonly Step[]])[] = [
  ['patches', ['patch']],
  ['patchesJson6902', ['patch']],
  ['patchesStrategicMerge', []],
];

/** Where the lists of patches stand in a document, and the path of what they are about. */
function placeOf(
  repository: Repository,
  { path }: Manifest,
  document: ManifestDocument,
): { readonly at: readonly Step[]; readonly path: string; readonly applier?: Applier } | undefined {
  if (isKustomizationPath(path)) return isKustomize(document.facts) ? { at: [], path } : undefined;
  const applier = repository.builds.applierOf(document);
  if (applier === undefined) return undefined;
  const instance = instanceSpec(document.facts);
  const at = instance === undefined ? ['spec'] : [...instance.split('.'), 'kustomize'];
  return { at, path: repository.builds.fileOf(applier.folder)?.path ?? applier.folder, applier };
}

/** A scalar that a patch puts somewhere. */
export interface Placed {
  /** Keys and positions to the field; `-`, the end of a list, is position 0. */
  readonly path: readonly Step[];
  readonly value: string;
  readonly span: Span;
}

/** What a patch puts into an object: the fields of a merge, or the values of the operations of a JSON patch. */
export function* placedBy(document: ManifestDocument): Generator<Placed> {
  const { contents } = document.yaml;
  if (!isSeq(contents)) yield* scalarsIn(document, contents, []);
  for (const it of isSeq(contents) ? contents.items : []) {
    const pointer = isMap(it) ? textOf(it.get('path', true)) : undefined;
    const value = isMap(it) ? it.get('value', true) : undefined;
    if (pointer !== undefined) yield* scalarsIn(document, value, stepsOf(pointer));
  }
}

function* scalarsIn(document: ManifestDocument, node: unknown, path: readonly Step[]): Generator<Placed> {
  if (isMap(node))
    for (const { key, value } of node.items) {
      if (isScalar(key)) yield* scalarsIn(document, value, [...path, String(key.value)]);
    }
  else if (isSeq(node)) for (const [at, it] of node.items.entries()) yield* scalarsIn(document, it, [...path, at]);
  else if (isScalar(node)) {
    const value = textOf(node);
    if (value !== undefined) yield { path, value, span: document.span(node) };
  }
}

/** The steps of a JSON pointer (RFC 6901); `-`, the end of a list, is position 0. */
export function stepsOf(pointer: string): readonly Step[] {
  return pointer.split('/').slice(1).map(stepOf);
}

/** One step of a JSON pointer. */
function stepOf(step: string): Step {
  if (step === '-') return 0;
  return /^\d+$/.test(step) ? Number(step) : step.replaceAll('~1', '/').replaceAll('~0', '~');
}
