import { isKustomizationPath } from './builds.ts';
import type { Applier } from './builds.ts';
import { appliersAt } from './locality.ts';
import { folderOf, foldersUpward } from '../repository/paths.ts';
import type { Repository } from '../repository/repository.ts';

/** Where a build starts: at a Flux Kustomization, or at a folder that nothing in the repository takes in. */
export type Root = { readonly applier: Applier } | { readonly folder: string };

/** No more builds than this are followed for one file. */
const most = 128;

/**
 * The builds that take in a file: followed upward through the kustomization files that list it, and the folders that are built as a whole. Empty
 * for a file that nothing takes in. Costs the kustomizations on the way, each once.
 */
export function rootsOf(repository: Repository, path: string): readonly Root[] {
  return wayUp(repository, path).roots;
}

/** The same with the folders of the kustomization files on the way. */
export function wayUp(repository: Repository, path: string): Way {
  const known = repository.remember('ways', () => new Map<string, Way>());
  const way = known.get(path) ?? climb(repository, path);
  known.set(path, way);
  return way;
}

export interface Way {
  readonly roots: readonly Root[];
  readonly folders: readonly string[];
}

function climb(repository: Repository, path: string): Way {
  const roots = new Map<string, Root>();
  const seen = new Set<string>([path]);
  const queue: string[] = [];
  const visit = (folder: string): void => {
    if (seen.has(folder) || seen.size > 4096) return;
    seen.add(folder);
    queue.push(folder);
  };
  const ownFolder = folderOf(path);
  const { builds } = repository;
  for (const lister of builds.listers(path)) visit(folderOf(lister));
  if (isKustomizationPath(path)) visit(ownFolder);
  else if (builds.fileOf(ownFolder) === undefined) addAppliers(repository, ownFolder, true, roots);
  for (const folder of queue) {
    const before = roots.size;
    let isListed = false;
    for (const lister of builds.listers(folder)) {
      isListed = true;
      visit(folderOf(lister));
    }
    addAppliers(repository, folder, false, roots);
    if (folder !== '' && builds.fileOf(folder) !== undefined) addAppliers(repository, folderOf(folder), true, roots);
    if (!isListed && roots.size === before) roots.set(`folder ${folder}`, { folder });
    if (roots.size >= most) break;
  }
  return { roots: [...roots.values()], folders: queue };
}

/** The Kustomizations that build a folder, and with `above` those that build a folder around it as a whole. */
function addAppliers(repository: Repository, folder: string, above: boolean, into: Map<string, Root>): void {
  for (const at of above ? foldersUpward(folder) : [folder]) {
    if (above && repository.builds.fileOf(at) !== undefined) return;
    for (const applier of appliersAt(repository, at)) into.set(applier.key, { applier });
  }
}
