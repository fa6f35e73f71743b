import { artifactOf } from '../build/artifacts.ts';
import { below } from '../build/bases.ts';
import { builtAt } from '../build/built.ts';
import { commentedEntry } from '../build/commented.ts';
import { isIgnored } from '../build/ignore.ts';
import type { IgnorePattern } from '../build/ignore.ts';
import { movesOf } from '../build/moves.ts';
import { ignoredBy, sourceOf, sourceRefOf } from '../build/sources.ts';
import { isRemote } from '../build/remote.ts';
import { rootsOf } from '../build/roots.ts';
import { isFolderIgnored, patternsOf } from '../build/scan.ts';
import { entryLists, isKustomizationPath } from '../build/builds.ts';
import type { Applier } from '../build/builds.ts';
import { isKustomize, itemsOf } from '../repository/facts.ts';
import { locality } from '../build/locality.ts';
import { nameOfApplier, rivalsOf } from '../build/ownership.ts';
import { folderOf, foldersUpward, joinPath, nameOf, rootedPath } from '../repository/paths.ts';
import type { Repository } from '../repository/repository.ts';
import type { Rule } from '../rule.ts';
import { putBy } from '../variables/texts.ts';
import { isSymbolic } from '../yaml/symbolic.ts';

/** A manifest in a folder that Flux builds, which no kustomization file lists (RULES.md rule 31). */
export const orphans: Rule = function* ({ repository, manifest, document }) {
  const { kind, apiVersion, name } = document.header;
  const { path } = manifest;
  const isFolder = isKustomizationPath(path);
  // Who builds a folder by hand is nobody that Flux knows.
  const isTaken = rootsOf(repository, path).some((it) => !isFolder || 'applier' in it);
  if (kind === undefined || document.facts.patch || isTaken) return;
  const first = manifest.documents.find((it) => it.facts.header.kind !== undefined);
  if (first !== document) return;
  const commented = commentedEntry(repository, isFolder ? folderOf(path) : path);
  if (commented && isSurelyBuilt(repository, commented.path))
    yield { code: 'build/orphan', kustomization: commented.path, commented, span: kind.span };
  if (commented || isFolder || apiVersion === undefined || name === undefined || isKustomize(document.facts)) return;
  const file = kustomizationAbove(repository, path);
  if (file === undefined || mentions(repository, file, path) || !isSurelyBuilt(repository, file)) return;
  yield { code: 'build/orphan', kustomization: file, span: kind.span };
};

function isSurelyBuilt(repository: Repository, file: string): boolean {
  return rootsOf(repository, file).some((it) => 'applier' in it && isSure(repository, it.applier));
}

function kustomizationAbove(repository: Repository, path: string): string | undefined {
  for (const folder of foldersUpward(folderOf(path))) {
    const file = repository.builds.fileOf(folder);
    if (file) return file.path;
  }
  return undefined;
}

/** Whether the file is used in some other way: as configuration, by a generator, in a comment. A file of its name in another folder is another. */
function mentions(repository: Repository, file: string, path: string): boolean {
  const name = nameOf(path);
  return [...foldersUpward(folderOf(path))].some((folder) => {
    const content = repository.builds.fileOf(folder)?.text;
    if (content === undefined) return folder === folderOf(file);
    if (!content.includes(name)) return false;
    return content.split(/[\s"'#,=[\]{}]+/).some((word) => word.includes(name) && mayMean(word, folder, path));
  });
}

/** Whether a word in the kustomization file of a folder can be the path of a file; a bare name may be that of any. */
function mayMean(word: string, folder: string, path: string): boolean {
  const bare = word.replace(/^(\.\/)+/, '');
  return !bare.includes('/') || `/${path}`.endsWith(`/${bare}`) || joinPath(folder, word) === path;
}

function isSure(repository: Repository, applier: Applier): boolean {
  return locality(repository, applier)?.sure === true;
}

/** `spec.path` of a Flux Kustomization that names a file (RULES.md rule 33). */
export const pathsToFiles: Rule = function* ({ repository, document }) {
  const applier = repository.builds.applierOf(document);
  if (applier === undefined || document.header.kind?.value !== 'Kustomization') return;
  const word = document.facts.fields.get('spec.path');
  if (word === undefined || isSymbolic(word.value)) return;
  const path = rootedPath(word.value);
  const local = locality(repository, applier);
  if (local === undefined || !repository.isFile(below(local.base, path))) return;
  yield {
    code: 'build/path-is-file',
    folder: `./${folderOf(path)}`,
    certain: local.sure,
    span: document.place(word).span,
  };
};

/** Entries that never reach the controller, because the source leaves them out (RULES.md rule 35). */
export const ignoredEntries: Rule = function* ({ repository, manifest, document }) {
  if (!isKustomizationPath(manifest.path) || !isKustomize(document.facts)) return;
  const [first] = rootsOf(repository, manifest.path).flatMap((it) => ('applier' in it ? [it.applier] : []));
  const left = first && leftOut(repository, first);
  if (left === undefined || left(manifest.path) !== undefined) return;
  for (const list of entryLists) {
    for (const { word } of itemsOf(document.facts, list)) {
      const path = isRemote(word.value) ? undefined : joinPath(folderOf(manifest.path), word.value);
      const by = path === undefined ? undefined : left(path);
      if (by !== undefined) yield { code: 'build/ignored', path: word.value, by, span: document.place(word).span };
    }
  }
};

/** The folder of a Kustomization that is here, and not in what Flux gets (RULES.md rule 35): `kustomization path not found`. */
export const ignoredPaths: Rule = function* ({ repository, document }) {
  const applier = repository.builds.applierOf(document);
  const word = document.facts.fields.get('spec.path');
  if (applier === undefined || word === undefined || document.header.kind?.value !== 'Kustomization') return;
  for (const one of movesOf(repository).of.get(applier.key) ?? [applier]) {
    const folder = below(locality(repository, one)?.base ?? '', one.folder);
    const by = repository.exists(folder) ? leftOut(repository, one)?.(folder) : undefined;
    if (by === undefined) continue;
    yield { code: 'build/ignored', path: `./${one.folder}`, by, span: document.shift(word.span) };
    return;
  }
};

/** By what a file or folder is kept from a Kustomization that surely builds this repository; `undefined` where it is not known. */
function leftOut(repository: Repository, applier: Applier): ((path: string) => string | undefined) | undefined {
  const here = locality(repository, applier);
  const ref = sourceRefOf(applier);
  const artifact = ref?.kind === 'ExternalArtifact' ? artifactOf(repository, ref, applier.manifest.path) : undefined;
  if (artifact && here?.base === artifact.base)
    return (path) => (artifact.mayHold(path) ? undefined : `ArtifactGenerator "${artifact.maker}"`);
  const ignore = ignoredBy(repository, applier);
  if (here?.sure !== true || here.base !== '' || ignore === undefined) return undefined;
  const patterns = patternsOf(repository, '', ignore);
  const isLeftOut = (path: string, by: readonly IgnorePattern[]): boolean => {
    if (repository.isFile(path)) return isIgnored(path, by);
    return path !== '' && repository.folders.has(path) && isFolderIgnored(repository, path, by);
  };
  return (path) => {
    if (!isLeftOut(path, patterns)) return undefined;
    if (!isLeftOut(path, patternsOf(repository, ''))) return `spec.ignore of ${nameOfSource(applier)}`;
    return hasIgnoreFile(repository) ? '.sourceignore' : 'its list of files that never matter';
  };
}

function hasIgnoreFile(repository: Repository): boolean {
  return [...repository.plainPaths()].some((it) => nameOf(it) === '.sourceignore');
}

function nameOfSource(applier: Applier): string {
  const { kind = '', name = '' } = sourceOf(applier) ?? {};
  return `${kind} "${name}"`;
}

/** Kustomizations of one cluster that apply the same objects (RULES.md rule 21). */
export const rivals: Rule = function* ({ repository, document }) {
  const applier = repository.builds.applierOf(document);
  if (applier === undefined || document.header.kind?.value !== 'Kustomization') return;
  if (!isSure(repository, applier) || builtAt(repository, { applier }) === undefined) return;
  const path = document.facts.fields.get('spec.path');
  const span = path === undefined ? document.header.name?.span : document.place(path).span;
  const settled = (by: Applier, text: string): string | undefined => putBy(repository, by, text);
  for (const it of rivalsOf(repository, applier, settled)) {
    if (span === undefined || it.applier.key === applier.key) continue;
    yield { code: 'build/two-owners', other: nameOfApplier(it.applier), object: it.object, span };
  }
};
