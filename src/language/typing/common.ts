import type { Field } from './field.ts';

/**
 * What people write most, most often first, by kind and path. Counted over public repositories; the rest of a kind's fields follow in the
 * order of its API. `*` holds for every kind.
 */
const common: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  '*': {
    metadata: ['name', 'namespace', 'labels', 'annotations'],
  },
  'kustomize.config.k8s.io/Kustomization': {
    '': [
      'resources',
      'namespace',
      'components',
      'patches',
      'labels',
      'configMapGenerator',
      'secretGenerator',
      'images',
    ],
    'patches.[]': ['target', 'patch', 'path'],
    'patches.[].target': ['kind', 'name', 'group', 'labelSelector'],
    'configMapGenerator.[]': ['name', 'files', 'literals', 'options'],
    'secretGenerator.[]': ['name', 'files', 'literals', 'options'],
    'labels.[]': ['pairs', 'includeSelectors', 'includeTemplates'],
    'images.[]': ['name', 'newName', 'newTag', 'digest'],
  },
  'kustomize.config.k8s.io/Component': {
    '': ['resources', 'patches', 'configMapGenerator', 'components'],
  },
  'kustomize.toolkit.fluxcd.io/Kustomization': {
    spec: [
      'interval',
      'path',
      'prune',
      'sourceRef',
      'wait',
      'targetNamespace',
      'postBuild',
      'dependsOn',
      'timeout',
      'retryInterval',
      'decryption',
      'healthChecks',
      'patches',
      'serviceAccountName',
    ],
    'spec.sourceRef': ['kind', 'name', 'namespace'],
    'spec.dependsOn.[]': ['name', 'namespace'],
    'spec.postBuild': ['substituteFrom', 'substitute'],
    'spec.patches.[]': ['target', 'patch'],
    'spec.patches.[].target': ['kind', 'name', 'namespace', 'labelSelector'],
    'spec.healthChecks.[]': ['apiVersion', 'kind', 'name', 'namespace'],
  },
  'helm.toolkit.fluxcd.io/HelmRelease': {
    spec: ['interval', 'chart', 'chartRef', 'values', 'install', 'upgrade', 'dependsOn', 'valuesFrom', 'timeout'],
    'spec.chart.spec': ['chart', 'version', 'sourceRef', 'interval'],
    'spec.chart.spec.sourceRef': ['kind', 'name', 'namespace'],
    'spec.chartRef': ['kind', 'name', 'namespace'],
    'spec.install': ['remediation', 'crds', 'createNamespace', 'strategy'],
    'spec.upgrade': ['remediation', 'crds', 'cleanupOnFail', 'strategy'],
    'spec.install.remediation': ['retries', 'remediateLastFailure'],
    'spec.upgrade.remediation': ['retries', 'remediateLastFailure', 'strategy'],
    'spec.dependsOn.[]': ['name', 'namespace'],
    'spec.valuesFrom.[]': ['kind', 'name', 'valuesKey'],
  },
  'source.toolkit.fluxcd.io/GitRepository': {
    spec: ['interval', 'url', 'ref', 'secretRef', 'ignore', 'timeout'],
    'spec.ref': ['branch', 'tag', 'semver', 'commit'],
  },
  'source.toolkit.fluxcd.io/OCIRepository': {
    spec: ['interval', 'url', 'ref', 'layerSelector', 'verify', 'secretRef'],
    'spec.ref': ['tag', 'semver', 'digest'],
    'spec.layerSelector': ['mediaType', 'operation'],
  },
  'source.toolkit.fluxcd.io/HelmRepository': {
    spec: ['interval', 'url', 'type', 'secretRef', 'timeout'],
  },
  'image.toolkit.fluxcd.io/ImageUpdateAutomation': {
    spec: ['interval', 'sourceRef', 'git', 'update', 'policySelector'],
    'spec.git': ['checkout', 'commit', 'push'],
  },
  'apps/Deployment': { spec: ['replicas', 'selector', 'template', 'strategy', 'revisionHistoryLimit'] },
  'apps/StatefulSet': { spec: ['serviceName', 'replicas', 'selector', 'template', 'volumeClaimTemplates'] },
  'apps/DaemonSet': { spec: ['selector', 'template', 'updateStrategy'] },
  '/Service': {
    spec: ['selector', 'ports', 'type', 'clusterIP'],
    'spec.ports.[]': ['name', 'port', 'targetPort', 'protocol'],
  },
  '/ConfigMap': { '': ['data', 'binaryData', 'immutable'] },
  '/Secret': { '': ['stringData', 'type', 'data', 'immutable'] },
  'batch/CronJob': {
    spec: [
      'schedule',
      'jobTemplate',
      'concurrencyPolicy',
      'successfulJobsHistoryLimit',
      'failedJobsHistoryLimit',
      'timeZone',
    ],
  },
  'networking.k8s.io/Ingress': { spec: ['ingressClassName', 'rules', 'tls', 'defaultBackend'] },
  'networking.k8s.io/NetworkPolicy': { spec: ['podSelector', 'policyTypes', 'ingress', 'egress'] },
};

/** What people write in pods, wherever a template of one stands. */
const inPods: Readonly<Record<string, readonly string[]>> = {
  spec: [
    'containers',
    'serviceAccountName',
    'securityContext',
    'volumes',
    'initContainers',
    'restartPolicy',
    'automountServiceAccountToken',
    'tolerations',
    'affinity',
    'nodeSelector',
    'topologySpreadConstraints',
    'imagePullSecrets',
  ],
  container: [
    'name',
    'image',
    'imagePullPolicy',
    'command',
    'args',
    'env',
    'envFrom',
    'ports',
    'resources',
    'securityContext',
    'volumeMounts',
    'livenessProbe',
    'readinessProbe',
    'startupProbe',
  ],
};

/** What names an object, in this order, where nothing else is known. */
const anywhere: readonly string[] = ['apiVersion', 'kind', 'name', 'namespace'];

/** The keys that people write most in a mapping, most often first. */
export function commonOf({ kind, path }: Field): readonly string[] {
  const at = path.join('.');
  const own = common[`${kind.group}/${kind.kind}`]?.[at] ?? common['*']?.[at];
  if (own) return own;
  if (/(?:^|\.)template\.spec$/.test(at) || (at === 'spec' && kind.kind === 'Pod')) return inPods['spec'] ?? [];
  return /(?:^|\.)(?:containers|initContainers)\.\[\]$/.test(at) ? (inPods['container'] ?? []) : anywhere;
}
