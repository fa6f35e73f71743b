import type { Schema } from '../../src/language/schema/schema.ts';
import {
  address,
  full,
  ip,
  label,
  labelKey,
  labelKeys,
  labelValue,
  must,
  port,
  portOrName,
  some,
  subdomain,
  subdomainOrNone,
} from './forms.ts';

const cidr: Schema = { pattern: '^\\s*[0-9a-fA-F:.]+/[0-9]+\\s*$' };
const host = '^(\\*[.])?[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*$';

/** Services, Ingresses, NetworkPolicies and what stands behind them. */
export const networkFacts: Readonly<Record<string, Schema>> = {
  'core.v1.ServicePort': {
    properties: {
      name: { maxLength: 63, pattern: '^([a-z0-9]([-a-z0-9]*[a-z0-9])?)?$' },
      appProtocol: { pattern: labelKey },
      port,
      // 0 is the same as none.
      targetPort: { ...portOrName, minimum: 0, maxLength: 15, pattern: `^$|${portOrName.pattern ?? ''}` },
      nodePort: { minimum: 0, maximum: 65_535 },
    },
  },
  'core.v1.ServiceSpec': {
    properties: {
      clusterIP: { pattern: `^(None|${address})?$` },
      ipFamilies: { uniqueItems: true, items: { enum: ['IPv4', 'IPv6'] } },
      selector: { additional: labelValue, rules: [labelKeys('a selector')] },
      loadBalancerSourceRanges: { items: cidr },
    },
    rules: [
      must(
        "!has(self.ports) || has(self.type) && self.type in ['NodePort', 'LoadBalancer'] || self.ports.all(it, !has(it.nodePort) || it.nodePort == 0)",
        'nodePort needs the type NodePort or LoadBalancer',
      ),
      must(
        "!has(self.loadBalancerSourceRanges) || size(self.loadBalancerSourceRanges) == 0 || has(self.type) && self.type == 'LoadBalancer'",
        'loadBalancerSourceRanges needs the type LoadBalancer',
      ),
      must(
        "!has(self.externalTrafficPolicy) || self.externalTrafficPolicy == '' || has(self.type) && self.type in ['NodePort', 'LoadBalancer'] || has(self.externalIPs) && size(self.externalIPs) > 0",
        'externalTrafficPolicy needs the type NodePort or LoadBalancer',
      ),
      must(
        "has(self.type) && self.type == 'ExternalName' || has(self.clusterIP) && self.clusterIP == 'None' || has(self.ports) && size(self.ports) > 0",
        'a Service needs ports',
      ),
      must(
        "!has(self.ports) || size(self.ports) < 2 || self.ports.all(it, has(it.name) && it.name != '')",
        'each of several ports needs a name',
      ),
    ],
  },
  'core.v1.ClientIPConfig': { properties: { timeoutSeconds: { minimum: 1, maximum: 86_400 } } },
  'core.v1.EndpointPort': { properties: { port, name: { maxLength: 63, pattern: `^$|${label.pattern ?? ''}` } } },
  'core.v1.EndpointAddress': { properties: { ip } },
  'core.v1.EndpointSubset': {
    rules: [
      must(
        'has(self.addresses) && size(self.addresses) > 0 || has(self.notReadyAddresses) && size(self.notReadyAddresses) > 0',
        'addresses or notReadyAddresses must be set',
      ),
    ],
  },
  'core.v1.Service': { required: ['spec'] },
  'discovery.v1.Endpoint': { properties: { addresses: { minItems: 1, items: full } } },
  'discovery.v1.EndpointPort': {
    properties: {
      name: { maxLength: 63, pattern: `^$|${label.pattern ?? ''}` },
    },
  },
  'discovery.v1.EndpointSlice': {
    rules: [
      must(
        "!has(self.ports) || self.ports.all(it, self.ports.exists_one(other, (has(it.name) ? it.name : '') == (has(other.name) ? other.name : '')))",
        'two ports have one name',
      ),
      must(
        `self.addressType != 'IPv4' || !has(self.endpoints) || self.endpoints.all(it, it.addresses.all(one, one.matches('^${address.split('|[0-9a-f')[0] ?? ''}$')))`,
        'an address is no IPv4 address',
      ),
    ],
  },
  'networking.v1.Ingress': {
    rules: [
      must(
        'has(self.spec) && (has(self.spec.defaultBackend) || has(self.spec.rules) && size(self.spec.rules) > 0)',
        'spec needs rules or a defaultBackend',
      ),
    ],
  },
  'networking.v1.IngressSpec': { properties: { ingressClassName: subdomain } },
  'networking.v1.IngressBackend': {
    rules: [must('has(self.service) || has(self.resource)', 'a backend is a service or a resource')],
  },
  'networking.v1.IngressClass': { required: ['spec'] },
  'networking.v1.IngressClassSpec': {
    required: ['controller'],
    properties: { controller: { maxLength: 250, pattern: '^[a-z0-9]([-a-z0-9.]*[a-z0-9])?/.+$' } },
  },
  'networking.v1.IngressTLS': { properties: { hosts: { items: { pattern: host } }, secretName: subdomainOrNone } },
  'networking.v1.IngressRule': {
    properties: {
      host: { pattern: '^((\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*)?$' },
    },
  },
  'networking.v1.HTTPIngressRuleValue': { properties: { paths: some } },
  'networking.v1.HTTPIngressPath': {
    rules: [
      must(
        "self.pathType == 'ImplementationSpecific' || has(self.path) && self.path.startsWith('/')",
        'path must start with "/"',
      ),
    ],
  },
  'networking.v1.IngressServiceBackend': {
    // Before Kubernetes 1.36 no digit may come first.
    properties: { name: { pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$' } },
    rules: [
      must(
        "has(self.port) && (has(self.port.number) && self.port.number != 0) != (has(self.port.name) && self.port.name != '')",
        'port needs a number or a name, not both',
      ),
    ],
  },
  'networking.v1.ServiceBackendPort': {
    properties: {
      number: { minimum: 0, maximum: 65_535 },
      name: { maxLength: 15, pattern: '^(|([0-9a-z]-?)*[a-z](-?[0-9a-z])*)$' },
    },
  },
  'flowcontrol.v1.ServiceAccountSubject': { properties: { namespace: { maxLength: 63 } } },
  'flowcontrol.v1.ResourcePolicyRule': { properties: { namespaces: { items: { maxLength: 63 } } } },
  'networking.v1.IPBlock': {
    properties: {
      cidr: { pattern: '^[0-9a-fA-F:.]+/[0-9]+$' },
      except: { items: { pattern: '^[0-9a-fA-F:.]+/[0-9]+$' } },
    },
  },
  'networking.v1.IngressClassParametersReference': {
    properties: { kind: full, name: full, apiGroup: subdomain, scope: { enum: ['Cluster', 'Namespace'] } },
  },
  'networking.v1.NetworkPolicySpec': {
    properties: { policyTypes: { maxItems: 2, items: { enum: ['Ingress', 'Egress'] } } },
  },
  'networking.v1.NetworkPolicyPort': {
    properties: { port: { ...portOrName, maxLength: 15 }, endPort: port },
    rules: [must('!has(self.endPort) || has(self.port)', 'endPort needs port')],
  },
  'networking.v1.NetworkPolicyPeer': {
    rules: [
      must(
        'has(self.podSelector) || has(self.namespaceSelector) || has(self.ipBlock)',
        'name a podSelector, a namespaceSelector or an ipBlock',
      ),
      must('!has(self.ipBlock) || !has(self.podSelector) && !has(self.namespaceSelector)', 'ipBlock stands alone'),
    ],
  },
};
