import type { Schema } from '../../src/language/schema/schema.ts';
import { webhookFacts, networkFacts } from './beyondNetwork.ts';
import { podFacts } from './beyondPods.ts';
import { storageFacts } from './beyondStorage.ts';
import { unasked } from './unasked.ts';

/** A definition with what the API server asks besides what its OpenAPI says. */
export function withBeyond(name: string, schema: Schema): Schema {
  const all = [beyond, podFacts].reduce(
    (it, facts) => (facts[name] === undefined ? it : merged(it, facts[name])),
    schema,
  );
  const free = unasked[name];
  if (free === undefined || all.required === undefined) return all;
  return { ...all, required: all.required.filter((it) => !free.includes(it)) };
}

/** A schema with what another says more about it; that one names only fields that are there. */
export function merged(schema: Schema, more: Schema): Schema {
  const properties = { ...schema.properties };
  for (const [field, it] of Object.entries(more.properties ?? {})) {
    const known = properties[field];
    if (known === undefined) throw new Error(`there is no field ${field} to say more about`);
    properties[field] = known.ref === undefined ? merged(known, it) : known;
  }
  const required = [...new Set([...(schema.required ?? []), ...(more.required ?? [])])];
  return {
    ...schema,
    ...more,
    ...(schema.properties !== undefined && { properties }),
    ...(schema.items !== undefined && more.items !== undefined ? { items: merged(schema.items, more.items) } : {}),
    ...(schema.additional !== undefined && typeof schema.additional === 'object' && typeof more.additional === 'object'
      ? { additional: { ...schema.additional, ...more.additional } }
      : {}),
    ...(required.length > 0 && { required }),
    ...(schema.rules !== undefined && more.rules !== undefined && { rules: [...schema.rules, ...more.rules] }),
  };
}

const full: Schema = { minLength: 1 };
const some: Schema = { minItems: 1 };
const word: Schema = { minLength: 1, maxLength: 63, pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$' };
const user: Schema = { minimum: 0, maximum: 2_147_483_647 };
const natural: Schema = { minimum: 0 };
const port: Schema = { minimum: 1, maximum: 65_535 };
const named = { required: ['name'], properties: { name: full } } as const satisfies Schema;
const withSpec: Schema = { required: ['spec'] };
/** The name of a port has a letter. */
const portOrName: Schema = { ...port, pattern: '^([0-9a-z]-?)*[a-z](-?[0-9a-z])*$' };
const subdomain: Schema = {
  maxLength: 253,
  pattern: '^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*)?$',
};
const share: Schema = { pattern: '^[0-9]+%$' };
const selects = {
  rule: '!has(self.selector.matchLabels) || has(self.template.metadata) && has(self.template.metadata.labels) && self.selector.matchLabels.all(k, k in self.template.metadata.labels && self.template.metadata.labels[k] == self.selector.matchLabels[k])',
  message: 'the selector does not match the labels of the template',
};
const always = {
  rule: "!has(self.template.spec.restartPolicy) || self.template.spec.restartPolicy == 'Always'",
  message: 'restartPolicy of the template must be Always',
};
const workload: Schema = { rules: [selects, always] };
const resourceRule = {
  rule: 'has(self.nonResourceURLs) && size(self.nonResourceURLs) > 0 || has(self.apiGroups) && size(self.apiGroups) > 0 && has(self.resources) && size(self.resources) > 0',
  message: 'a rule needs apiGroups and resources, or nonResourceURLs',
};

/**
 * What `k8s.io/kubernetes/pkg/apis/GROUP/validation` asks of fields by hand, so far as it holds for one object whatever the cluster: seen in the
 * answers of a real API server (test/cluster/truth.test.ts).
 */
const beyond: Readonly<Record<string, Schema>> = {
  ...networkFacts,
  ...webhookFacts,
  ...storageFacts,
  'core.v1.Container': { required: ['name', 'image'], properties: { name: word, image: full } },
  'core.v1.ContainerPort': {
    properties: {
      containerPort: port,
      hostPort: { minimum: 0, maximum: 65_535 },
      name: { maxLength: 15, pattern: '^(|([0-9a-z]-?)*[a-z](-?[0-9a-z])*)$' },
    },
  },
  'core.v1.EnvVar': named,
  'core.v1.Volume': { properties: { name: word } },
  'core.v1.VolumeMount': { properties: { name: full, mountPath: full } },
  'core.v1.ConfigMapVolumeSource': named,
  'core.v1.ConfigMapProjection': named,
  'core.v1.SecretProjection': named,
  'core.v1.ConfigMapKeySelector': named,
  'core.v1.SecretKeySelector': named,
  'core.v1.SecretVolumeSource': { required: ['secretName'], properties: { secretName: full } },
  'core.v1.ServiceAccountTokenProjection': { properties: { expirationSeconds: { minimum: 600 } } },
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
  },
  'core.v1.SecurityContext': { properties: { runAsUser: user, runAsGroup: user } },
  'core.v1.PodSecurityContext': { properties: { runAsUser: user, runAsGroup: user, fsGroup: user } },
  'core.v1.TopologySpreadConstraint': { properties: { maxSkew: { minimum: 1 }, topologyKey: full } },
  'core.v1.Toleration': {
    rules: [
      {
        rule: "!has(self.tolerationSeconds) || has(self.effect) && self.effect == 'NoExecute'",
        message: 'tolerationSeconds needs the effect NoExecute',
      },
    ],
  },
  'core.v1.PodSpec': {
    properties: {
      containers: some,
      priorityClassName: subdomain,
      serviceAccountName: { maxLength: 253 },
      activeDeadlineSeconds: { minimum: 1 },
      terminationGracePeriodSeconds: natural,
    },
  },
  'core.v1.PodTemplateSpec': withSpec,
  'batch.v1.JobTemplateSpec': withSpec,
  'core.v1.Pod': withSpec,
  'apps.v1.Deployment': withSpec,
  'apps.v1.StatefulSet': withSpec,
  'apps.v1.DaemonSet': withSpec,
  'apps.v1.ReplicaSet': withSpec,
  'batch.v1.Job': withSpec,
  'batch.v1.CronJob': withSpec,
  'autoscaling.v2.HorizontalPodAutoscaler': withSpec,
  'apps.v1.DeploymentSpec': { ...workload, properties: { replicas: natural, minReadySeconds: natural } },
  'apps.v1.StatefulSetSpec': { ...workload, properties: { replicas: natural, minReadySeconds: natural } },
  'apps.v1.ReplicaSetSpec': { ...workload, properties: { replicas: natural, minReadySeconds: natural } },
  'apps.v1.DaemonSetSpec': workload,
  'apps.v1.RollingUpdateDeployment': { properties: { maxSurge: share, maxUnavailable: share } },
  'apps.v1.RollingUpdateDaemonSet': { properties: { maxSurge: share, maxUnavailable: share } },
  'apps.v1.DeploymentStrategy': {
    rules: [
      {
        rule: "!has(self.rollingUpdate) || !has(self.type) || self.type != 'Recreate'",
        message: 'rollingUpdate cannot be set when the type is Recreate',
      },
    ],
  },
  'batch.v1.JobSpec': {
    properties: {
      backoffLimit: natural,
      completions: natural,
      parallelism: natural,
      activeDeadlineSeconds: natural,
      ttlSecondsAfterFinished: natural,
    },
    rules: [
      {
        rule: "has(self.template.spec.restartPolicy) && self.template.spec.restartPolicy in ['OnFailure', 'Never']",
        message: 'restartPolicy of the template must be OnFailure or Never',
      },
    ],
  },
  'batch.v1.CronJobSpec': {
    properties: {
      schedule: {
        pattern: '^\\s*(@(yearly|annually|monthly|weekly|daily|midnight|hourly)|@every \\S+|\\S+(\\s+\\S+){4})\\s*$',
      },
      timeZone: { format: 'time-zone' },
      startingDeadlineSeconds: natural,
      successfulJobsHistoryLimit: natural,
      failedJobsHistoryLimit: natural,
    },
  },
  'autoscaling.v2.HorizontalPodAutoscalerSpec': {
    properties: { maxReplicas: { minimum: 1 }, minReplicas: natural },
    rules: [
      {
        rule: '!has(self.minReplicas) || self.maxReplicas >= self.minReplicas',
        message: 'maxReplicas must not be less than minReplicas',
      },
    ],
  },
  'autoscaling.v2.CrossVersionObjectReference': {
    required: ['apiVersion'],
    properties: { apiVersion: full, kind: full, name: full },
  },
  'autoscaling.v2.HPAScalingRules': { properties: { stabilizationWindowSeconds: { minimum: 0, maximum: 3600 } } },
  'autoscaling.v2.MetricSpec': {
    properties: { type: { enum: ['ContainerResource', 'External', 'Object', 'Pods', 'Resource'] } },
  },
  'autoscaling.v2.MetricTarget': {
    rules: [
      {
        rule: 'has(self.averageUtilization) || has(self.averageValue) || has(self.value)',
        message: 'set averageUtilization, averageValue or value',
      },
    ],
  },
  'policy.v1.PodDisruptionBudgetSpec': {
    properties: { minAvailable: share, maxUnavailable: share },
    rules: [
      {
        rule: '!has(self.minAvailable) || !has(self.maxUnavailable)',
        message: 'minAvailable and maxUnavailable cannot both be set',
      },
    ],
  },
  'rbac.v1.RoleRef': { properties: { kind: { enum: ['Role', 'ClusterRole'] }, name: full } },
  'rbac.v1.ClusterRoleBinding': {
    rules: [{ rule: "self.roleRef.kind == 'ClusterRole'", message: 'roleRef must name a ClusterRole' }],
  },
  'rbac.v1.Subject': { properties: { kind: { enum: ['ServiceAccount', 'User', 'Group'] }, name: full } },
  'rbac.v1.PolicyRule': { properties: { verbs: some }, rules: [resourceRule] },
  'coordination.v1.LeaseSpec': { properties: { leaseTransitions: natural, leaseDurationSeconds: { minimum: 1 } } },
  'flowcontrol.v1.FlowDistinguisherMethod': { properties: { type: { enum: ['ByNamespace', 'ByUser'] } } },
  'flowcontrol.v1.LimitResponse': { properties: { type: { enum: ['Queue', 'Reject'] } } },
  'flowcontrol.v1.PriorityLevelConfigurationSpec': {
    rules: [
      { rule: "self.type != 'Limited' || has(self.limited)", message: 'limited must be set when the type is Limited' },
    ],
  },
  'flowcontrol.v1.PriorityLevelConfiguration': withSpec,
  'flowcontrol.v1.Subject': {
    rules: [
      {
        rule: "self.kind == 'User' && has(self.user) || self.kind == 'Group' && has(self.group) || self.kind == 'ServiceAccount' && has(self.serviceAccount)",
        message: 'set user, group or serviceAccount, as kind says',
      },
    ],
  },
  'flowcontrol.v1.ResourcePolicyRule': { properties: { apiGroups: some, resources: some, verbs: some } },
  'flowcontrol.v1.FlowSchemaSpec': { properties: { matchingPrecedence: { minimum: 1, maximum: 10_000 } } },
  'meta.v1.LabelSelector': {
    properties: {
      matchLabels: { additional: { maxLength: 63, pattern: '^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$' } },
    },
  },
  'meta.v1.LabelSelectorRequirement': {
    properties: { operator: { enum: ['In', 'NotIn', 'Exists', 'DoesNotExist'] } },
    rules: [
      {
        rule: "self.operator in ['Exists', 'DoesNotExist'] || has(self.values) && size(self.values) > 0",
        message: 'In and NotIn need values',
      },
    ],
  },
};
