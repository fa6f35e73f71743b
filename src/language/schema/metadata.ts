import type { Schema } from './schema.ts';

const text: Schema = { type: 'string' };
const time: Schema = { type: 'string', format: 'date-time' };
const texts: Schema = { type: 'object', additional: text };
const open: Schema = { type: 'object', preserve: true };

const owner: Schema = {
  type: 'object',
  properties: {
    apiVersion: text,
    kind: text,
    name: text,
    uid: text,
    controller: { type: 'boolean' },
    blockOwnerDeletion: { type: 'boolean' },
  },
};

/** The metadata of every object (apimachinery's ObjectMeta), which no CRD describes and which the API server knows field by field. */
export const metadataSchema: Schema = {
  type: 'object',
  properties: {
    name: text,
    namespace: text,
    labels: texts,
    annotations: texts,
    generateName: text,
    finalizers: { type: 'array', items: text, listType: 'set' },
    ownerReferences: { type: 'array', items: owner, listType: 'map', listMapKeys: ['uid'] },
    creationTimestamp: time,
    deletionTimestamp: time,
    deletionGracePeriodSeconds: { type: 'integer' },
    generation: { type: 'integer' },
    resourceVersion: text,
    selfLink: text,
    uid: text,
    managedFields: { type: 'array', items: open },
  },
};
