import type { Schema } from '../../src/language/schema/schema.ts';
import { full, must, natural, positive, withSpec } from './forms.ts';

const share: Schema = { minimum: 0, pattern: '^[0-9]+%$' };
const counted = { replicas: natural, minReadySeconds: natural };
const remembered = { ...counted, revisionHistoryLimit: natural };
const selects = must(
  '!has(self.selector.matchLabels) || has(self.template.metadata) && has(self.template.metadata.labels) && self.selector.matchLabels.all(k, k in self.template.metadata.labels && self.template.metadata.labels[k] == self.selector.matchLabels[k])',
  'the selector does not match the labels of the template',
);
const chooses = must(
  'has(self.selector.matchLabels) && size(self.selector.matchLabels) > 0 || has(self.selector.matchExpressions) && size(self.selector.matchExpressions) > 0',
  'the selector is empty',
);
const always = must(
  "!has(self.template.spec.restartPolicy) || self.template.spec.restartPolicy == 'Always'",
  'restartPolicy of the template must be Always',
);

/** The field that each type of metric needs. */
const metrics = {
  ContainerResource: 'containerResource',
  External: 'external',
  Object: 'object',
  Pods: 'pods',
  Resource: 'resource',
};

/** What keeps pods running. */
export const workloadFacts: Readonly<Record<string, Schema>> = {
  'batch.v1.JobTemplateSpec': withSpec,
  'apps.v1.Deployment': withSpec,
  'apps.v1.StatefulSet': withSpec,
  'apps.v1.DaemonSet': withSpec,
  'apps.v1.ReplicaSet': withSpec,
  'batch.v1.Job': withSpec,
  'batch.v1.CronJob': withSpec,
  'autoscaling.v2.HorizontalPodAutoscaler': withSpec,
  'apps.v1.DeploymentSpec': {
    properties: { ...remembered, progressDeadlineSeconds: natural },
    rules: [
      selects,
      always,
      chooses,
      must(
        '(has(self.minReadySeconds) ? self.minReadySeconds : 0) < (has(self.progressDeadlineSeconds) ? self.progressDeadlineSeconds : 600)',
        'progressDeadlineSeconds must be greater than minReadySeconds',
      ),
    ],
  },
  'apps.v1.StatefulSetSpec': { properties: remembered, rules: [selects, always, chooses] },
  'apps.v1.ReplicaSetSpec': { required: ['template'], properties: counted, rules: [selects, always, chooses] },
  'apps.v1.DaemonSetSpec': {
    properties: { minReadySeconds: natural, revisionHistoryLimit: natural },
    rules: [selects, always, chooses],
  },
  'apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy': {
    properties: { whenDeleted: { enum: ['', 'Retain', 'Delete'] }, whenScaled: { enum: ['', 'Retain', 'Delete'] } },
  },
  'autoscaling.v2.ResourceMetricSource': { properties: { name: full } },
  'apps.v1.RollingUpdateStatefulSetStrategy': { properties: { partition: natural } },
  'apps.v1.RollingUpdateDeployment': { properties: { maxSurge: share, maxUnavailable: share } },
  'apps.v1.RollingUpdateDaemonSet': { properties: { maxSurge: share, maxUnavailable: share } },
  'apps.v1.DeploymentStrategy': {
    rules: [
      must(
        "!has(self.rollingUpdate) || !has(self.type) || self.type != 'Recreate'",
        'rollingUpdate cannot be set when the type is Recreate',
      ),
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
      must(
        "has(self.template.spec.restartPolicy) && self.template.spec.restartPolicy in ['OnFailure', 'Never']",
        'restartPolicy of the template must be OnFailure or Never',
      ),
    ],
  },
  'batch.v1.CronJobSpec': {
    properties: {
      schedule: {
        format: 'cron',
        pattern: '^\\s*(@(yearly|annually|monthly|weekly|daily|midnight|hourly)|@every \\S+|\\S+(\\s+\\S+){4})\\s*$',
      },
      timeZone: { minLength: 1, format: 'time-zone' },
      startingDeadlineSeconds: natural,
      successfulJobsHistoryLimit: natural,
      failedJobsHistoryLimit: natural,
    },
  },
  'autoscaling.v2.HorizontalPodAutoscalerSpec': {
    properties: { maxReplicas: { minimum: 1 }, minReplicas: natural },
    rules: [
      must(
        '!has(self.minReplicas) || self.maxReplicas >= self.minReplicas',
        'maxReplicas must not be less than minReplicas',
      ),
      must(
        "!has(self.minReplicas) || self.minReplicas > 0 || has(self.metrics) && self.metrics.exists(it, it.type in ['Object', 'External'])",
        'minReplicas of 0 needs a metric of type Object or External',
      ),
    ],
  },
  'autoscaling.v2.CrossVersionObjectReference': {
    required: ['apiVersion'],
    properties: { apiVersion: full, kind: full, name: full },
  },
  'autoscaling.v2.HPAScalingRules': {
    properties: {
      stabilizationWindowSeconds: { minimum: 0, maximum: 3600 },
      selectPolicy: { enum: ['Disabled', 'Max', 'Min'] },
    },
  },
  'autoscaling.v2.HPAScalingPolicy': {
    properties: { type: { enum: ['Pods', 'Percent'] }, value: positive, periodSeconds: { minimum: 1, maximum: 1800 } },
  },
  'autoscaling.v2.MetricSpec': {
    properties: { type: { enum: Object.keys(metrics) } },
    rules: Object.entries(metrics).map(([type, field]) =>
      must(`self.type != '${type}' || has(self.${field})`, `a metric of the type ${type} needs ${field}`),
    ),
  },
  'autoscaling.v2.MetricTarget': {
    properties: { type: { enum: ['Utilization', 'Value', 'AverageValue'] }, averageUtilization: positive },
    rules: [
      must(
        'has(self.averageUtilization) || has(self.averageValue) || has(self.value)',
        'set averageUtilization, averageValue or value',
      ),
    ],
  },
  'policy.v1.PodDisruptionBudgetSpec': {
    properties: { minAvailable: share, maxUnavailable: share },
    rules: [
      must(
        '!has(self.minAvailable) || !has(self.maxUnavailable)',
        'minAvailable and maxUnavailable cannot both be set',
      ),
    ],
  },
};
