import { below } from '../build/bases.ts';
import { builtAt } from '../build/built.ts';
import { defaultPatterns, isIgnored } from '../build/ignore.ts';
import { isRemote } from '../build/remote.ts';
import { rootsOf } from '../build/roots.ts';
import { patternsOf } from '../build/scan.ts';
import { isKustomizationPath } from '../build/builds.ts';
import type { Applier } from '../build/builds.ts';
import { isKustomize, itemsOf } from '../repository/facts.ts';
import { locality } from '../build/locality.ts';
import { nameOfApplier, rivalsOf } from '../build/ownership.ts';
import { textOf } from '../yaml/parse.ts';
import { folderOf, foldersUpward, joinPath, nameOf, rootedPath } from '../repository/paths.ts';
import type { Repository } from '../repository/repository.ts';
import type { Rule } from '../rule.ts';
import { isSymbolic } from '../yaml/symbolic.ts';

/** A manifest in a folder that Flux builds, which no kustomization file lists (RULES.md rule 31). */
export const orphans: Rule = function* ({ repository, manifest, document }) {
  const { kind, apiVersion, name } = document.header;
  const { path } = manifest;
  if (kind === undefined || apiVersion === undefined || name === undefined || isKustomize(document.facts)) return;
  if (isKustomizationPath(path) || document.facts.patch || rootsOf(repository, path).length > 0) return;
  const first = manifest.documents.find((it) => it.facts.header.kind !== undefined);
  const file = kustomizationAbove(repository, path);
  if (first !== document || file === undefined || mentions(repository, file, path)) return;
  const isBuilt = rootsOf(repository, file).some((it) => 'applier' in it && isSure(repository, it.applier));
  if (isBuilt) yield { code: 'build/orphan', kustomization: file, span: kind.span };
};

function kustomizationAbove(repository: Repository, path: string): string | undefined {
  for (const folder of foldersUpward(folderOf(path))) {
    const file = repository.builds.fileOf(folder);
    if (file) return file.path;
  }
  return undefined;
}

/** Whether the file is used in some other way: as configuration, by a generator, in a comment. */
function mentions(repository: Repository, file: string, path: string): boolean {
  const name = nameOf(path);
  return [...foldersUpward(folderOf(path))].some((folder) => {
    const content = repository.builds.fileOf(folder)?.text;
    return content?.includes(name) === true || (folder === folderOf(file) && content === undefined);
  });
}

function isSure(repository: Repository, applier: Applier): boolean {
  return locality(repository, applier)?.sure === true;
}

/** `spec.path` of a Flux Kustomization that names a file (RULES.md rule 33). */
export const pathsToFiles: Rule = function* ({ repository, manifest, document }) {
  const applier = repository.builds.applierOf(manifest, document);
  if (applier === undefined || document.header.kind?.value !== 'Kustomization') return;
  const node = document.nodeAt(['spec', 'path']);
  const path = textOf(node);
  if (node === undefined || path === undefined || isSymbolic(path)) return;
  const local = locality(repository, applier);
  if (local === undefined || !repository.isFile(below(local.base, rootedPath(path)))) return;
  const folder = `./${folderOf(rootedPath(path))}`;
  yield { code: 'build/path-is-file', folder, certain: local.sure, span: document.span(node) };
};

/** Entries that never reach the controller, because the source leaves them out (RULES.md rule 35). */
export const ignoredEntries: Rule = function* ({ repository, manifest, document }) {
  if (!isKustomizationPath(manifest.path) || !isKustomize(document.facts)) return;
  const patterns = patternsOf(repository, '');
  const isBuilt = rootsOf(repository, manifest.path).some(
    (it) => 'applier' in it && isSure(repository, it.applier) && locality(repository, it.applier)?.base === '',
  );
  if (!isBuilt) return;
  for (const { word } of itemsOf(document.facts, 'resources')) {
    const path = isRemote(word.value) ? undefined : joinPath(folderOf(manifest.path), word.value);
    if (path === undefined || !repository.isFile(path) || !isIgnored(path, patterns)) continue;
    const by = isIgnored(path, defaultPatterns) ? 'its list of files that never matter' : '.sourceignore';
    yield { code: 'build/ignored', path: word.value, by, span: document.place(word).span };
  }
};

/** Kustomizations of one cluster that apply the same objects (RULES.md rule 21). */
export const rivals: Rule = function* ({ repository, manifest, document }) {
  const applier = repository.builds.applierOf(manifest, document);
  if (applier === undefined || document.header.kind?.value !== 'Kustomization') return;
  if (!isSure(repository, applier) || builtAt(repository, { applier }) === undefined) return;
  const path = document.nodeAt(['spec', 'path']);
  const span = path === undefined ? document.header.name?.span : document.span(path);
  for (const it of rivalsOf(repository, applier)) {
    if (span === undefined || it.applier.key === applier.key) continue;
    yield { code: 'build/two-owners', other: nameOfApplier(it.applier), object: it.object, span };
  }
};
