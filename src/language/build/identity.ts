import { groupOf, versionOf } from '../../flux/objects.ts';
import { at, text } from './body.ts';
import type { Body } from './body.ts';

/** Which object something is at one step of a build. The namespace is empty where nothing gives one. */
export interface Identity {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** The identity that a mapping gives itself. */
export function identityOf(body: Body): Identity {
  const apiVersion = text(at(body, 'apiVersion')) ?? '';
  return {
    group: groupOf(apiVersion),
    version: versionOf(apiVersion),
    kind: text(at(body, 'kind')) ?? '',
    namespace: text(at(body, 'metadata', 'namespace')) ?? '',
    name: text(at(body, 'metadata', 'name')) ?? '',
  };
}

/** A text that two identities share when kustomize takes them for the same object (kyaml resid: version included, no namespace is `default`). */
export function keyOf(it: Identity): string {
  return `${it.group}/${it.version}/${it.kind}/${effectiveNamespace(it)}/${it.name}`;
}

/** The namespace that kustomize compares. */
export function effectiveNamespace(it: Identity): string {
  if (isClusterScoped(it)) return '_non_namespaceable_';
  return it.namespace === '' ? 'default' : it.namespace;
}

/** Kinds without namespace that kustomize knows, by API version (kyaml openapi of Kubernetes 1.21). It takes every other kind for namespaced. */
const clusterKinds: Readonly<Record<string, readonly string[]>> = {
  '/v1': ['ComponentStatus', 'Namespace', 'Node', 'NodeProxyOptions', 'PersistentVolume'],
  'admissionregistration.k8s.io/v1': ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'],
  'admissionregistration.k8s.io/v1beta1': ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'],
  'apiextensions.k8s.io/v1': ['CustomResourceDefinition'],
  'apiextensions.k8s.io/v1beta1': ['CustomResourceDefinition'],
  'apiregistration.k8s.io/v1': ['APIService'],
  'apiregistration.k8s.io/v1beta1': ['APIService'],
  'certificates.k8s.io/v1': ['CertificateSigningRequest'],
  'certificates.k8s.io/v1beta1': ['CertificateSigningRequest'],
  'flowcontrol.apiserver.k8s.io/v1beta1': ['FlowSchema', 'PriorityLevelConfiguration'],
  'networking.k8s.io/v1': ['IngressClass'],
  'networking.k8s.io/v1beta1': ['IngressClass'],
  'node.k8s.io/v1': ['RuntimeClass'],
  'node.k8s.io/v1beta1': ['RuntimeClass'],
  'policy/v1beta1': ['PodSecurityPolicy'],
  'rbac.authorization.k8s.io/v1': ['ClusterRole', 'ClusterRoleBinding'],
  'rbac.authorization.k8s.io/v1beta1': ['ClusterRole', 'ClusterRoleBinding'],
  'scheduling.k8s.io/v1': ['PriorityClass'],
  'scheduling.k8s.io/v1beta1': ['PriorityClass'],
  'storage.k8s.io/v1': ['CSIDriver', 'CSINode', 'StorageClass', 'VolumeAttachment'],
  'storage.k8s.io/v1beta1': ['CSIDriver', 'CSINode', 'StorageClass', 'VolumeAttachment'],
};

/** Whether kustomize puts no namespace on the kind. Others that have none in a cluster get one all the same, which the API server ignores. */
export function isClusterScoped({ group, version, kind }: Pick<Identity, 'group' | 'version' | 'kind'>): boolean {
  return clusterKinds[`${group}/${version}`]?.includes(kind) === true;
}
