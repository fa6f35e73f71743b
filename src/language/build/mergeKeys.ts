import type { Identity } from './identity.ts';

/** How a strategic merge treats a field: lists with `keys` are merged item by item (an empty list of keys: plain values as a set). */
export interface MergeRule {
  readonly keys?: readonly string[];
  readonly of?: Readonly<Record<string, MergeRule>>;
}

const byName: MergeRule = { keys: ['name'] };

const container: MergeRule = {
  keys: ['name'],
  of: {
    env: byName,
    ports: { keys: ['containerPort', 'protocol'] },
    volumeMounts: { keys: ['mountPath'] },
    volumeDevices: { keys: ['devicePath'] },
  },
};

const podSpec: MergeRule = {
  of: {
    containers: container,
    initContainers: container,
    ephemeralContainers: container,
    volumes: byName,
    imagePullSecrets: byName,
    hostAliases: { keys: ['ip'] },
    topologySpreadConstraints: { keys: ['topologyKey', 'whenUnsatisfiable'] },
  },
};

const metadata: MergeRule = { of: { finalizers: { keys: [] }, ownerReferences: { keys: ['uid'] } } };
const template: MergeRule = { of: { metadata, spec: podSpec } };
const withTemplate: MergeRule = { of: { metadata, spec: { of: { template } } } };
const jobSpec: MergeRule = { of: { template } };
const webhooks: MergeRule = { of: { metadata, webhooks: byName } };

/** By group and kind (Kubernetes API, `x-kubernetes-patch-merge-key`). In kinds without a row every list is replaced as a whole. */
const rules: Readonly<Record<string, MergeRule>> = {
  '/Pod': { of: { metadata, spec: podSpec } },
  '/PodTemplate': { of: { metadata, template } },
  '/ReplicationController': withTemplate,
  'apps/Deployment': withTemplate,
  'apps/StatefulSet': withTemplate,
  'apps/DaemonSet': withTemplate,
  'apps/ReplicaSet': withTemplate,
  'batch/Job': { of: { metadata, spec: jobSpec } },
  'batch/CronJob': { of: { metadata, spec: { of: { jobTemplate: { of: { metadata, spec: jobSpec } } } } } },
  '/Service': { of: { metadata, spec: { of: { ports: { keys: ['port', 'protocol'] } } } } },
  '/ServiceAccount': { of: { metadata, secrets: byName } },
  'admissionregistration.k8s.io/MutatingWebhookConfiguration': webhooks,
  'admissionregistration.k8s.io/ValidatingWebhookConfiguration': webhooks,
};

/** Groups whose kinds kustomize has a schema for, so that their finalizers are merged. */
const known = /^(|apps|batch|policy|autoscaling|[a-z.]+\.k8s\.io)$/;

/** The rule for the fields of a kind. */
export function mergeRuleOf({ group, kind }: Pick<Identity, 'group' | 'kind'>): MergeRule {
  return rules[`${group}/${kind}`] ?? (known.test(group) ? { of: { metadata } } : {});
}
