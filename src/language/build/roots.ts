import { appliersAt } from './appliers.ts';
import { climb } from './climb.ts';
import type { Root, Way } from './climb.ts';
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
  const way = known.get(path) ?? climb(repository, path, appliersAt);
  known.set(path, way);
  return way;
}
