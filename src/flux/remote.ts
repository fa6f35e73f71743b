import type { FluxObject } from './objects.ts';

/**
 * Where an object applies what it builds, when that is another cluster: the ConfigMap or Secret with its address, such as `Secret edge-kubeconfig`.
 * `undefined` when it is the cluster in which the object stands. What its inventory lists is then not in this cluster, whatever has the same
 * name here. Source: `spec.kubeConfig` of kustomize-controller and helm-controller (Flux 2.9).
 */
export function remoteOf({ spec }: FluxObject): string | undefined {
  const config = spec?.['kubeConfig'] as
    Readonly<Record<string, { readonly name?: unknown } | null>> | null | undefined;
  if (config === undefined || config === null) return undefined;
  const name = (field: string): string => String(config[field]?.name ?? '');
  return typeof config === 'object' && config['configMapRef']
    ? `ConfigMap ${name('configMapRef')}`
    : `Secret ${name('secretRef')}`;
}
