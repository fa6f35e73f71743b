/**
 * Versions that no API server from 1.26 on serves, each with the kinds that it had and the version to use (Kubernetes' deprecation guide). Without a
 * version there is nothing to use instead.
 */
const removals: readonly (readonly [version: string, kinds: readonly string[], use?: string])[] = [
  ['extensions/v1beta1', ['Deployment', 'DaemonSet', 'ReplicaSet'], 'apps/v1'],
  ['extensions/v1beta1', ['Ingress', 'NetworkPolicy'], 'networking.k8s.io/v1'],
  ['extensions/v1beta1', ['PodSecurityPolicy']],
  ['apps/v1beta1', ['Deployment', 'StatefulSet'], 'apps/v1'],
  ['apps/v1beta2', ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'], 'apps/v1'],
  ['networking.k8s.io/v1beta1', ['Ingress', 'IngressClass'], 'networking.k8s.io/v1'],
  ['batch/v1beta1', ['CronJob'], 'batch/v1'],
  ['batch/v2alpha1', ['CronJob'], 'batch/v1'],
  ['policy/v1beta1', ['PodDisruptionBudget'], 'policy/v1'],
  ['policy/v1beta1', ['PodSecurityPolicy']],
  ['autoscaling/v2beta1', ['HorizontalPodAutoscaler'], 'autoscaling/v2'],
  ['autoscaling/v2beta2', ['HorizontalPodAutoscaler'], 'autoscaling/v2'],
  ...['v1alpha1', 'v1beta1'].map(
    (it) =>
      [
        `rbac.authorization.k8s.io/${it}`,
        ['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding'],
        'rbac.authorization.k8s.io/v1',
      ] as const,
  ),
  ['apiextensions.k8s.io/v1beta1', ['CustomResourceDefinition'], 'apiextensions.k8s.io/v1'],
  ['apiregistration.k8s.io/v1beta1', ['APIService'], 'apiregistration.k8s.io/v1'],
  [
    'admissionregistration.k8s.io/v1beta1',
    ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'],
    'admissionregistration.k8s.io/v1',
  ],
  ['certificates.k8s.io/v1beta1', ['CertificateSigningRequest'], 'certificates.k8s.io/v1'],
  ['coordination.k8s.io/v1beta1', ['Lease'], 'coordination.k8s.io/v1'],
  ['discovery.k8s.io/v1beta1', ['EndpointSlice'], 'discovery.k8s.io/v1'],
  ['events.k8s.io/v1beta1', ['Event'], 'events.k8s.io/v1'],
  ['node.k8s.io/v1beta1', ['RuntimeClass'], 'node.k8s.io/v1'],
  ['scheduling.k8s.io/v1beta1', ['PriorityClass'], 'scheduling.k8s.io/v1'],
  ['storage.k8s.io/v1beta1', ['CSIDriver', 'CSINode', 'StorageClass', 'VolumeAttachment'], 'storage.k8s.io/v1'],
];

const byVersion = new Map(
  removals.flatMap(([version, kinds, use]) =>
    kinds.map((kind) => [`${version}/${kind}`, use === undefined ? [] : [use]]),
  ),
);

/** The versions to use instead of one that is gone from every API server; `undefined` for any other. */
export function insteadOf(apiVersion: string, kind: string): readonly string[] | undefined {
  return byVersion.get(`${apiVersion}/${kind}`);
}
