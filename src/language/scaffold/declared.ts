import { lockedEntries } from '../build/lockdown.ts';
import { findNamed } from '../build/lookup.ts';
import type { Repository } from '../repository/repository.ts';
import { literalOf } from '../yaml/symbolic.ts';
import type { Document } from './manifests.ts';
import { Refusal } from './refusal.ts';
import type { Reach } from './reach.ts';
import type { AppRequest, ChartSource, SourceReference } from './request.ts';

/** Namespaces that every cluster, or every cluster with Flux, has from the start. */
const builtIn: readonly string[] = ['default', 'kube-system', 'kube-public', 'kube-node-lease', 'flux-system'];
const chartKinds: readonly string[] = ['HelmRepository', 'GitRepository', 'Bucket', 'OCIRepository'];

export function isNamespaceDeclared(repository: Repository, name: string, reach: Reach): boolean {
  if (builtIn.includes(name)) return true;
  return [...repository.objects.ofKind('', 'Namespace')].some(
    (it) => literalOf(it.declared.name.value) === name && reach(it),
  );
}

/** Refuses an app whose HelmRelease, or own Kustomization, is declared already. */
export function refuseTaken(repository: Repository, request: AppRequest, hasOwn: boolean): void {
  const kinds = [...(request.source.kind === 'chart' ? ['HelmRelease'] : []), ...(hasOwn ? ['Kustomization'] : [])];
  for (const kind of kinds) {
    const taken = findNamed(repository, kind, request.name).find((it) => it.namespace === request.namespace);
    if (!taken) continue;
    const where = taken.declaration.manifest.path;
    throw new Refusal(`${where} declares a ${kind} ${request.namespace}/${request.name} already. Choose another name.`);
  }
}

/**
 * The source that a chart comes from. With `url` when it must be declared too, then always in the app's own namespace: kustomize and
 * `targetNamespace` would move it there anyway.
 */
export function sourceNeeded(
  repository: Repository,
  request: AppRequest,
  source: ChartSource,
  reach: Reach,
): { readonly reference: SourceReference; readonly url?: string } {
  const { kind, name, namespace } = source.sourceRef;
  if (!chartKinds.includes(kind))
    throw new Refusal(`A chart cannot come from a ${kind}, only from a ${chartKinds.join(', ')}.`);
  const found = findNamed(repository, kind, name).filter((it) => reach(it.declaration));
  // A source of another namespace is as good as none where Flux refuses it.
  const mayUse = namespace === request.namespace || lockedEntries(repository).size === 0;
  const known = mayUse && (name === 'flux-system' || found.some((it) => it.namespace === namespace));
  if (known) return { reference: source.sourceRef };
  if (source.url === undefined || source.url === '') {
    throw new Refusal(
      `${noFile(request)} declares a ${kind} ${namespace}/${name}. Give its address to have it declared too.`,
    );
  }
  if (kind === 'Bucket') throw new Refusal(`A Bucket needs more than an address. Declare ${namespace}/${name} first.`);
  const home = found.find((it) => it.namespace === request.namespace);
  const reference = { kind, name, namespace: request.namespace };
  return home ? { reference } : { reference, url: source.url };
}

/** The entries of `dependsOn`. A bare name means the one object of that name; its namespace is written where it is another. */
export function dependenciesOf(
  repository: Repository,
  request: AppRequest,
  kind: string,
  home: string,
  reach: Reach,
): readonly Document[] {
  return request.dependsOn.map((text) => {
    const [first = '', second] = text.split('/');
    const name = second ?? first;
    const found = findNamed(repository, kind, name)
      .filter((it) => reach(it.declaration))
      .map((it) => it.namespace ?? home);
    const namespaces = [...new Set(found)].filter((it) => second === undefined || it === first);
    if (namespaces.length === 0)
      throw new Refusal(`${noFile(request)} declares a ${kind} ${text}, on which the app should depend.`);
    const namespace = namespaces.includes(home) ? home : namespaces[0];
    if (namespaces.length > 1 && namespace !== home) {
      throw new Refusal(
        `There is a ${kind} ${name} in ${namespaces.join(' and ')}. Write ${namespaces[0]}/${name} or the other.`,
      );
    }
    return namespace === home ? { name } : { name, namespace };
  });
}

function noFile({ cluster }: AppRequest): string {
  return cluster === undefined ? 'No file' : `No file that reaches ${cluster}`;
}
