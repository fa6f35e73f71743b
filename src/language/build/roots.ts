import { appliersAt } from './appliers.ts';
import type { Applier } from './builds.ts';
import { climbFrom, startOf } from './climb.ts';
import type { Root, Way } from './climb.ts';
import { isIgnored } from './ignore.ts';
import type { IgnorePattern } from './ignore.ts';
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
  const { roots, folders } = wayOf(repository, path);
  const way = { roots: roots.filter((it) => !('applier' in it) || reaches(repository, path, it.applier)), folders };
  known.set(path, way);
  return way;
}

/** Files that the same folders take in go the same way. */
function wayOf(repository: Repository, path: string): Way {
  const { folders, roots } = startOf(repository, path, appliersAt);
  if (roots.size > 0) return climbFrom(repository, folders, appliersAt, roots);
  const known = repository.remember('ways of folders', () => new Map<string, Way>());
  // The folder at the root has no name, and is one more than none.
  const key = folders.map((it) => `${it}\n`).join('');
  const way = known.get(key) ?? climbFrom(repository, folders, appliersAt, roots);
  known.set(key, way);
  return way;
}

/** Whether the source of a Kustomization hands a file on. */
function reaches(repository: Repository, path: string, applier: Applier): boolean {
  const known = repository.remember('left out', () => new Map<string, readonly IgnorePattern[]>());
  const patterns = known.get(applier.key) ?? leftOut(repository, applier);
  known.set(applier.key, patterns);
  return !isIgnored(path, patterns);
}

function leftOut(repository: Repository, applier: Applier): readonly IgnorePattern[] {
  return patternsOf(repository, locality(repository, applier)?.base ?? '', ignoredBy(repository, applier));
}
