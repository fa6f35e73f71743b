import type { Applier } from './builds.ts';
import { folderOf, foldersUpward } from '../repository/paths.ts';
import type { Repository } from '../repository/repository.ts';

/**
 * The folder that plays the source's root for a Flux Kustomization: normally the repository's own root (the empty string), else the
 * outermost folder around the Kustomization below which its path exists, so that examples, fixtures and clones side by side work.
 * `undefined` when its path exists nowhere.
 */
export function baseOf(repository: Repository, applier: Applier): string | undefined {
  if (repository.folders.has(applier.folder)) return '';
  for (const base of [...foldersUpward(folderOf(applier.manifest.path))].reverse()) {
    if (repository.folders.has(below(base, applier.folder))) return base;
  }
  return undefined;
}

/** A path below a base, either of which may be empty. */
export function below(base: string, path: string): string {
  return base === '' || path === '' ? base + path : `${base}/${path}`;
}
