import { namespacesOf } from '../build/lookup.ts';
import type { Candidate } from '../build/lookup.ts';
import { isSamePath } from '../repository/cursor.ts';
import type { Manifest, ManifestDocument } from '../repository/manifest.ts';
import type { Repository } from '../repository/repository.ts';
import type { Mention } from '../rules/references.ts';
import type { Location, Span } from '../yaml/text.ts';
import { inlinePatchesIn, placedBy } from '../build/inlinePatches.ts';
import { patchedInline } from './patches.ts';
import { everyReference, leadsTo } from './targets.ts';

/** A name in an inline patch, and the objects that it means: the patched one, or one that the patch makes it refer to. */
export interface InlineName {
  readonly name: string;
  readonly span: Span;
  readonly found: readonly Candidate[];
}

/** The name at an offset of a file, where that is in an inline patch. */
export function inlineNameAt(repository: Repository, path: string, offset: number): InlineName | undefined {
  const manifest = repository.manifest(path);
  const document = manifest?.documentAt(offset);
  if (!manifest || !document) return undefined;
  for (const it of namesIn(repository, manifest, document))
    if (it.span.start <= offset && offset <= it.span.end) return { ...it, found: it.find() };
  return undefined;
}

/** Where inline patches name one of some objects. Parses the files that have patches and one of the names. */
export function* inlineUses(repository: Repository, objects: readonly Candidate[]): Generator<Location> {
  const names = new Set(objects.map((it) => it.declaration.declared.name.value));
  const documents = new Set(objects.map((it) => it.declaration.document));
  const appliers = [...repository.builds.appliers()].map((it) => it.manifest);
  for (const manifest of new Set([...repository.builds.kustomizationFiles(), ...appliers])) {
    if (![...names].some((it) => manifest.text.includes(it)) || !manifest.text.includes('patch')) continue;
    for (const { name, span, find } of namesIn(repository, manifest)) {
      if (names.has(name) && find().some((it) => documents.has(it.declaration.document)))
        yield { path: manifest.path, span };
    }
  }
}

interface Unread extends Omit<InlineName, 'found'> {
  readonly find: () => readonly Candidate[];
}

function* namesIn(repository: Repository, manifest: Manifest, only?: ManifestDocument): Generator<Unread> {
  for (const patch of inlinePatchesIn(repository, manifest, only)) {
    for (const document of patch.inner.documents) {
      const { kind, name } = document.header;
      if (kind && name) {
        const find = () => patchedInline(repository, patch, kind.value, name.value);
        yield { name: name.value, span: patch.outward(name.span), find };
      }
      for (const mention of mentionsInPatch(repository, patch.inner.path, document, patch.target?.kind)) {
        const find = () => leadsTo(repository, patch.inner.path, mention).found;
        yield { name: mention.name, span: patch.outward(mention.nameSpan), find };
      }
    }
  }
}

/** What a patch makes its target refer to. The path is where names in it are looked for, the kind what its `target` says. */
export function* mentionsInPatch(
  repository: Repository,
  from: string,
  document: ManifestDocument,
  targetKind: string | undefined,
): Generator<Mention> {
  const rows = everyReference.get(document.header.kind?.value ?? targetKind ?? '') ?? [];
  const placed = rows.length === 0 ? [] : [...placedBy(document)];
  for (const { path, value: name, span: nameSpan } of placed) {
    if (path.at(-1) !== 'name') continue;
    const holder = path.slice(0, -1);
    const beside = (key: string) => placed.find((it) => it.path.join('/') === [...holder, key].join('/'))?.value;
    for (const reference of rows) {
      if (!isSamePath(reference.path, holder)) continue;
      const [kind, namespace] = [beside('kind'), beside('namespace')];
      // What the patch leaves as it is may be any.
      const kinds = reference.to.filter((it) => !reference.choosesKind || kind === undefined || it === kind);
      const near = namespace === undefined ? namespacesOf(repository, from, document) : new Set([namespace]);
      yield { reference, path: holder, kinds, name, nameSpan, namespaces: near };
    }
  }
}
