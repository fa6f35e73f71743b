import type { Schema } from '../../src/language/schema/schema.ts';
import {
  full,
  ip,
  label,
  labelKey,
  labelKeys,
  labelValue,
  must,
  named,
  natural,
  oneOf,
  port,
  portOrName,
  some,
} from './forms.ts';
import { subdomain, subdomainOrNone, withSpec } from './forms.ts';

const user: Schema = { minimum: 0, maximum: 2_147_483_647 };
/** A name of the environment: anything that can be printed, but no "=". */
const variable: Schema = { minLength: 1, pattern: '^[ -<>-~]+$' };
const nameOfPort: Schema = { maxLength: 15, pattern: '^(|([0-9a-z]-?)*[a-z](-?[0-9a-z])*)$' };
const fieldPath =
  "^(metadata[.](name|namespace|uid|labels|annotations|labels\\['.+'\\]|annotations\\['.+'\\])|spec[.](nodeName|serviceAccountName|hostname|subdomain)|status[.](hostIP|hostIPs|podIP|podIPs|phase))$";

const probesOnce = ['livenessProbe', 'startupProbe'].map((probe) =>
  must(
    `!has(self.${probe}) || !has(self.${probe}.successThreshold) || self.${probe}.successThreshold <= 1`,
    `successThreshold of a ${probe} must be 1`,
  ),
);

const sources = [
  ...['configMap', 'secret', 'emptyDir', 'persistentVolumeClaim', 'hostPath', 'nfs', 'projected', 'csi', 'downwardAPI'],
  ...['ephemeral', 'iscsi', 'image', 'cephfs', 'rbd', 'fc', 'glusterfs', 'cinder', 'azureFile', 'azureDisk', 'gitRepo'],
];

/** Containers: what they run, hear, read and may. */
const containerFacts: Readonly<Record<string, Schema>> = {
  'core.v1.Container': {
    required: ['name', 'image'],
    properties: { name: label, image: full },
    rules: probesOnce,
  },
  'core.v1.ContainerPort': {
    properties: { containerPort: port, hostPort: { minimum: 0, maximum: 65_535 }, name: nameOfPort },
  },
  'core.v1.EnvVar': {
    required: ['name'],
    properties: { name: variable },
    rules: [
      must("!has(self.valueFrom) || !has(self.value) || self.value == ''", 'value and valueFrom cannot both be set'),
    ],
  },
  'core.v1.EnvVarSource': {
    rules: [
      oneOf(
        ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef'],
        '==',
        'valueFrom is one of configMapKeyRef, secretKeyRef, fieldRef and resourceFieldRef',
      ),
    ],
  },
  'core.v1.EnvFromSource': {
    rules: [oneOf(['configMapRef', 'secretRef'], '==', 'envFrom is a configMapRef or a secretRef')],
  },
  'core.v1.ObjectFieldSelector': { properties: { fieldPath: { pattern: fieldPath } } },
  'core.v1.ExecAction': { required: ['command'], properties: { command: some } },
  'core.v1.HTTPGetAction': { properties: { port: portOrName } },
  'core.v1.TCPSocketAction': { properties: { port: portOrName } },
  'core.v1.Probe': {
    properties: {
      initialDelaySeconds: natural,
      periodSeconds: natural,
      timeoutSeconds: natural,
      successThreshold: natural,
      failureThreshold: natural,
    },
    rules: [
      oneOf(['exec', 'grpc', 'httpGet', 'tcpSocket'], '==', 'a probe is one of exec, grpc, httpGet and tcpSocket'),
    ],
  },
  'core.v1.LifecycleHandler': {
    rules: [
      oneOf(['exec', 'httpGet', 'sleep', 'tcpSocket'], '==', 'a handler is one of exec, httpGet, sleep and tcpSocket'),
    ],
  },
  'core.v1.SecurityContext': {
    properties: { runAsUser: user, runAsGroup: user },
    rules: [
      must(
        '!has(self.privileged) || !self.privileged || !has(self.allowPrivilegeEscalation) || self.allowPrivilegeEscalation',
        'allowPrivilegeEscalation cannot be false in a privileged container',
      ),
    ],
  },
};

/** What is mounted, and from where. */
const volumeFacts: Readonly<Record<string, Schema>> = {
  'core.v1.Volume': { properties: { name: label }, rules: [oneOf(sources, '<=', 'a volume has one source')] },
  'core.v1.VolumeMount': { properties: { name: full, mountPath: full } },
  'core.v1.HostPathVolumeSource': { properties: { path: full } },
  'core.v1.NFSVolumeSource': { properties: { server: full, path: { pattern: '^/' } } },
  // The OpenAPI says so, and server-side apply knows the items of lists by it.
  'core.v1.LocalObjectReference': { properties: { name: { default: '' } } },
  'core.v1.ConfigMapEnvSource': { required: ['name'], properties: { name: { minLength: 1, ...subdomain } } },
  'core.v1.SecretEnvSource': { required: ['name'], properties: { name: { minLength: 1, ...subdomain } } },
  'core.v1.EmptyDirVolumeSource': { properties: { sizeLimit: { minimum: 0 } } },
  'core.v1.ConfigMapVolumeSource': named,
  'core.v1.ConfigMapProjection': named,
  'core.v1.SecretProjection': named,
  'core.v1.ConfigMapKeySelector': named,
  'core.v1.SecretKeySelector': named,
  'core.v1.SecretVolumeSource': { required: ['secretName'], properties: { secretName: full } },
  'core.v1.ServiceAccountTokenProjection': {
    properties: { expirationSeconds: { minimum: 600, maximum: 4_294_967_296 } },
  },
};

/** Where pods run, and for how long. */
const placeFacts: Readonly<Record<string, Schema>> = {
  'core.v1.PodSecurityContext': { properties: { runAsUser: user, runAsGroup: user, fsGroup: user } },
  'core.v1.TopologySpreadConstraint': { properties: { maxSkew: { minimum: 1 }, topologyKey: full } },
  'core.v1.Toleration': {
    properties: { key: { pattern: `^$|${labelKey}` }, value: labelValue },
    rules: [
      must(
        "!has(self.tolerationSeconds) || has(self.effect) && self.effect == 'NoExecute'",
        'tolerationSeconds needs the effect NoExecute',
      ),
      must(
        "!has(self.operator) || self.operator != 'Exists' || !has(self.value) || self.value == ''",
        'a toleration with the operator Exists has no value',
      ),
      must(
        "has(self.key) && self.key != '' || has(self.operator) && self.operator == 'Exists'",
        'a toleration without a key needs the operator Exists',
      ),
    ],
  },
  'core.v1.NodeSelectorRequirement': {
    rules: [
      must(
        "!(self.operator in ['Exists', 'DoesNotExist']) || !has(self.values) || size(self.values) == 0",
        'Exists and DoesNotExist have no values',
      ),
      must(
        "!(self.operator in ['In', 'NotIn']) || has(self.values) && size(self.values) > 0",
        'In and NotIn need values',
      ),
    ],
  },
  'core.v1.HostAlias': { properties: { ip, hostnames: { items: { minLength: 1, ...subdomain } } } },
  'core.v1.WeightedPodAffinityTerm': { properties: { weight: { minimum: 1, maximum: 100 } } },
  'core.v1.PreferredSchedulingTerm': { properties: { weight: { minimum: 1, maximum: 100 } } },
  'core.v1.PodDNSConfig': { properties: { nameservers: { maxItems: 3, items: ip } } },
  'core.v1.PodDNSConfigOption': named,
  'core.v1.PodSpec': {
    properties: {
      containers: some,
      priorityClassName: subdomainOrNone,
      serviceAccountName: { maxLength: 253 },
      activeDeadlineSeconds: { minimum: 1 },
      terminationGracePeriodSeconds: natural,
      nodeSelector: {
        additional: labelValue,
        rules: [labelKeys('a nodeSelector')],
      },
    },
  },
  'core.v1.PodTemplateSpec': withSpec,
  'core.v1.Pod': withSpec,
};

/** Pods and what they are made of. */
export const podFacts: Readonly<Record<string, Schema>> = { ...containerFacts, ...volumeFacts, ...placeFacts };
