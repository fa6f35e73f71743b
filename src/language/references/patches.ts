import { isKustomizationPath, kustomizeFacts } from '../build/builds.ts';
import { mayMeet } from '../build/clusters.ts';
import { candidatesOf } from '../build/lookup.ts';
import type { Candidate } from '../build/lookup.ts';
import { matcherOf } from '../build/selector.ts';
import { rootsOf, wayUp } from '../build/roots.ts';
import { isKustomize } from '../repository/facts.ts';
import type { Cursor } from '../repository/cursor.ts';
import type { Manifest } from '../repository/manifest.ts';
import type { Declaration } from '../repository/objects.ts';
import { folderOf } from '../repository/paths.ts';
import type { Repository } from '../repository/repository.ts';
import { textOf } from '../yaml/parse.ts';
import type { Location, Span } from '../yaml/text.ts';
import type { InlinePatch } from '../build/inlinePatches.ts';

/** A name by which a patch means an object, and the objects that it changes. */
export interface PatchedAt {
  readonly name: string;
  readonly span: Span;
  readonly found: readonly Candidate[];
}

/** What is patched by a file whose own name is at the cursor, or by the entry of a kustomization file whose target is. */
export function patchedAt({ repository, manifest, document, path, onKey }: Cursor): PatchedAt | undefined {
  const node = onKey ? undefined : document.nodeAt(path);
  const name = textOf(node);
  if (node === undefined || name === undefined) return undefined;
  const at = path.map((it) => (typeof it === 'number' ? '*' : it)).join('.');
  const span = document.span(node);
  if (at === 'metadata.name' && repository.builds.isPatch(manifest.path)) {
    const { kind } = document.header;
    const patchers = [...repository.builds.patchers(manifest.path)];
    const isMet = (it: Declaration): boolean => meets(repository, patchers, it);
    return {
      name,
      span,
      found: namedSo(repository, kind?.value ?? '', name)
        .filter(isMet)
        .flatMap(first(repository)),
    };
  }
  if (at !== 'patches.*.target.name' || !isKustomizationPath(manifest.path) || !isKustomize(document.facts)) return;
  const kind = textOf(document.nodeAt([...path.slice(0, -1), 'kind'])) ?? '';
  return { name, span, found: chosenBy(repository, manifest.path, kind, name) };
}

/** The objects that an inline patch means by its own kind and name. */
export function patchedInline(
  repository: Repository,
  { inner, applier }: InlinePatch,
  kind: string,
  name: string,
): readonly Candidate[] {
  const isMet = (it: Declaration): boolean =>
    applier === undefined
      ? meets(repository, [inner.path], it)
      : rootsOf(repository, it.manifest.path).some((root) => 'applier' in root && root.applier.key === applier.key);
  return namedSo(repository, kind, name).filter(isMet).flatMap(first(repository));
}

/** The objects that a target chooses among what a kustomization file builds. Both words are regular expressions, and no kind is any. */
function chosenBy(repository: Repository, patcher: string, kind: string, name: string): readonly Candidate[] {
  const [isKind, isName] = [matcherOf(kind), matcherOf(name)];
  if (isKind === undefined || isName === undefined) return [];
  return [...repository.objects.all()]
    .filter(({ declared }) => isKind(declared.kind) && isName(declared.name.value))
    .filter((it) => meets(repository, [patcher], it))
    .flatMap(first(repository));
}

/** The declarations of a kind, of whichever group, with a name as files write it. */
function namedSo(repository: Repository, kind: string, name: string): readonly Declaration[] {
  const { objects } = repository;
  return objects.groupsOf(kind).flatMap((group) => [...objects.named(group, kind, name)]);
}

function first(repository: Repository): (it: Declaration) => readonly Candidate[] {
  return (it) => [...candidatesOf(repository, it)].slice(0, 1);
}

/** Where patches mean one of some objects by its name: the names in their files, and in targets that choose no other by it. */
export function* patchUses(repository: Repository, objects: readonly Candidate[]): Generator<Location> {
  for (const { declaration } of new Map(objects.map((it) => [it.declaration.document, it])).values()) {
    const { group, kind, name } = declaration.declared;
    for (const other of repository.objects.named(group, kind, name.value)) {
      const path = other.manifest.path;
      if (meets(repository, [...repository.builds.patchers(path)], declaration))
        yield { path, span: other.document.shift(other.declared.name.span) };
    }
    for (const file of repository.builds.kustomizationFiles())
      if (file.text.includes('target') && meets(repository, [file.path], declaration))
        yield* targetsIn(repository, file, declaration);
  }
}

function* targetsIn(repository: Repository, file: Manifest, { document, declared }: Declaration): Generator<Location> {
  for (const { facts, start } of file.documents) {
    for (const [field, word] of facts.fields) {
      const target = /^(patches\.\d+\.target)\.name$/.exec(field)?.[1];
      if (target === undefined || word.value !== declared.name.value) continue;
      const kind = facts.fields.get(`${target}.kind`)?.value ?? '';
      const isMeant =
        kind === declared.kind ||
        (kind === '' &&
          chosenBy(repository, file.path, '', word.value).every((it) => it.declaration.document === document));
      if (isMeant) yield { path: file.path, span: { start: word.span.start + start, end: word.span.end + start } };
    }
  }
}

/** Whether a kustomization file on the way up from an object is among some, or a Component, which patches what others build. */
function meets(repository: Repository, patchers: readonly string[], { manifest }: Declaration): boolean {
  const { folders } = wayUp(repository, manifest.path);
  return patchers.some((it) => {
    const file = repository.manifest(it);
    const isComponent = file !== undefined && kustomizeFacts(file)?.header.kind?.value === 'Component';
    return folders.includes(folderOf(it)) || (isComponent && mayMeet(repository, it, manifest.path));
  });
}
