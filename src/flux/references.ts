import { groupBy } from './groups.ts';

/** A field by which one Flux object names others. RULES.md 3.5. */
export interface Reference {
  /** Kind whose manifests have the field. */
  readonly from: string;
  /** Path to the mapping that holds `name`; `*` stands for every item of a list. */
  readonly path: readonly string[];
  /** Kinds that may be named; the first is what a missing `kind` means. All other values of `kind` are none of our business. */
  readonly to: readonly string[];
  /** Whether the mapping has a `kind` field that chooses among `to`. */
  readonly choosesKind: boolean;
  /** Whether `namespace` may stand beside `name`; without it the referrer's own namespace counts. */
  readonly crossNamespace: boolean;
}

/** Rows of a table by the kind whose manifests have the field. */
export type ReferencesByKind = ReadonlyMap<string, readonly Reference[]>;

const sources = ['GitRepository', 'OCIRepository', 'Bucket', 'ExternalArtifact'];
const reconciled = [...sources, 'HelmRepository', 'HelmChart', 'Kustomization', 'HelmRelease'];
const images = ['ImageRepository', 'ImagePolicy', 'ImageUpdateAutomation'];

/**
 * References to Flux objects, which files of the repository declare. Sources: kustomize-controller v1.9.4 api/v1/reference_types.go, helm-controller v1.6.3
 * api/v2/reference_types.go, image-reflector-controller v1.2.4 api/v1, source-watcher v2.2.3 api/v1beta1, flux-operator v0.59.0 api/v1 (cross-namespace by name and namespace everywhere but `dependsOn`
 * of another kind, which does not exist).
 */
export const references: readonly Reference[] = [
  { from: 'Kustomization', path: ['spec', 'sourceRef'], to: sources, choosesKind: true, crossNamespace: true },
  {
    from: 'Kustomization',
    path: ['spec', 'dependsOn', '*'],
    to: ['Kustomization'],
    choosesKind: false,
    crossNamespace: true,
  },
  {
    from: 'HelmRelease',
    path: ['spec', 'chart', 'spec', 'sourceRef'],
    to: ['HelmRepository', 'GitRepository', 'Bucket'],
    choosesKind: true,
    crossNamespace: true,
  },
  {
    from: 'HelmRelease',
    path: ['spec', 'chartRef'],
    to: ['OCIRepository', 'HelmChart', 'ExternalArtifact'],
    choosesKind: true,
    crossNamespace: true,
  },
  {
    from: 'HelmRelease',
    path: ['spec', 'dependsOn', '*'],
    to: ['HelmRelease'],
    choosesKind: false,
    crossNamespace: true,
  },
  {
    from: 'HelmChart',
    path: ['spec', 'sourceRef'],
    to: ['HelmRepository', 'GitRepository', 'Bucket'],
    choosesKind: true,
    crossNamespace: false,
  },
  {
    from: 'GitRepository',
    path: ['spec', 'include', '*', 'repository'],
    to: ['GitRepository'],
    choosesKind: false,
    crossNamespace: false,
  },
  {
    from: 'ImagePolicy',
    path: ['spec', 'imageRepositoryRef'],
    to: ['ImageRepository'],
    choosesKind: false,
    crossNamespace: true,
  },
  {
    from: 'ImageUpdateAutomation',
    path: ['spec', 'sourceRef'],
    to: ['GitRepository'],
    choosesKind: true,
    crossNamespace: true,
  },
  { from: 'Alert', path: ['spec', 'providerRef'], to: ['Provider'], choosesKind: false, crossNamespace: false },
  {
    from: 'ArtifactGenerator',
    path: ['spec', 'sources', '*'],
    to: [...sources, 'HelmChart'],
    choosesKind: true,
    crossNamespace: true,
  },
  {
    from: 'ResourceSet',
    path: ['spec', 'inputsFrom', '*'],
    to: ['ResourceSetInputProvider'],
    choosesKind: true,
    crossNamespace: false,
  },
  {
    from: 'ResourceSet',
    path: ['spec', 'dependsOn', '*'],
    to: ['ResourceSet', 'ResourceSetInputProvider', ...reconciled, ...images],
    choosesKind: true,
    crossNamespace: true,
  },
];

/** A field that names a Secret of the object's own namespace. */
function secret(from: string, ...path: readonly string[]): Reference {
  return { from, path: ['spec', ...path], to: ['Secret'], choosesKind: false, crossNamespace: false };
}

const credentials = ['secretRef', 'certSecretRef', 'proxySecretRef'] as const;
const withCredentials = ['GitRepository', 'OCIRepository', 'HelmRepository', 'Bucket', 'ImageRepository', 'Provider'];
const values: Omit<Reference, 'from' | 'path'> = {
  to: ['ConfigMap', 'Secret'],
  choosesKind: true,
  crossNamespace: false,
};

/**
 * References to what people and other controllers make too, so that nothing is known of what no file shows: Secrets, ConfigMaps, and the
 * objects that alerts and receivers watch. Sources: the api/ folders of the controllers of Flux 2.9.
 */
export const looseReferences: readonly Reference[] = [
  { from: 'Kustomization', path: ['spec', 'postBuild', 'substituteFrom', '*'], ...values },
  { from: 'HelmRelease', path: ['spec', 'valuesFrom', '*'], ...values },
  ...withCredentials.flatMap((kind) => credentials.map((field) => secret(kind, field))),
  ...['GitRepository', 'OCIRepository'].map((kind) => secret(kind, 'verify', 'secretRef')),
  ...['Kustomization', 'HelmRelease'].flatMap((kind) => [
    secret(kind, 'kubeConfig', 'secretRef'),
    { ...secret(kind, 'kubeConfig', 'configMapRef'), to: ['ConfigMap'] },
  ]),
  secret('Kustomization', 'decryption', 'secretRef'),
  secret('Receiver', 'secretRef'),
  {
    from: 'Kustomization',
    path: ['spec', 'healthChecks', '*'],
    to: [...reconciled, ...images],
    choosesKind: true,
    crossNamespace: true,
  },
  ...(['Alert', 'Receiver'] as const).map((from) => ({
    from,
    path: ['spec', from === 'Alert' ? 'eventSources' : 'resources', '*'],
    to: [...reconciled, ...images],
    choosesKind: true,
    crossNamespace: true,
  })),
];

/** Fields that hold a duration, and whether it may have hours: a source's `timeout` may not. RULES.md rule 11, CRDs of Flux 2.9. */
export interface DurationField {
  readonly path: readonly string[];
  /** Kinds with the field; absent: every Flux kind. */
  readonly kinds?: readonly string[];
  readonly hours: boolean;
}

const fetchers = ['GitRepository', 'OCIRepository', 'HelmRepository', 'Bucket', 'ImageRepository'];
const appliers = ['Kustomization', 'HelmRelease'];

export const durationFields: readonly DurationField[] = [
  { path: ['spec', 'interval'], hours: true },
  { path: ['spec', 'retryInterval'], kinds: ['Kustomization'], hours: true },
  { path: ['spec', 'timeout'], kinds: appliers, hours: true },
  { path: ['spec', 'timeout'], kinds: fetchers, hours: false },
  { path: ['spec', 'chart', 'spec', 'interval'], kinds: ['HelmRelease'], hours: true },
  ...['install', 'upgrade', 'rollback', 'uninstall', 'test'].map((action) => ({
    path: ['spec', action, 'timeout'],
    kinds: ['HelmRelease'],
    hours: true,
  })),
  ...['install', 'upgrade'].map((action) => ({
    path: ['spec', action, 'strategy', 'retryInterval'],
    kinds: ['HelmRelease'],
    hours: true,
  })),
];

export const referencesByKind: ReferencesByKind = groupBy(references, (it) => it.from);
export const looseReferencesByKind: ReferencesByKind = groupBy(looseReferences, (it) => it.from);
