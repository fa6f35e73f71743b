import type { Applier } from './builds.ts';
import { folderOf, foldersUpward } from '../repository/paths.ts';
import type { Repository } from '../repository/repository.ts';

/**
 * The folder that plays the source's root for a Flux Kustomization: normally the repository's own root (the empty string), else the
 * outermost folder around the Kustomization below which its path exists, so that examples, fixtures and clones side by side work.
 * `undefined` when its path exists nowhere.
 */
export function baseOf(repository: Repository, applier: Applier): string | undefined {
  return outermost(applier.manifest.path, (base) => repository.folders.has(below(base, applier.folder)));
}

/** The outermost folder around a file, the root first, that something is true of. */
export function outermost(path: string, isIt: (folder: string) => boolean): string | undefined {
  return isIt('') ? '' : [...foldersUpward(folderOf(path))].reverse().find(isIt);
}

/** A path below a base, either of which may be empty. */
export function below(base: string, path: string): string {
  return base === '' || path === '' ? base + path : `${base}/${path}`;
}
