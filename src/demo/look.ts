import { createHash } from 'node:crypto';
import { conditionOf } from '../flux/requests.ts';
import { jsonOf, textAt, valueAt, type Item, type Json } from './json.ts';

/** An object that another one names. */
export interface Ref {
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

export const groups = {
  source: 'source.toolkit.fluxcd.io',
  kustomize: 'kustomize.toolkit.fluxcd.io',
  helm: 'helm.toolkit.fluxcd.io',
} as const;

/** The source that an object names: by `sourceRef`, by `chartRef`, or by the HelmChart that stands for its `chart`. */
export function sourceOf(item: Item): Ref | undefined {
  const named = (ref: Json): Ref => ({
    group: groups.source,
    kind: textAt(ref, 'kind') ?? 'GitRepository',
    namespace: textAt(ref, 'namespace') ?? item.metadata.namespace ?? '',
    name: textAt(ref, 'name') ?? '',
  });
  const chart = valueAt(item, ['spec', 'chart']);
  if (item.kind === 'HelmRelease' && chart !== undefined) return chartOf(item);
  const ref = valueAt(item, ['spec', item.kind === 'HelmRelease' ? 'chartRef' : 'sourceRef']);
  return ref === undefined ? undefined : named(jsonOf(ref));
}

/** The HelmChart that helm-controller makes for a HelmRelease with `spec.chart`: beside the source it names. */
export function chartOf(item: Item): Ref {
  const namespace = item.metadata.namespace ?? '';
  const beside = textAt(item, 'spec', 'chart', 'spec', 'sourceRef', 'namespace') ?? namespace;
  return { group: groups.source, kind: 'HelmChart', namespace: beside, name: `${namespace}-${item.metadata.name}` };
}

/** What an object waits for. */
export function dependenciesOf(item: Item): readonly Ref[] {
  const list = valueAt(item, ['spec', 'dependsOn']);
  const group = item.apiVersion.split('/')[0] ?? '';
  return (Array.isArray(list) ? list : []).map((it: unknown) => ({
    group,
    kind: item.kind,
    namespace: textAt(it, 'namespace') ?? item.metadata.namespace ?? '',
    name: textAt(it, 'name') ?? '',
  }));
}

/** The revision of a source's artifact; `undefined` while there is none. */
export function artifactOf(item: Item | undefined): string | undefined {
  return textAt(item, 'status', 'artifact', 'revision');
}

/** Ready, and for the latest generation. */
export function isReady(item: Item): boolean {
  return (
    item.status?.['observedGeneration'] === item.metadata.generation && conditionOf(item, 'Ready')?.status === 'True'
  );
}

/** Kinds that nothing happens to: they have no status. */
export function isStatic(item: Item): boolean {
  return ['Alert', 'Provider', 'ExternalArtifact'].includes(item.kind) || isOciHelm(item);
}

/** A HelmRepository of the OCI type is only an address. */
export function isOciHelm(item: Item): boolean {
  return item.kind === 'HelmRepository' && textAt(item, 'spec', 'type') === 'oci';
}

/** A digest of anything, in the form Flux writes digests. */
export function digestOf(value: unknown): string {
  return `sha256:${createHash('sha256')
    .update(JSON.stringify(value ?? null))
    .digest('hex')}`;
}

/** Seconds as Go prints a duration: `9m30s`, `1h0m0s`. */
export function goDuration(seconds: number): string {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = `${Math.round(seconds % 60)}s`;
  return hours > 0 ? `${hours}h${minutes}m${rest}` : minutes > 0 ? `${minutes}m${rest}` : rest;
}
