import type { Repository } from '../repository/repository.ts';
import { entriesOf, ownersOf } from './ownership.ts';

/** The entries of the clusters that a file goes to; none where that is not known. */
export function clustersOf(repository: Repository, path: string): ReadonlySet<string> {
  return new Set(ownersOf(repository, path).flatMap(({ applier }) => [...entriesOf(repository, applier)]));
}

/** Whether two files may meet in a cluster: both go to one, or it is not known where one goes. */
export function mayMeet(repository: Repository, a: string, b: string): boolean {
  const [here, there] = [clustersOf(repository, a), clustersOf(repository, b)];
  return a === b || here.size === 0 || there.size === 0 || [...here].some((it) => there.has(it));
}
