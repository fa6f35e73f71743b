import { stringify } from 'yaml';
import type { FluxObject } from '../flux/objects.ts';

const secretMask = '(hidden)';

/**
 * An object of the cluster as YAML for reading: without managed fields, and with the values of a Secret masked, also where a client-side
 * apply has copied them into an annotation.
 */
export function printObject(object: FluxObject): string {
  const { managedFields: _, ...metadata } = object.metadata ?? {};
  const plain = { ...object, metadata } as Record<string, unknown>;
  return stringify(object.kind === 'Secret' ? masked(plain) : plain, { lineWidth: 0 });
}

function masked(object: Record<string, unknown>): Record<string, unknown> {
  const result = { ...object };
  for (const field of ['data', 'stringData']) {
    const values = result[field];
    if (typeof values === 'object' && values !== null) {
      result[field] = Object.fromEntries(Object.keys(values).map((key) => [key, secretMask]));
    }
  }
  const metadata = { ...(result['metadata'] as Record<string, unknown>) };
  const annotations = metadata['annotations'] as Record<string, string> | undefined;
  if (annotations) {
    const { 'kubectl.kubernetes.io/last-applied-configuration': _, ...rest } = annotations;
    metadata['annotations'] = rest;
  }
  return { ...result, metadata };
}
