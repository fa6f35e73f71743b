import { below } from '../build/bases.ts';
import type { Applier } from '../build/builds.ts';
import { movesOf } from '../build/moves.ts';
import { entryLists, isKustomizationPath } from '../build/builds.ts';
import { isKustomize, itemsOf } from '../repository/facts.ts';
import { specOf } from '../build/built.ts';
import { text as effectiveText } from '../build/body.ts';
import { outlineOf } from '../yaml/outlineOf.ts';
import { instanceSpec } from '../repository/instance.ts';
import { placeOf } from '../repository/remotes.ts';
import { folderOf, joinPath, nameOf, relativePath, rootedPath } from '../repository/paths.ts';
import type { Repository } from '../repository/repository.ts';
import type { Rule } from '../rule.ts';
import { editDistance, similar } from '../similar.ts';
import { putIn } from '../variables/texts.ts';
import { isSymbolic, literalOf } from '../yaml/symbolic.ts';
import { isElsewhere, locality } from '../build/locality.ts';
import { sourceOf } from '../build/sources.ts';
import { kustomizeWant } from '../yaml/wanted.ts';

/** `spec.path` of a Flux Kustomization that builds this repository and names no folder of it (RULES.md rule 4). */
export const missingPaths: Rule = function* ({ repository, document }) {
  const applier = repository.builds.applierOf(document);
  if (applier === undefined || document.header.kind?.value !== 'Kustomization') return;
  const written = document.facts.fields.get('spec.path');
  if (written === undefined) return;
  for (const one of movesOf(repository).of.get(applier.key) ?? [applier]) {
    const missing = missingPath(repository, one);
    if (missing === undefined) continue;
    yield { code: 'path/missing', ...missing, span: document.shift(written.span) };
    return;
  }
};

function missingPath(repository: Repository, applier: Applier): MissingPath | undefined {
  const { spec, isVague } = specOf(repository, applier);
  const text = isVague ? undefined : effectiveText(spec['path']);
  const put = text === undefined ? undefined : putIn(repository, applier.manifest.path, applier.document, text);
  const path = put?.text;
  if (path === undefined || path.includes('\\')) return undefined;
  const folder = rootedPath(path);
  const local = locality(repository, applier);
  if (local === undefined || repository.exists(below(local.base, folder))) return undefined;
  const inBase = local.base === '' ? 0 : local.base.length + 1;
  const folders = [...repository.folders.all()].filter((it) => it.startsWith(below(local.base, '')));
  const similar = similarPaths(
    folder,
    folders.map((it) => it.slice(inBase)),
  );
  return { path, similar: similar.map((it) => `./${it}`), certain: local.sure };
}

interface MissingPath {
  readonly path: string;
  readonly similar: readonly string[];
  readonly certain: boolean;
}

/**
 * `spec.update.path` of an ImageUpdateAutomation that names no folder of this repository (RULES.md rule 82). It may work on another branch
 * than this one, so nothing is certain.
 */
export const missingUpdatePaths: Rule = function* ({ repository, document }) {
  const { fields, header } = document.facts;
  const written = fields.get('spec.update.path');
  const path = written === undefined ? undefined : literalOf(written.value);
  if (header.kind?.value !== 'ImageUpdateAutomation' || written === undefined || path === undefined) return;
  const name = fields.get('spec.sourceRef.name')?.value;
  const places = [...repository.builds.appliers()].flatMap((it) => {
    const source = sourceOf(it);
    const here = source?.kind === 'GitRepository' && source.name === name ? locality(repository, it) : undefined;
    return here?.base === '' ? [here] : [];
  });
  const folder = rootedPath(path);
  if (repository.exists(folder)) return;
  const near = similarPaths(folder, repository.folders.all());
  const similar = near.map((it) => `./${it}`);
  // Where the source may be another repository, only a slip of a folder of this one is told; where nobody builds from it, only of a deep one.
  const isDeep =
    !isElsewhere(repository, name ?? '') &&
    folder.split('/').length > 2 &&
    near.some((it) => editDistance(it, folder, 2) <= 2);
  if (!places.some((it) => it.sure) && !(places.length === 0 ? isDeep : similar.length > 0)) return;
  yield { code: 'path/missing', path, similar, certain: false, span: document.shift(written.span) };
};

/**
 * `spec.sync.path` of a FluxInstance that names no folder of this repository. It may sync another one: without an address that is a remote of this one
 * only a path is told that is a slip of one, or that leads to nothing in a folder above the file itself, where the entry of a cluster stands beside its instance.
 */
export const missingSyncPaths: Rule = function* ({ repository, manifest, document }) {
  const { fields } = document.facts;
  const sync = `${instanceSpec(document.facts) ?? ''}.sync`;
  const word = fields.get(`${sync}.path`);
  const path = word === undefined ? undefined : literalOf(word.value);
  if (word === undefined || path === undefined) return;
  const folder = rootedPath(path);
  const url = fields.get(`${sync}.url`)?.value ?? '';
  const certain = repository.remotes.includes(placeOf(url));
  const parent = folderOf(folder);
  const similar = similarPaths(folder, repository.folders.all());
  const isSlip = similar.some((it) => folderOf(it) === parent && editDistance(it, folder, 2) <= 2);
  const isLikely = parent !== '' && (isSlip || manifest.path.startsWith(`${parent}/`));
  // An artifact has another address than the repository that it is made of: what is a slip of the folder around the instance is meant for that.
  const isAround = (it: string): boolean => manifest.path.startsWith(`${it}/`) && editDistance(it, folder, 2) <= 2;
  const isMeant = fields.get(`${sync}.kind`)?.value === 'OCIRepository' && similar.some(isAround);
  const isTold = certain || isMeant || (isLikely && repository.remotes.length === 0);
  if (folder === '' || repository.exists(folder) || !isTold) return;
  yield { code: 'path/missing', path, similar, certain, span: document.shift(word.span) };
};

/** What else kustomize reads, and cannot build without. Entries of several lines are no paths. */
const fileLists = ['configurations', 'crds', 'generators', 'transformers', 'validators'];

/** Entries of a kustomization file that exist nowhere: the whole build fails (RULES.md rule 5). */
export const missingEntries: Rule = function* ({ repository, manifest, document }) {
  if (!isKustomizationPath(manifest.path) || !isKustomize(document.facts)) return;
  const folder = folderOf(manifest.path);
  const known = document.facts.fields;
  // Of a kind that is misspelt the index keeps nothing.
  const fields = known.size > 0 ? known : new Map(outlineOf(document.yaml, kustomizeWant).map((it) => [it.path, it]));
  for (const list of [...entryLists, ...fileLists]) {
    for (const { word } of itemsOf({ fields }, list)) {
      const entry = word.value;
      if (!isMissing(repository, folder, entry)) continue;
      yield {
        code: 'kustomization/entry-missing',
        entry,
        similar: similarEntries(repository, folder, entry),
        span: document.shift(word.span),
      };
    }
  }
};

/** A Flux Kustomization in a file that kustomize takes for its own (RULES.md rule 22). */
export const fluxKindInKustomizeFile: Rule = function* ({ manifest, document }) {
  const { group, kind } = document.header;
  if (!isKustomizationPath(manifest.path) || group !== 'kustomize.toolkit.fluxcd.io' || kind === undefined) return;
  yield { code: 'kustomization/flux-kind', file: nameOf(manifest.path), span: kind.span };
};

/** Only what is certain: addresses, paths that leave the repository and names with variables are left alone. */
function isMissing(repository: Repository, folder: string, entry: string): boolean {
  if (entry === '' || entry.includes('\n') || isSymbolic(entry) || isRemote(entry)) return false;
  const path = joinPath(folder, entry);
  return path !== undefined && !repository.exists(path);
}

/** Whether kustomize may fetch an entry: an address, or a host before the first slash. */
function isRemote(entry: string): boolean {
  if (/^\.\.?\//.test(entry)) return false;
  return /:|\?|\/\/|@/.test(entry) || /^[^/]+\.[a-z]+\//i.test(entry);
}

/** Folders with a last name that is spelt alike, in the place where the path points as far as it exists; then anywhere by last name. */
function similarPaths(folder: string, folders: Iterable<string>): readonly string[] {
  const all = [...folders];
  const near = similar(folder, all);
  const name = nameOf(folder);
  const sameName = all.filter((it) => nameOf(it) === name);
  return [...new Set([...near, ...sameName])].slice(0, 3);
}

function similarEntries(repository: Repository, folder: string, entry: string): readonly string[] {
  const path = joinPath(folder, entry) ?? '';
  const parent = folderOf(path);
  const names = new Set<string>();
  for (const it of [...repository.paths(), ...repository.folders.all()]) {
    if (folderOf(it) === parent && it !== folder && !isKustomizationPath(it)) names.add(nameOf(it));
  }
  const dot = entry.startsWith('./') ? './' : '';
  return similar(nameOf(path), names).map((it) => dot + relativePath(folder, below(parent, it)));
}
