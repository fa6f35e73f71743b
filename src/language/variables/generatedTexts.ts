import { builtBy } from '../build/built.ts';
import type { Applier } from '../build/builds.ts';
import { rootsOf } from '../build/roots.ts';
import { folderOf, joinPath } from '../repository/paths.ts';
import type { Repository } from '../repository/repository.ts';
import { isOut } from './optOut.ts';
import { scopeBy } from './variables.ts';
import type { Scope } from './variables.ts';

/** An entry of `configMapGenerator` that takes in a file. */
interface Taking {
  /** The kustomization file. */
  readonly path: string;
  /** The number of the entry, from zero. */
  readonly item: number;
}

/**
 * The scopes of a file whose text generators put into ConfigMaps, which Flux substitutes in like in all that it applies; without those whose
 * ConfigMap opts out. A Secret holds it as base64, in which nothing is found.
 */
export function scopesOfGenerated(repository: Repository, path: string): readonly Scope[] {
  const found = new Map<string, Scope>();
  for (const taking of takings(repository).get(path) ?? [])
    for (const root of rootsOf(repository, taking.path))
      if ('applier' in root && isSubstituted(repository, root.applier, taking))
        found.set(root.applier.key, scopeBy(repository, root.applier));
  return [...found.values()];
}

function isSubstituted(repository: Repository, applier: Applier, { path, item }: Taking): boolean {
  const isMade = builtBy(repository, applier)?.objects.find(
    ({ origin }) => origin.path === path && origin.generator === 'configMapGenerator' && origin.item === item,
  );
  return isMade !== undefined && !isOut(isMade.body());
}

/** By file. */
function takings(repository: Repository): ReadonlyMap<string, readonly Taking[]> {
  return repository.remember('files of generators', () => {
    const all = new Map<string, Taking[]>();
    for (const manifest of repository.builds.kustomizationFiles()) {
      for (const { facts } of manifest.documents)
        for (const [field, { value }] of facts.fields) {
          const item = /^configMapGenerator\.(\d+)\.(?:files|envs)\.\d+$/.exec(field)?.[1];
          const file = item === undefined ? undefined : joinPath(folderOf(manifest.path), value.replace(/^[^=]*=/, ''));
          if (item !== undefined && file !== undefined)
            all.set(file, [...(all.get(file) ?? []), { path: manifest.path, item: Number(item) }]);
        }
    }
    return all;
  });
}
