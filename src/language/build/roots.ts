import { appliersAt } from './appliers.ts';
import type { Applier } from './builds.ts';
import { climb } from './climb.ts';
import type { Root, Way } from './climb.ts';
import { isIgnored } from './ignore.ts';
import { locality } from './locality.ts';
import { patternsOf } from './scan.ts';
import { ignoredBy } from './sources.ts';
import type { Repository } from '../repository/repository.ts';

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
  const old = known.get(path);
  if (old) return old;
  const { roots, folders } = climb(repository, path, appliersAt);
  const way = { roots: roots.filter((it) => !('applier' in it) || reaches(repository, path, it.applier)), folders };
  known.set(path, way);
  return way;
}

/** Whether the source of a Kustomization hands a file on. */
function reaches(repository: Repository, path: string, applier: Applier): boolean {
  const base = locality(repository, applier)?.base ?? '';
  return !isIgnored(path, patternsOf(repository, base, ignoredBy(repository, applier)));
}
