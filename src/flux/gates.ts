/** Features of the controllers that are off unless somebody turns them on (`internal/features` of the controllers, Flux 2.9). */
export type Gate =
  'ExternalArtifact' | 'ObjectLevelWorkloadIdentity' | 'AdditiveCELDependencyCheck' | 'DefaultToRetryOnFailure';

/** A field that asks for a feature: `value` where only that value does. */
export interface Gated {
  readonly kind: string;
  readonly path: readonly string[];
  readonly value?: string;
  readonly gate: Gate;
  readonly controller: string;
  /** A field that, where it has this value, makes the first one mean something else. */
  readonly unless?: { readonly path: readonly string[]; readonly values: readonly string[] };
}

const kustomize = 'kustomize-controller';
const helm = 'helm-controller';
const source = 'source-controller';
/** The service account of a source is one of the cluster's registry where nobody names a cloud. */
const generic = { path: ['spec', 'provider'], values: ['', 'generic'] };

/** RULES.md rules 70 and 88. */
export const gated: readonly Gated[] = [
  {
    kind: 'Kustomization',
    path: ['spec', 'sourceRef', 'kind'],
    value: 'ExternalArtifact',
    gate: 'ExternalArtifact',
    controller: kustomize,
  },
  {
    kind: 'HelmRelease',
    path: ['spec', 'chartRef', 'kind'],
    value: 'ExternalArtifact',
    gate: 'ExternalArtifact',
    controller: helm,
  },
  {
    kind: 'Kustomization',
    path: ['spec', 'decryption', 'serviceAccountName'],
    gate: 'ObjectLevelWorkloadIdentity',
    controller: kustomize,
  },
  {
    kind: 'GitRepository',
    path: ['spec', 'serviceAccountName'],
    gate: 'ObjectLevelWorkloadIdentity',
    controller: source,
    unless: generic,
  },
  {
    kind: 'OCIRepository',
    path: ['spec', 'serviceAccountName'],
    gate: 'ObjectLevelWorkloadIdentity',
    controller: source,
    unless: generic,
  },
  {
    kind: 'Bucket',
    path: ['spec', 'serviceAccountName'],
    gate: 'ObjectLevelWorkloadIdentity',
    controller: source,
    unless: generic,
  },
];
