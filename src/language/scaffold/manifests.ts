import { stringify } from 'yaml';
import { apiVersionOf } from '../../flux/kind.ts';
import type { Kind } from '../../flux/kind.ts';
import { kinds } from '../../flux/kinds.ts';
import type { AppRequest, ChartSource, SourceReference } from './request.ts';
import { specText } from './survey.ts';
import type { FluxKustomization } from './survey.ts';

/** An object as it will stand in a file. */
export type Document = Readonly<Record<string, unknown>>;

/** Text of one file. Scalars that YAML 1.1 would take for something else are quoted: Flux's kustomize still reads 1.1. */
export function writeDocuments(
  documents: readonly Document[],
  style: { readonly eol: string; readonly marker: boolean },
): string {
  const texts = documents.map((it) =>
    stringify(it, { indentSeq: true, lineWidth: 0, compat: 'yaml-1.1', aliasDuplicateObjects: false }),
  );
  const text = (style.marker ? '---\n' : '') + texts.join('---\n');
  return style.eol === '\n' ? text : text.replaceAll('\n', style.eol);
}

export function namespaceOf(name: string): Document {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
}

export function kustomizationFile(
  resources: readonly string[],
  more: { namespace?: string; components?: readonly string[] } = {},
): Document {
  return { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', ...more, resources };
}

/** What plain manifests begin with: one object that any cluster takes, to be replaced. */
export function firstManifest(request: AppRequest): Document {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: request.name, namespace: request.namespace },
    data: { about: `Settings of ${request.name}` },
  };
}

/** A source for the chart: HelmRepository, OCIRepository or whatever kind was asked for with an address. */
export function chartSource(source: ChartSource, url: string): Document {
  const { kind, name, namespace } = source.sourceRef;
  const common = { apiVersion: apiVersion(kind), kind, metadata: { name, namespace } };
  if (kind === 'OCIRepository') {
    const layerSelector = { mediaType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip', operation: 'copy' };
    return { ...common, spec: { interval: '1h', url, ref: versionReference(source.version), layerSelector } };
  }
  if (kind === 'GitRepository') return { ...common, spec: { interval: '5m', url, ref: { branch: 'main' } } };
  return { ...common, spec: { interval: '12h', ...(url.startsWith('oci://') ? { type: 'oci' } : {}), url } };
}

export function helmRelease(request: AppRequest, source: ChartSource, dependsOn: readonly Document[]): Document {
  const retries = { remediation: { retries: 3 } };
  return {
    apiVersion: apiVersion('HelmRelease'),
    kind: 'HelmRelease',
    metadata: { name: request.name, namespace: request.namespace },
    spec: {
      interval: '1h',
      ...chartOf(source, request.namespace),
      ...(dependsOn.length > 0 ? { dependsOn } : {}),
      install: retries,
      upgrade: retries,
      values: {},
    },
  };
}

/** The app's own Kustomization, with the source and the habits of the model. */
export function fluxKustomization(
  request: AppRequest,
  own: { readonly path: string; readonly namespace: string | undefined },
  model: FluxKustomization,
  dependsOn: readonly Document[],
): Document {
  const targeted = specText(model, 'targetNamespace') !== undefined;
  return {
    apiVersion: apiVersion('Kustomization'),
    kind: 'Kustomization',
    metadata: { name: request.name, ...(own.namespace === undefined ? {} : { namespace: own.namespace }) },
    spec: {
      interval: specText(model, 'interval') ?? '1h',
      path: own.path,
      prune: true,
      sourceRef: sourceOf(model),
      ...(targeted ? { targetNamespace: request.namespace } : {}),
      ...(dependsOn.length > 0 ? { dependsOn } : {}),
    },
  };
}

function sourceOf(model: FluxKustomization): Document {
  const [kind, name, namespace] = ['kind', 'name', 'namespace'].map((field) => specText(model, 'sourceRef', field));
  return {
    kind: kind ?? 'GitRepository',
    name: name ?? 'flux-system',
    ...(namespace === undefined ? {} : { namespace }),
  };
}

function chartOf(source: ChartSource, home: string): Document {
  const reference = referenceFrom(source.sourceRef, home);
  if (source.sourceRef.kind === 'OCIRepository') return { chartRef: reference };
  const inGit = source.sourceRef.kind === 'GitRepository' || source.sourceRef.kind === 'Bucket';
  // A chart in Git changes with each commit; by its version alone Flux would not notice.
  const version = inGit
    ? { reconcileStrategy: 'Revision' }
    : source.version === undefined
      ? {}
      : { version: source.version };
  return { chart: { spec: { chart: source.chart, ...version, sourceRef: reference } } };
}

function referenceFrom(it: SourceReference, home: string): Document {
  return { kind: it.kind, name: it.name, ...(it.namespace === home ? {} : { namespace: it.namespace }) };
}

function versionReference(version: string | undefined): Document {
  if (version === undefined) return { semver: '*' };
  return /^v?\d+\.\d+\.\d+[\w.+-]*$/.test(version) ? { tag: version } : { semver: version };
}

function apiVersion(kind: string): string {
  const row: Kind | undefined = kinds.find((it) => it.kind === kind);
  return row ? apiVersionOf(row) : 'v1';
}
