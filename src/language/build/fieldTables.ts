import type { FieldSpec } from './fields.ts';

/** Kinds with a pod template, and where the template stands (kustomize builtinpluginconsts). */
const templates: readonly FieldSpec[] = [
  { kind: 'ReplicationController', version: 'v1', path: 'spec/template' },
  { kind: 'Deployment', path: 'spec/template' },
  { kind: 'ReplicaSet', path: 'spec/template' },
  { kind: 'DaemonSet', path: 'spec/template' },
  { kind: 'StatefulSet', path: 'spec/template' },
  { kind: 'Job', group: 'batch', path: 'spec/template' },
  { kind: 'CronJob', group: 'batch', path: 'spec/jobTemplate' },
  { kind: 'CronJob', group: 'batch', path: 'spec/jobTemplate/spec/template' },
];

const claims: FieldSpec = {
  kind: 'StatefulSet',
  group: 'apps',
  path: 'spec/volumeClaimTemplates[]/metadata/labels',
  create: true,
};

/** Where labels go with `includeTemplates`. */
export const templateLabels: readonly FieldSpec[] = [
  { path: 'metadata/labels', create: true },
  ...templates.map((it) => ({
    ...it,
    ...(it.kind === 'StatefulSet' && { group: 'apps' }),
    path: `${it.path}/metadata/labels`,
    create: true,
  })),
  claims,
];

/** Where annotations go. */
export const annotationFields: readonly FieldSpec[] = [
  { path: 'metadata/annotations', create: true },
  ...templates.map((it) => ({ ...it, path: `${it.path}/metadata/annotations`, create: true })),
];

const affinityLists = [
  'podAffinity/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm',
  'podAffinity/requiredDuringSchedulingIgnoredDuringExecution',
  'podAntiAffinity/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm',
  'podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution',
].map((it) => `affinity/${it}`);

/** Where labels go with `includeSelectors`, and with `commonLabels`. */
export const selectorLabels: readonly FieldSpec[] = [
  { kind: 'Service', version: 'v1', path: 'spec/selector', create: true },
  { kind: 'ReplicationController', version: 'v1', path: 'spec/selector', create: true },
  { kind: 'Deployment', path: 'spec/selector/matchLabels', create: true },
  { kind: 'ReplicaSet', path: 'spec/selector/matchLabels', create: true },
  { kind: 'DaemonSet', path: 'spec/selector/matchLabels', create: true },
  { kind: 'StatefulSet', group: 'apps', path: 'spec/selector/matchLabels', create: true },
  ...['Deployment', 'StatefulSet'].flatMap((kind) =>
    [...affinityLists, 'topologySpreadConstraints'].map((it) => ({
      kind,
      group: 'apps',
      path: `spec/template/spec/${it}/labelSelector/matchLabels`,
    })),
  ),
  { kind: 'Job', group: 'batch', path: 'spec/selector/matchLabels' },
  { kind: 'CronJob', group: 'batch', path: 'spec/jobTemplate/spec/selector/matchLabels' },
  { kind: 'PodDisruptionBudget', group: 'policy', path: 'spec/selector/matchLabels' },
  ...['podSelector', 'ingress/from/podSelector', 'egress/to/podSelector'].map((it) => ({
    kind: 'NetworkPolicy',
    group: 'networking.k8s.io',
    path: `spec/${it}/matchLabels`,
  })),
  ...templateLabels,
];

/** Other places than `metadata` that the `namespace` of a kustomization is written to. */
export const namespaceFields: readonly FieldSpec[] = [
  { kind: 'Namespace', group: '', version: 'v1', path: 'metadata/name', create: true },
  { kind: 'APIService', group: 'apiregistration.k8s.io', path: 'spec/service/namespace', create: true },
  {
    kind: 'CustomResourceDefinition',
    group: 'apiextensions.k8s.io',
    path: 'spec/conversion/webhook/clientConfig/service/namespace',
  },
];

/** Kinds whose replicas can be set. */
export const replicaKinds = ['Deployment', 'ReplicationController', 'ReplicaSet', 'StatefulSet'] as const;
