import type { Repository } from '../repository/repository.ts';
import type { Applier } from './builds.ts';
import { entriesOf, nameOfApplier, ownersOf } from './ownership.ts';

/** The entries of the clusters that a file goes to; none where that is not known. */
export function clustersOf(repository: Repository, path: string): ReadonlySet<string> {
  const known = repository.remember('clusters', () => new Map<string, ReadonlySet<string>>());
  const old = known.get(path);
  if (old) return old;
  const found = new Set(ownersOf(repository, path).flatMap(({ applier }) => [...entriesOf(repository, applier)]));
  known.set(path, found);
  return found;
}

/** Whether two files may meet in a cluster: both go to one, or it is not known where one goes. */
export function mayMeet(repository: Repository, a: string, b: string): boolean {
  const [here, there] = [clustersOf(repository, a), clustersOf(repository, b)];
  return a === b || here.size === 0 || there.size === 0 || [...here].some((it) => there.has(it));
}

/**
 * Whether two files go to different clusters for certain: their entries have the same name, which no cluster has twice. Entries of different names may
 * be two of one cluster.
 */
export function areApart(repository: Repository, a: string, b: string): boolean {
  if (mayMeet(repository, a, b)) return false;
  const names = repository.remember('names of entries', () => namesByKey(repository.builds.appliers()));
  const [here, there] = [a, b].map((it) => [...clustersOf(repository, it)].map((key) => names.get(key)));
  const [only] = here ?? [];
  return only !== undefined && [...(here ?? []), ...(there ?? [])].every((it) => it === only);
}

function namesByKey(appliers: Iterable<Applier>): ReadonlyMap<string, string> {
  return new Map(Array.from(appliers, (it) => [it.key, nameOfApplier(it)]));
}
