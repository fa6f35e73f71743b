import type { Schema } from '../../src/language/schema/schema.ts';
import {
  full,
  label,
  labelKey,
  labelKeys,
  labelValue,
  must,
  named,
  natural,
  some,
  subdomain,
  withSpec,
} from './forms.ts';

/** A rule is about resources or about addresses. */
const resourceRule = must(
  'has(self.nonResourceURLs) && size(self.nonResourceURLs) > 0 || has(self.apiGroups) && size(self.apiGroups) > 0 && has(self.resources) && size(self.resources) > 0',
  'a rule needs apiGroups and resources, or nonResourceURLs',
);
const rbac = 'rbac.authorization.k8s.io';

/** Who may do what, and whose requests come first; labels and how they are selected. */
export const accessFacts: Readonly<Record<string, Schema>> = {
  'rbac.v1.RoleRef': {
    properties: { apiGroup: { enum: ['', rbac] }, kind: { enum: ['Role', 'ClusterRole'] }, name: full },
  },
  'rbac.v1.ClusterRoleBinding': {
    rules: [
      { rule: "self.roleRef.kind == 'ClusterRole'", message: 'roleRef must name a ClusterRole' },
      must(
        "!has(self.subjects) || self.subjects.all(it, it.kind != 'ServiceAccount' || it.name == 'default' || has(it.__namespace__) && it.__namespace__ != '')",
        'a ServiceAccount needs its namespace here',
      ),
    ],
  },
  'rbac.v1.Subject': {
    properties: { kind: { enum: ['ServiceAccount', 'User', 'Group'] }, name: full },
    rules: [
      must(
        "self.kind != 'ServiceAccount' || !has(self.apiGroup) || self.apiGroup == ''",
        'a ServiceAccount has no apiGroup',
      ),
      must(
        `!(self.kind in ['User', 'Group']) || !has(self.apiGroup) || self.apiGroup in ['', '${rbac}']`,
        `the apiGroup of a User or Group is ${rbac}`,
      ),
      must(
        `self.kind != 'ServiceAccount' || self.name == '' || size(self.name) < 254 && self.name.matches('${subdomain.pattern ?? ''}')`,
        'a ServiceAccount has no such name',
      ),
    ],
  },
  'rbac.v1.PolicyRule': { properties: { verbs: some }, rules: [resourceRule] },
  'coordination.v1.LeaseSpec': { properties: { leaseTransitions: natural, leaseDurationSeconds: { minimum: 1 } } },
  'flowcontrol.v1.FlowDistinguisherMethod': { properties: { type: { enum: ['ByNamespace', 'ByUser'] } } },
  'flowcontrol.v1.PriorityLevelConfiguration': withSpec,
  'flowcontrol.v1.FlowSchema': withSpec,
  'flowcontrol.v1.PriorityLevelConfigurationReference': named,
  'flowcontrol.v1.Subject': {
    rules: [
      {
        rule: "self.kind == 'User' && has(self.user) || self.kind == 'Group' && has(self.group) || self.kind == 'ServiceAccount' && has(self.serviceAccount)",
        message: 'set user, group or serviceAccount, as kind says',
      },
    ],
  },
  'meta.v1.LabelSelector': {
    properties: {
      matchLabels: { additional: labelValue, rules: [labelKeys('matchLabels')] },
    },
  },
  'meta.v1.LabelSelectorRequirement': {
    properties: {
      key: { pattern: labelKey },
      operator: { enum: ['In', 'NotIn', 'Exists', 'DoesNotExist'] },
      values: { items: labelValue },
    },
    rules: [
      {
        rule: "self.operator in ['Exists', 'DoesNotExist'] || has(self.values) && size(self.values) > 0",
        message: 'In and NotIn need values',
      },
    ],
  },
  'flowcontrol.v1.ResourcePolicyRule': {
    properties: {
      apiGroups: some,
      resources: some,
      verbs: {
        minItems: 1,
        items: {
          enum: ['*', 'create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'proxy', 'update', 'watch'],
        },
      },
      namespaces: { items: { pattern: `^\\*$|${label.pattern ?? ''}` } },
    },
    rules: [
      must(
        'has(self.clusterScope) && self.clusterScope || has(self.namespaces) && size(self.namespaces) > 0',
        'name the namespaces, or set clusterScope',
      ),
    ],
  },
  // 0 is the same as none.
  'flowcontrol.v1.FlowSchemaSpec': { properties: { matchingPrecedence: { minimum: 0, maximum: 10_000 } } },
  'flowcontrol.v1.PolicyRulesWithSubjects': {
    properties: { subjects: some },
    rules: [
      must(
        'has(self.resourceRules) && size(self.resourceRules) > 0 || has(self.nonResourceRules) && size(self.nonResourceRules) > 0',
        'a rule needs resourceRules or nonResourceRules',
      ),
    ],
  },
  'flowcontrol.v1.ServiceAccountSubject': { properties: { namespace: full, name: { minLength: 1, ...subdomain } } },
  'flowcontrol.v1.PriorityLevelConfigurationSpec': {
    properties: { type: { enum: ['Exempt', 'Limited'] } },
    rules: [must("self.type != 'Limited' || has(self.limited)", 'limited must be set when the type is Limited')],
  },
  'flowcontrol.v1.LimitedPriorityLevelConfiguration': {
    required: ['limitResponse'],
    properties: {
      nominalConcurrencyShares: natural,
      lendablePercent: { minimum: 0, maximum: 100 },
      borrowingLimitPercent: natural,
    },
  },
  'flowcontrol.v1.LimitResponse': {
    properties: { type: { enum: ['Queue', 'Reject'] } },
    rules: [must("self.type != 'Queue' || has(self.queuing)", 'queuing must be set when the type is Queue')],
  },
  'flowcontrol.v1.QueuingConfiguration': {
    properties: { queues: natural, handSize: natural, queueLengthLimit: natural },
  },
};
