import type { Applier } from './builds.ts';
import { appliersBy, writtenAppliersAt } from './locality.ts';
import { movesOf } from './moves.ts';
import type { Repository } from '../repository/repository.ts';

/** The Flux Kustomizations that build a folder of this repository, by what their parents make of them. Costs the folder's depth, once. */
export function appliersAt(repository: Repository, folder: string): readonly Applier[] {
  const known = repository.remember('appliers at', () => new Map<string, readonly Applier[]>());
  const old = known.get(folder);
  if (old) return old;
  const found = [...lookForAppliers(repository, folder)];
  known.set(folder, found);
  return found;
}

function* lookForAppliers(repository: Repository, folder: string): Generator<Applier> {
  const { of, into } = movesOf(repository);
  for (const applier of writtenAppliersAt(repository, folder)) if (!of.has(applier.key)) yield applier;
  if (into.size > 0) yield* appliersBy(repository, folder, (it) => into.get(it) ?? []);
}

/** All Flux Kustomizations and FluxInstances, each as its parents make it: several times where they differ. */
export function* effectiveAppliers(repository: Repository): Generator<Applier> {
  const { of } = movesOf(repository);
  const seen = new Set<string>();
  for (const applier of repository.builds.appliers()) {
    const moved = of.get(applier.key);
    if (moved === undefined) yield applier;
    else if (!seen.has(applier.key)) yield* moved;
    seen.add(applier.key);
  }
}
