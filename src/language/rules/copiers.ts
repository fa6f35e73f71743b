import type { Repository } from '../repository/repository.ts';

/**
 * Whether something may bring a ConfigMap or Secret into other namespaces than that of its file: its own annotations say so, or the repository has
 * what copies objects (reflector, replicator, config-syncer, Kyverno, ResourceSets with `copyFrom`).
 */
export function mayBeCopied(repository: Repository, kind: string, name: string): boolean {
  if (hasCopier(repository)) return true;
  return [...repository.objects.named('', kind, name)].some(({ document }) =>
    /reflect|replicat|kubed|config-syncer|copy|clone/i.test(document.section.text),
  );
}

const copiers = /reflector|replicator|kubed|config-syncer|kyverno/i;

function hasCopier(repository: Repository): boolean {
  return repository.remember('copiers', () => {
    const { objects } = repository;
    if ([...objects.names('helm.toolkit.fluxcd.io', 'HelmRelease')].some((it) => copiers.test(it))) return true;
    if (['ClusterPolicy', 'Policy'].some((it) => [...objects.ofKind('kyverno.io', it)].length > 0)) return true;
    return [...objects.ofKind('fluxcd.controlplane.io', 'ResourceSet')].some(({ document }) =>
      document.section.text.includes('copyFrom'),
    );
  });
}
