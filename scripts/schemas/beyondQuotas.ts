import type { Schema } from '../../src/language/schema/schema.ts';
import { must } from './forms.ts';

/** What a container may ask for: a name of Kubernetes, or one with a domain. */
const ofContainers = '^(cpu|memory|ephemeral-storage|storage|hugepages-.+|.+/.+)$';
/** What can be counted besides (`pkg/apis/core/helper/helpers.go`). */
const ofQuotas =
  '^((requests[.]|limits[.])?(cpu|memory|ephemeral-storage)|requests[.]storage|(requests[.])?hugepages-.+|pods|services|replicationcontrollers|resourcequotas|secrets|configmaps|persistentvolumeclaims|services[.](nodeports|loadbalancers)|.+/.+)$';

const amount: Schema = { minimum: 0 };
const amounts = (keys: string, words: string, least: Schema = amount): Schema => ({
  additional: least,
  rules: [must(`self.all(key, key.matches('${keys}'))`, words)],
});
const words = 'a resource is cpu, memory, ephemeral-storage, hugepages-…, or has a domain';
const resources = amounts(ofContainers, words);

const ranges = amounts(ofContainers, words, {});

/** A rule that nothing of one map is more than the same of another. */
const noMore = (less: string, more: string, message: string) =>
  must(
    `!has(self.${less}) || !has(self.${more}) || self.${less}.all(key, !(key in self.${more}) || !quantity(string(self.${less}[key])).isGreaterThan(quantity(string(self.${more}[key]))))`,
    message,
  );

/** Amounts of what there is little of, and their limits. */
export const quotaFacts: Readonly<Record<string, Schema>> = {
  'core.v1.ResourceRequirements': {
    properties: { limits: resources, requests: resources },
    rules: [noMore('requests', 'limits', 'a container requests more than its limit')],
  },
  'core.v1.VolumeResourceRequirements': {
    properties: {
      limits: { additional: amount },
      requests: {
        additional: amount,
        rules: [
          must(
            "!('storage' in self) || quantity(string(self['storage'])).isGreaterThan(quantity('0'))",
            'requests.storage must be more than nothing',
          ),
        ],
      },
    },
  },
  'core.v1.PersistentVolumeSpec': {
    properties: {
      capacity: {
        additional: amount,
        rules: [
          must(
            "!('storage' in self) || quantity(string(self['storage'])).isGreaterThan(quantity('0'))",
            'capacity.storage must be more than nothing',
          ),
        ],
      },
    },
  },
  'core.v1.ResourceQuotaSpec': {
    properties: {
      hard: amounts(ofQuotas, 'a quota counts resources such as cpu, requests.memory, pods or count/deployments.apps'),
    },
  },
  'core.v1.LimitRangeItem': {
    properties: { max: ranges, min: ranges, default: ranges, defaultRequest: ranges },
    rules: [
      noMore('min', 'max', 'min is more than max'),
      noMore('default', 'max', 'default is more than max'),
      noMore('defaultRequest', 'max', 'defaultRequest is more than max'),
      noMore('defaultRequest', 'default', 'defaultRequest is more than default'),
      noMore('min', 'default', 'min is more than default'),
      noMore('min', 'defaultRequest', 'min is more than defaultRequest'),
    ],
  },
};
