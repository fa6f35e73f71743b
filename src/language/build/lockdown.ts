import { rootsOf } from './roots.ts';
import { entriesOf } from './ownership.ts';
import { instanceSpec } from '../repository/instance.ts';
import type { Repository } from '../repository/repository.ts';

/**
 * The entries of the clusters whose Flux refuses references across namespaces, by `key`: by the flag of the controllers, or
 * by a FluxInstance for several tenants.
 */
export function lockedEntries(repository: Repository): ReadonlySet<string> {
  return repository.remember('locked entries', () => {
    const found = new Set<string>();
    for (const file of repository.builds.lockingFiles())
      for (const root of rootsOf(repository, file.path))
        if ('applier' in root) for (const it of entriesOf(repository, root.applier)) found.add(it);
    for (const applier of repository.builds.appliers()) {
      if (instanceSpec(applier.document.facts) === undefined) continue;
      if (/^\s+multitenant:\s*true\b|--no-cross-namespace-refs(?!=false)/m.test(applier.document.section.text))
        found.add(applier.key);
    }
    return found;
  });
}
