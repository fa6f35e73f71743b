import type { Schema } from '../../src/language/schema/schema.ts';

const full: Schema = { minLength: 1 };
const some: Schema = { minItems: 1 };
const word: Schema = { maxLength: 63, pattern: '^[a-z]([-a-z0-9]*[a-z0-9])?$' };

/** Volumes and their classes, quotas, and kinds that bring kinds. */
export const storageFacts: Readonly<Record<string, Schema>> = {
  'core.v1.PersistentVolumeClaimSpec': {
    required: ['accessModes'],
    properties: { accessModes: some },
    rules: [
      {
        rule: "has(self.resources) && has(self.resources.requests) && 'storage' in self.resources.requests",
        message: 'resources.requests.storage must be set',
      },
    ],
  },
  'core.v1.PersistentVolumeSpec': {
    required: ['accessModes', 'capacity'],
    properties: { accessModes: some, capacity: { minProperties: 1 } },
  },
  'core.v1.PersistentVolume': { required: ['spec'] },
  'core.v1.LimitRangeItem': { properties: { type: { pattern: '^(Pod|Container|PersistentVolumeClaim|.+/.+)$' } } },
  'core.v1.LimitRangeSpec': { properties: { limits: { listType: 'map', listMapKeys: ['type'] } } },
  'core.v1.ResourceQuotaSpec': {
    properties: {
      scopes: {
        items: {
          enum: [
            'Terminating',
            'NotTerminating',
            'BestEffort',
            'NotBestEffort',
            'PriorityClass',
            'CrossNamespacePodAffinity',
            'VolumeAttributesClass',
          ],
        },
      },
    },
  },
  'storage.v1.CSIDriverSpec': {
    properties: {
      fsGroupPolicy: { enum: ['File', 'None', 'ReadWriteOnceWithFSType'] },
      volumeLifecycleModes: { items: { enum: ['Persistent', 'Ephemeral'] } },
    },
  },
  'storage.v1.StorageClass': { properties: { provisioner: full } },
  'apiextensions.v1.CustomResourceDefinitionSpec': { properties: { scope: { enum: ['Cluster', 'Namespaced'] } } },
  'apiextensions.v1.CustomResourceDefinitionNames': {
    properties: {
      plural: word,
      singular: { ...word, pattern: '^([a-z]([-a-z0-9]*[a-z0-9])?)?$' },
      shortNames: { items: word },
    },
  },
  'apiextensions.v1.CustomResourceDefinitionVersion': { required: ['schema'] },
  'apiextensions.v1.CustomResourceValidation': { required: ['openAPIV3Schema'] },
};
