import type { FieldSpec } from './fields.ts';

/** A kind that other kinds name, and the places where they do. */
export interface NameReference {
  readonly target: { readonly kind?: string; readonly group?: string; readonly version?: string };
  readonly from: readonly FieldSpec[];
}

/** What stands before the names of others in the kinds that people write most: a text without it names none, or none that matters to rules. */
export const mayName =
  /(?:[cC]onfigMap|[sS]ecret)(?:KeyRef|Ref)?["']?:|(?:secretName|serviceAccountName|claimName|priorityClassName|scaleTargetRef|roleRef|subjects|imagePullSecrets|backend|defaultBackend|serviceName)["']?:/;

/** Where the pod spec of a kind stands. */
const podSpecs: Readonly<Record<string, string>> = {
  Pod: 'spec',
  PodTemplate: 'template/spec',
  Deployment: 'spec/template/spec',
  ReplicaSet: 'spec/template/spec',
  DaemonSet: 'spec/template/spec',
  StatefulSet: 'spec/template/spec',
  Job: 'spec/template/spec',
  CronJob: 'spec/jobTemplate/spec/template/spec',
  ReplicationController: 'spec/template/spec',
};

function inPods(paths: readonly string[], without: readonly string[]): readonly FieldSpec[] {
  return Object.entries(podSpecs)
    .filter(([kind]) => !without.includes(kind))
    .flatMap(([kind, base]) => paths.map((path) => ({ kind, path: `${base}/${path}` })));
}

const rbac = 'rbac.authorization.k8s.io';
const containerLists = ['containers', 'initContainers'];
const roles: readonly FieldSpec[] = ['Role', 'ClusterRole'].map((kind) => ({ kind, path: 'rules/resourceNames' }));
const scaled = (kind: string): NameReference => ({
  target: { kind },
  from: [{ kind: 'HorizontalPodAutoscaler', path: 'spec/scaleTargetRef/name' }],
});
const at = (kind: string, ...paths: readonly string[]): readonly FieldSpec[] => paths.map((path) => ({ kind, path }));

const configMap: NameReference = {
  target: { kind: 'ConfigMap', version: 'v1' },
  from: [
    ...inPods(
      [
        'volumes/configMap/name',
        'volumes/projected/sources/configMap/name',
        ...containerLists.flatMap((it) => [
          `${it}/env/valueFrom/configMapKeyRef/name`,
          `${it}/envFrom/configMapRef/name`,
        ]),
      ],
      ['ReplicationController'],
    ),
    ...at('Node', 'spec/configSource/configMap'),
    ...roles,
    ...at('Ingress', 'metadata/annotations/nginx.ingress.kubernetes.io\\/fastcgi-params-configmap'),
  ],
};

const secret: NameReference = {
  target: { kind: 'Secret', version: 'v1' },
  from: [
    ...inPods(
      [
        'volumes/secret/secretName',
        'volumes/projected/sources/secret/name',
        'imagePullSecrets/name',
        ...containerLists.flatMap((it) => [`${it}/env/valueFrom/secretKeyRef/name`, `${it}/envFrom/secretRef/name`]),
      ],
      ['ReplicationController'],
    ),
    ...at(
      'Ingress',
      'spec/tls/secretName',
      'metadata/annotations/ingress.kubernetes.io\\/auth-secret',
      'metadata/annotations/nginx.ingress.kubernetes.io\\/auth-secret',
      'metadata/annotations/nginx.ingress.kubernetes.io\\/auth-tls-secret',
    ),
    ...at('ServiceAccount', 'imagePullSecrets/name'),
    ...at(
      'StorageClass',
      'parameters/secretName',
      'parameters/adminSecretName',
      'parameters/userSecretName',
      'parameters/secretRef',
    ),
    ...roles,
    ...at('PersistentVolume', 'spec/azureFile/secretName'),
  ],
};

const service: NameReference = {
  target: { kind: 'Service', version: 'v1' },
  from: [
    { kind: 'StatefulSet', group: 'apps', path: 'spec/serviceName' },
    ...at(
      'Ingress',
      'spec/rules/http/paths/backend/serviceName',
      'spec/backend/serviceName',
      'spec/rules/http/paths/backend/service/name',
      'spec/defaultBackend/service/name',
    ),
    { kind: 'APIService', group: 'apiregistration.k8s.io', path: 'spec/service/name' },
    ...['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'].map((kind) => ({
      kind,
      group: 'admissionregistration.k8s.io',
      path: 'webhooks/clientConfig/service',
    })),
  ],
};

const accounts: NameReference = {
  target: { kind: 'ServiceAccount', version: 'v1' },
  from: [
    ...['RoleBinding', 'ClusterRoleBinding'].map((kind) => ({ kind, group: rbac, path: 'subjects' })),
    ...inPods(['serviceAccountName'], ['PodTemplate', 'ReplicaSet']),
  ],
};

const volumes: readonly NameReference[] = [
  {
    target: { kind: 'PersistentVolumeClaim', version: 'v1' },
    from: inPods(['volumes/persistentVolumeClaim/claimName'], ['PodTemplate', 'ReplicaSet']),
  },
  {
    target: { kind: 'PersistentVolume', version: 'v1' },
    from: [...at('PersistentVolumeClaim', 'spec/volumeName'), ...at('ClusterRole', 'rules/resourceNames')],
  },
  {
    target: { kind: 'StorageClass', version: 'v1', group: 'storage.k8s.io' },
    from: [
      ...at('PersistentVolume', 'spec/storageClassName'),
      ...at('PersistentVolumeClaim', 'spec/storageClassName'),
      ...at('StatefulSet', 'spec/volumeClaimTemplates/spec/storageClassName'),
    ],
  },
];

/** Which kinds name which, as far as kustomize knows (builtinpluginconsts/namereference.go). */
export const nameReferences: readonly NameReference[] = [
  ...['Deployment', 'ReplicationController', 'ReplicaSet', 'StatefulSet'].map(scaled),
  configMap,
  secret,
  service,
  { target: { kind: 'Role', group: rbac }, from: [{ kind: 'RoleBinding', group: rbac, path: 'roleRef/name' }] },
  {
    target: { kind: 'ClusterRole', group: rbac },
    from: ['RoleBinding', 'ClusterRoleBinding'].map((kind) => ({ kind, group: rbac, path: 'roleRef/name' })),
  },
  accounts,
  ...volumes,
  {
    target: { kind: 'PriorityClass', version: 'v1', group: 'scheduling.k8s.io' },
    from: inPods(['priorityClassName'], ['PodTemplate', 'ReplicaSet']),
  },
  {
    target: { kind: 'ValidatingAdmissionPolicy', group: 'admissionregistration.k8s.io' },
    from: [
      {
        kind: 'ValidatingAdmissionPolicyBinding',
        group: 'admissionregistration.k8s.io',
        path: 'spec/policyName',
      },
    ],
  },
];
