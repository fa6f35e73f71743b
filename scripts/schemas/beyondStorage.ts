import type { Schema } from '../../src/language/schema/schema.ts';
import { full, must, oneOf, some, subdomainOrNone } from './forms.ts';

const word: Schema = { maxLength: 63, pattern: '^[a-z]([-a-z0-9]*[a-z0-9])?$' };

const volumes = [
  ...['awsElasticBlockStore', 'azureDisk', 'azureFile', 'cephfs', 'cinder', 'csi', 'fc', 'flexVolume', 'flocker'],
  ...['gcePersistentDisk', 'glusterfs', 'hostPath', 'iscsi', 'local', 'nfs', 'photonPersistentDisk', 'portworxVolume'],
  ...['quobyte', 'rbd', 'scaleIO', 'storageos', 'vsphereVolume'],
];

/** Volumes and their classes, quotas, and kinds that bring kinds. */
export const storageFacts: Readonly<Record<string, Schema>> = {
  'core.v1.PersistentVolumeClaimSpec': {
    required: ['accessModes'],
    properties: { accessModes: some, storageClassName: subdomainOrNone },
    rules: [
      must(
        "!has(self.dataSource) || !has(self.dataSource.kind) || self.dataSource.kind == '' || has(self.dataSource.name) && self.dataSource.name != ''",
        'dataSource needs a name',
      ),
      must(
        "has(self.resources) && has(self.resources.requests) && 'storage' in self.resources.requests",
        'resources.requests.storage must be set',
      ),
    ],
  },
  'core.v1.PersistentVolumeSpec': {
    required: ['accessModes', 'capacity'],
    properties: {
      accessModes: some,
      capacity: { minProperties: 1, rules: [must("'storage' in self", 'capacity needs storage')] },
      storageClassName: subdomainOrNone,
    },
    rules: [oneOf(volumes, '==', 'a PersistentVolume has one source, such as csi or nfs')],
  },
  'core.v1.PersistentVolume': { required: ['spec'] },
  'core.v1.PersistentVolumeClaim': { required: ['spec'] },
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
  'storage.v1.StorageClass': {
    properties: {
      provisioner: { minLength: 1, pattern: '^([^/]{1,253}/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$' },
    },
  },
  'apiextensions.v1.CustomResourceDefinitionSpec': { properties: { scope: { enum: ['Cluster', 'Namespaced'] } } },
  'apiextensions.v1.CustomResourceDefinitionNames': {
    properties: {
      plural: word,
      singular: { ...word, pattern: '^([a-z]([-a-z0-9]*[a-z0-9])?)?$' },
      shortNames: { items: word },
    },
  },
  'apiextensions.v1.CustomResourceDefinitionVersion': {
    required: ['schema'],
    properties: { name: { maxLength: 63, pattern: '^[a-z]([-a-z0-9]*[a-z0-9])?$' } },
  },
  'apiextensions.v1.CustomResourceColumnDefinition': {
    properties: { name: full, jsonPath: full, type: { enum: ['boolean', 'date', 'integer', 'number', 'string'] } },
  },
  'apiextensions.v1.CustomResourceValidation': { required: ['openAPIV3Schema'] },
};
