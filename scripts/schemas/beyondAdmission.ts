import type { Schema } from '../../src/language/schema/schema.ts';
import { full, must, oneOf, port, some, someOf, subdomain } from './forms.ts';

const reviewed = must(
  "!has(self.admissionReviewVersions) || self.admissionReviewVersions.exists(it, it in ['v1', 'v1beta1'])",
  'admissionReviewVersions must have v1 or v1beta1',
);
/** Where a webhook is served. */
const service: Schema = { properties: { name: full, namespace: full, path: { pattern: '^$|^/' }, port } };
const webhook: Schema = {
  rules: [reviewed],
  properties: {
    name: { pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?){2,}$' },
    admissionReviewVersions: { minItems: 1, uniqueItems: true, items: { pattern: '^[a-z]([-a-z0-9]*[a-z0-9])?$' } },
    timeoutSeconds: { minimum: 1, maximum: 30 },
  },
};
const resources: Schema = {
  required: ['apiGroups', 'apiVersions', 'operations', 'resources'],
  properties: {
    apiGroups: some,
    apiVersions: { minItems: 1, items: full },
    operations: { minItems: 1, items: { enum: ['*', 'CREATE', 'UPDATE', 'DELETE', 'CONNECT'] } },
    resources: { minItems: 1, items: full },
  },
};

/** What is asked before an object is stored. */
export const admissionFacts: Readonly<Record<string, Schema>> = {
  'admissionregistration.v1.ValidatingWebhook': webhook,
  'admissionregistration.v1.MutatingWebhook': webhook,
  'admissionregistration.v1.RuleWithOperations': resources,
  'admissionregistration.v1.NamedRuleWithOperations': resources,
  'admissionregistration.v1.WebhookClientConfig': {
    properties: { url: { pattern: '^(?i)https://' } },
    rules: [oneOf(['url', 'service'], '==', 'a webhook has a url or a service')],
  },
  'admissionregistration.v1.ServiceReference': service,
  'apiextensions.v1.ServiceReference': service,
  'admissionregistration.v1.Validation': {
    properties: {
      expression: full,
      reason: { enum: ['Unauthorized', 'Forbidden', 'Invalid', 'RequestEntityTooLarge'] },
    },
  },
  'admissionregistration.v1.ValidatingAdmissionPolicy': { required: ['spec'] },
  'admissionregistration.v1.ValidatingAdmissionPolicySpec': {
    required: ['matchConstraints'],
    rules: [
      someOf(['validations', 'auditAnnotations'], 'a policy needs validations or auditAnnotations'),
      must(
        'has(self.matchConstraints.resourceRules) && size(self.matchConstraints.resourceRules) > 0',
        'matchConstraints needs resourceRules',
      ),
    ],
  },
  'admissionregistration.v1.ValidatingAdmissionPolicyBindingSpec': {
    required: ['policyName', 'validationActions'],
    properties: { policyName: { minLength: 1, ...subdomain }, validationActions: some },
  },
};
