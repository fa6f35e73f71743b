import type { FluxObject } from './objects.ts';

/** Where the address of another cluster may stand. Source: `spec.kubeConfig` of kustomize-controller and helm-controller (Flux 2.9). */
const holders = [
  ['configMapRef', 'ConfigMap'],
  ['secretRef', 'Secret'],
] as const;

/**
 * Where an object applies what it builds, when that is another cluster: the ConfigMap or Secret with its address, such as `Secret edge-kubeconfig`.
 * `undefined` when it is the cluster in which the object stands. What its inventory lists is then not in this cluster, whatever has the same
 * name here. Hostile text: it comes from a cluster.
 */
export function remoteOf({ spec }: FluxObject): string | undefined {
  const config = spec?.['kubeConfig'] as
    Readonly<Record<string, { readonly name?: unknown } | null>> | null | undefined;
  if (config === undefined || config === null) return undefined;
  for (const [field, kind] of holders) {
    const name = config[field]?.name;
    if (typeof name === 'string') return `${kind} ${name}`;
  }
  return 'spec.kubeConfig';
}
