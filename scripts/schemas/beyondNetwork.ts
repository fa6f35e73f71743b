import type { Schema } from '../../src/language/schema/schema.ts';

const full: Schema = { minLength: 1 };
const some: Schema = { minItems: 1 };
const port: Schema = { minimum: 1, maximum: 65_535 };
const portOrName: Schema = { ...port, pattern: '^([0-9a-z]-?)*[a-z](-?[0-9a-z])*$' };
const subdomain: Schema = {
  maxLength: 253,
  pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$',
};
const octet = '(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])';
const address = `${octet}(\\.${octet}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*`;

/** Services, Ingresses, NetworkPolicies and what stands behind them. */
export const networkFacts: Readonly<Record<string, Schema>> = {
  'core.v1.ServicePort': {
    properties: {
      name: { maxLength: 63, pattern: '^([a-z0-9]([-a-z0-9]*[a-z0-9])?)?$' },
      appProtocol: { pattern: '^([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$' },
      port,
      // 0 is the same as none.
      targetPort: { ...portOrName, minimum: 0 },
      nodePort: { minimum: 0, maximum: 65_535 },
    },
  },
  'core.v1.ServiceSpec': {
    properties: {
      clusterIP: { pattern: `^(None|${address})?$` },
      ipFamilies: { uniqueItems: true },
    },
    rules: [
      {
        rule: "has(self.type) && self.type == 'ExternalName' || has(self.clusterIP) && self.clusterIP == 'None' || has(self.ports) && size(self.ports) > 0",
        message: 'a Service needs ports',
      },
      {
        rule: "!has(self.ports) || size(self.ports) < 2 || self.ports.all(it, has(it.name) && it.name != '')",
        message: 'each of several ports needs a name',
      },
    ],
  },
  'core.v1.ClientIPConfig': { properties: { timeoutSeconds: { minimum: 1, maximum: 86_400 } } },
  'core.v1.EndpointPort': { properties: { port } },
  'core.v1.EndpointAddress': { properties: { ip: { pattern: `^(${address})$` } } },
  'core.v1.EndpointSubset': {
    rules: [
      {
        rule: 'has(self.addresses) && size(self.addresses) > 0 || has(self.notReadyAddresses) && size(self.notReadyAddresses) > 0',
        message: 'addresses or notReadyAddresses must be set',
      },
    ],
  },
  'networking.v1.Ingress': {
    rules: [
      {
        rule: 'has(self.spec) && (has(self.spec.defaultBackend) || has(self.spec.rules) && size(self.spec.rules) > 0)',
        message: 'spec needs rules or a defaultBackend',
      },
    ],
  },
  'networking.v1.IngressSpec': { properties: { ingressClassName: subdomain } },
  'networking.v1.IngressBackend': {
    rules: [{ rule: 'has(self.service) || has(self.resource)', message: 'a backend is a service or a resource' }],
  },
  'networking.v1.IngressClassSpec': { required: ['controller'], properties: { controller: full } },
  'networking.v1.IngressTLS': { properties: { secretName: { pattern: `^$|${subdomain.pattern ?? ''}` } } },
  'networking.v1.IngressRule': {
    properties: {
      host: { pattern: '^((\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*)?$' },
    },
  },
  'networking.v1.HTTPIngressRuleValue': { properties: { paths: some } },
  'networking.v1.HTTPIngressPath': {
    rules: [
      {
        rule: "self.pathType == 'ImplementationSpecific' || has(self.path) && self.path.startsWith('/')",
        message: 'path must start with "/"',
      },
    ],
  },
  'networking.v1.IngressServiceBackend': {
    properties: { name: { pattern: '^[a-z]([-a-z0-9]*[a-z0-9])?$' } },
    rules: [
      {
        rule: "has(self.port) && (has(self.port.number) && self.port.number != 0) != (has(self.port.name) && self.port.name != '')",
        message: 'port needs a number or a name, not both',
      },
    ],
  },
  'networking.v1.ServiceBackendPort': {
    properties: {
      number: { minimum: 0, maximum: 65_535 },
      name: { maxLength: 15, pattern: '^(|([0-9a-z]-?)*[a-z](-?[0-9a-z])*)$' },
    },
  },
  'networking.v1.IPBlock': {
    properties: {
      cidr: { pattern: '^[0-9a-fA-F:.]+/[0-9]+$' },
      except: { items: { pattern: '^[0-9a-fA-F:.]+/[0-9]+$' } },
    },
  },
  'networking.v1.IngressClassParametersReference': {
    properties: { apiGroup: { pattern: `^$|${subdomain.pattern ?? ''}` }, scope: { enum: ['Cluster', 'Namespace'] } },
  },
  'networking.v1.NetworkPolicySpec': {
    properties: { policyTypes: { maxItems: 2, items: { enum: ['Ingress', 'Egress'] } } },
  },
  'networking.v1.NetworkPolicyPort': { properties: { port: portOrName, endPort: port } },
  'networking.v1.NetworkPolicyPeer': {
    rules: [
      {
        rule: 'has(self.podSelector) || has(self.namespaceSelector) || has(self.ipBlock)',
        message: 'name a podSelector, a namespaceSelector or an ipBlock',
      },
      {
        rule: '!has(self.ipBlock) || !has(self.podSelector) && !has(self.namespaceSelector)',
        message: 'ipBlock stands alone',
      },
    ],
  },
};

const webhook: Schema = {
  properties: {
    admissionReviewVersions: { minItems: 1, uniqueItems: true },
    timeoutSeconds: { minimum: 1, maximum: 30 },
  },
};
const resources: Schema = {
  required: ['apiGroups', 'apiVersions', 'operations', 'resources'],
  properties: {
    apiGroups: some,
    apiVersions: { minItems: 1, items: full },
    operations: { minItems: 1, items: { enum: ['*', 'CREATE', 'UPDATE', 'DELETE', 'CONNECT'] } },
    resources: some,
  },
};

/** What is asked before an object is stored. */
export const webhookFacts: Readonly<Record<string, Schema>> = {
  'admissionregistration.v1.ValidatingWebhook': webhook,
  'admissionregistration.v1.MutatingWebhook': webhook,
  'admissionregistration.v1.RuleWithOperations': resources,
  'admissionregistration.v1.NamedRuleWithOperations': resources,
  'admissionregistration.v1.WebhookClientConfig': { properties: { url: { pattern: '^https://' } } },
  'admissionregistration.v1.ValidatingAdmissionPolicyBindingSpec': {
    required: ['policyName'],
    properties: { policyName: full },
  },
};
