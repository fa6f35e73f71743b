import { builtAt, specOf } from './built.ts';
import type { BuiltObject } from './object.ts';
import { rootsOf } from './roots.ts';
import type { Applier } from './builds.ts';
import { locality } from './locality.ts';
import type { Repository } from '../repository/repository.ts';

/** An object and the Flux Kustomization that applies it. */
export interface Applied {
  readonly object: BuiltObject;
  readonly applier: Applier;
}

/**
 * What a document, counted from zero, becomes in the builds of Kustomizations whose source is this repository for certain; what cannot be
 * computed in full is left out. So is what a Kustomization applies that is not known in full itself: replacements may give it a namespace for all
 * its objects.
 */
export function* surelyApplied(repository: Repository, path: string, index: number): Generator<Applied> {
  for (const root of rootsOf(repository, path)) {
    if (!('applier' in root) || locality(repository, root.applier)?.sure !== true) continue;
    if (specOf(repository, root.applier).isVague) continue;
    for (const object of builtAt(repository, root)?.objectsFrom(path) ?? []) {
      if (object.origin.document === index && object.origin.item === undefined && !object.vague)
        yield { object, applier: root.applier };
    }
  }
}
