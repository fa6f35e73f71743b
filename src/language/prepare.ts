import { accumulate } from './build/accumulate.ts';
import { builtAt } from './build/built.ts';
import { locality } from './build/locality.ts';
import { wayUp } from './build/roots.ts';
import { worldOf } from './build/world.ts';
import type { Repository } from './repository/repository.ts';
import { knownNamespaces, prepareNamespaces } from './rules/namespaces.ts';

/**
 * Computes step by step what nearly every file is judged by and what takes long in a large repository: which source it is, what its clusters hold beside
 * it, which namespaces there are. Whoever judges a file before the end does the rest at once.
 */
export function* prepare(repository: Repository): Generator<void> {
  for (const applier of [...repository.builds.appliers()]) {
    locality(repository, applier);
    yield;
  }
  worldOf(repository);
  yield;
  for (const { manifest } of [...repository.objects.ofKind('', 'Namespace')]) {
    const { folders, roots } = wayUp(repository, manifest.path);
    yield;
    for (const folder of folders) {
      accumulate({ repository, doing: [] }, folder);
      yield;
    }
    for (const root of roots) {
      builtAt(repository, root)?.objectsFrom(manifest.path);
      yield;
    }
  }
  yield* prepareNamespaces(repository);
  knownNamespaces(repository);
  yield;
}
