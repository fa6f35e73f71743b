import { isKustomizationPath } from './builds.ts';
import type { Applier } from './builds.ts';
import { folderOf, foldersUpward } from '../repository/paths.ts';
import type { Repository } from '../repository/repository.ts';

/** Where a build starts: at a Flux Kustomization, or at a folder that nothing in the repository takes in. */
export type Root = { readonly applier: Applier } | { readonly folder: string };

/** No more builds than this are followed for one file, through no more folders. */
const most = 128;
const mostFolders = 4096;

/** The builds that take in a file, and the folders of the kustomization files on the way. */
export interface Way {
  readonly roots: readonly Root[];
  readonly folders: readonly string[];
}

/** The Flux Kustomizations that build a folder of this repository. */
export type AppliersAt = (repository: Repository, folder: string) => Iterable<Applier>;

/** Follows a file up, asking `appliersAt` for the Kustomizations whose path is a folder. */
export function climb(repository: Repository, path: string, appliersAt: AppliersAt): Way {
  const { folders, roots } = startOf(repository, path, appliersAt);
  return climbFrom(repository, folders, appliersAt, roots);
}

/** Where the way up from a file begins. */
export interface Start {
  /** The folders of the kustomization files that list it, and its own where it is one. */
  readonly folders: readonly string[];
  /** The builds that take it in without any. */
  readonly roots: ReadonlyMap<string, Root>;
}

/** The first step up from a file. */
export function startOf(repository: Repository, path: string, appliersAt: AppliersAt): Start {
  const { builds } = repository;
  const folders = new Set<string>();
  const roots = new Map<string, Root>();
  for (const lister of builds.listers(path)) folders.add(folderOf(lister));
  const ownFolder = folderOf(path);
  if (isKustomizationPath(path)) folders.add(ownFolder);
  else if (builds.fileOf(ownFolder) === undefined) addAppliers(repository, appliersAt, ownFolder, true, roots);
  return { folders: [...folders], roots };
}

/** Follows folders with kustomization files up, to the builds that are known already and those that take the folders in. */
export function climbFrom(
  repository: Repository,
  folders: readonly string[],
  appliersAt: AppliersAt,
  known: ReadonlyMap<string, Root>,
): Way {
  const { builds } = repository;
  const roots = new Map(known);
  const queue = new Set(folders);
  for (const folder of queue) {
    const before = roots.size;
    let isListed = false;
    for (const lister of builds.listers(folder)) {
      isListed = true;
      if (queue.size <= mostFolders) queue.add(folderOf(lister));
    }
    addAppliers(repository, appliersAt, folder, false, roots);
    if (folder !== '' && builds.fileOf(folder) !== undefined)
      addAppliers(repository, appliersAt, folderOf(folder), true, roots);
    if (!isListed && roots.size === before) roots.set(`folder ${folder}`, { folder });
    if (roots.size >= most) break;
  }
  // Folders that list one another, and that nobody else lists, are built from any of them.
  const [first] = queue;
  if (roots.size === 0 && first !== undefined) roots.set(`folder ${first}`, { folder: first });
  return { roots: [...roots.values()], folders: [...queue] };
}

/** The Kustomizations that build a folder, and with `above` those that build a folder around it as a whole. */
function addAppliers(
  repository: Repository,
  appliersAt: AppliersAt,
  folder: string,
  above: boolean,
  into: Map<string, Root>,
): void {
  for (const at of above ? foldersUpward(folder) : [folder]) {
    if (above && repository.builds.fileOf(at) !== undefined) return;
    for (const applier of appliersAt(repository, at)) into.set(applier.key, { applier });
  }
}
