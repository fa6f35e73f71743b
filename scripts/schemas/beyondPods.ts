import type { Schema } from '../../src/language/schema/schema.ts';

type Rule = NonNullable<Schema['rules']>[number];

/** A rule that at most, or just, one of some fields is there. */
function oneOf(fields: readonly string[], compare: '<=' | '==', message: string): Rule {
  const there = fields.map((it) => `(has(self.${it}) ? 1 : 0)`).join(' + ');
  return { rule: `${there} ${compare} 1`, message };
}

/** A rule for Secrets of a type: which keys they need, of which one is enough where `any` is set. */
function keysOf(type: string, keys: readonly string[], message: string, any = false): Rule {
  const has = (key: string) =>
    `(has(self.data) && '${key}' in self.data || has(self.stringData) && '${key}' in self.stringData)`;
  const found = keys.map(has).join(any ? ' || ' : ' && ');
  return { rule: `!has(self.type) || self.type != '${type}' || ${found}`, message };
}

const dataKeys: Schema = {
  rules: [
    {
      rule: "self.all(key, key.matches('^[-._a-zA-Z0-9]{1,253}$'))",
      message: 'keys may have letters, digits, "-", "_" and "."',
    },
  ],
};

const probesOnce = ['livenessProbe', 'startupProbe'].map((probe) => ({
  rule: `!has(self.${probe}) || !has(self.${probe}.successThreshold) || self.${probe}.successThreshold <= 1`,
  message: `successThreshold of a ${probe} must be 1`,
}));

const podVolumes = [
  ...['configMap', 'secret', 'emptyDir', 'persistentVolumeClaim', 'hostPath', 'nfs', 'projected', 'csi', 'downwardAPI'],
  ...['ephemeral', 'iscsi', 'image', 'cephfs', 'rbd', 'fc', 'glusterfs', 'cinder', 'azureFile', 'azureDisk', 'gitRepo'],
];

const volumes = [
  ...['awsElasticBlockStore', 'azureDisk', 'azureFile', 'cephfs', 'cinder', 'csi', 'fc', 'flexVolume', 'flocker'],
  ...['gcePersistentDisk', 'glusterfs', 'hostPath', 'iscsi', 'local', 'nfs', 'photonPersistentDisk', 'portworxVolume'],
  ...['quobyte', 'rbd', 'scaleIO', 'storageos', 'vsphereVolume'],
];

/** Pods and what they use: more of what `k8s.io/kubernetes/pkg/apis/core/validation` asks, each seen in the answers of a real API server. */
export const podFacts: Readonly<Record<string, Schema>> = {
  'core.v1.Container': {
    properties: { image: { pattern: '^\\S(.*\\S)?$' } },
    rules: probesOnce,
  },
  'core.v1.Probe': {
    rules: [
      oneOf(['exec', 'grpc', 'httpGet', 'tcpSocket'], '==', 'a probe is one of exec, grpc, httpGet and tcpSocket'),
    ],
  },
  'core.v1.EnvVar': {
    properties: { name: { pattern: '^[ -<>-~]+$' } },
    rules: [
      {
        rule: "!has(self.valueFrom) || !has(self.value) || self.value == ''",
        message: 'value and valueFrom cannot both be set',
      },
    ],
  },
  'core.v1.Volume': { rules: [oneOf(podVolumes, '<=', 'a volume has one source')] },
  'core.v1.PersistentVolumeSpec': {
    rules: [oneOf(volumes, '==', 'a PersistentVolume has one source, such as csi or nfs')],
  },
  'core.v1.SecurityContext': {
    rules: [
      {
        rule: '!has(self.privileged) || !self.privileged || !has(self.allowPrivilegeEscalation) || self.allowPrivilegeEscalation',
        message: 'allowPrivilegeEscalation cannot be false in a privileged container',
      },
    ],
  },
  'core.v1.Toleration': {
    rules: [
      {
        rule: "!has(self.operator) || self.operator != 'Exists' || !has(self.value) || self.value == ''",
        message: 'a toleration with the operator Exists has no value',
      },
    ],
  },
  'core.v1.NodeSelectorRequirement': {
    rules: [
      {
        rule: "!(self.operator in ['Exists', 'DoesNotExist']) || !has(self.values) || size(self.values) == 0",
        message: 'Exists and DoesNotExist have no values',
      },
      {
        rule: "!(self.operator in ['In', 'NotIn']) || has(self.values) && size(self.values) > 0",
        message: 'In and NotIn need values',
      },
    ],
  },
  'core.v1.ServiceSpec': {
    rules: [
      {
        rule: "!has(self.ports) || has(self.type) && self.type in ['NodePort', 'LoadBalancer'] || self.ports.all(it, !has(it.nodePort) || it.nodePort == 0)",
        message: 'nodePort needs the type NodePort or LoadBalancer',
      },
    ],
  },
  'core.v1.ConfigMap': { properties: { data: dataKeys, binaryData: dataKeys } },
  'core.v1.Secret': {
    properties: { data: dataKeys, stringData: dataKeys },
    rules: [
      keysOf(
        'kubernetes.io/tls',
        ['tls.crt', 'tls.key'],
        'a Secret of type kubernetes.io/tls needs tls.crt and tls.key',
      ),
      keysOf(
        'kubernetes.io/dockerconfigjson',
        ['.dockerconfigjson'],
        'a Secret of type kubernetes.io/dockerconfigjson needs .dockerconfigjson',
      ),
      keysOf(
        'kubernetes.io/basic-auth',
        ['username', 'password'],
        'a Secret of type kubernetes.io/basic-auth needs username or password',
        true,
      ),
      keysOf(
        'kubernetes.io/ssh-auth',
        ['ssh-privatekey'],
        'a Secret of type kubernetes.io/ssh-auth needs ssh-privatekey',
      ),
    ],
  },
  'rbac.v1.Subject': {
    rules: [
      {
        rule: "self.kind != 'ServiceAccount' || !has(self.apiGroup) || self.apiGroup == ''",
        message: 'a ServiceAccount has no apiGroup',
      },
      {
        rule: "!(self.kind in ['User', 'Group']) || !has(self.apiGroup) || self.apiGroup in ['', 'rbac.authorization.k8s.io']",
        message: 'the apiGroup of a User or Group is rbac.authorization.k8s.io',
      },
    ],
  },
};
