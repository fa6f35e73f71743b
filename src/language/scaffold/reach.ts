import type { Declaration } from '../repository/objects.ts';
import { placementsOf } from '../build/placement.ts';
import type { Repository } from '../repository/repository.ts';

/** Whether a declaration may be in a cluster. `undefined` stands for the only cluster there is. */
export type Reach = (declaration: Declaration) => boolean;

/**
 * Judges by the names of clusters in the paths of what applies a file: `clusters/staging/apps.yaml` or `./apps/staging`. Whatever nothing
 * applies, or nothing with the name of a cluster in its path, may be anywhere.
 */
export function reachOf(repository: Repository, cluster: string | undefined, clusters: readonly string[]): Reach {
  if (cluster === undefined) return () => true;
  const answers = new Map<string, boolean>();
  return ({ manifest: { path } }) => {
    const known = answers.get(path) ?? reaches(repository, path, cluster, clusters);
    answers.set(path, known);
    return known;
  };
}

function reaches(repository: Repository, path: string, cluster: string, clusters: readonly string[]): boolean {
  const named = placementsOf(repository, path).map(({ applier }) => {
    const parts = applier ? [...applier.manifest.path.split('/'), ...applier.folder.split('/')] : [];
    return clusters.filter((it) => parts.includes(it));
  });
  return named.some((it) => it.length === 0 || it.includes(cluster));
}

/** The clusters of a repository, as its layouts name them. */
export function clustersOf(layouts: readonly { readonly cluster?: string }[]): readonly string[] {
  return [...new Set(layouts.flatMap((it) => it.cluster ?? []))];
}
