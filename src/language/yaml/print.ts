import { stringify } from 'yaml';
import type { FluxObject } from '../../flux/objects.ts';

export const secretMask = '(hidden)';

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

/** Keys of values whose content nobody should see over a shoulder. */
export const secretKeys = /pass(word|wd|phrase)?$|secret|token|credential|private|api_?-?key|access_?-?key|auth$/i;

/** Values of a chart as YAML for reading, with what looks like a secret masked; `undefined` where there are none. */
export function printValues(values: unknown): string | undefined {
  if (typeof values !== 'object' || values === null || Object.keys(values).length === 0) return undefined;
  return stringify(withoutSecrets(values), { lineWidth: 0 });
}

function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, it]: [string, unknown]) => {
    const hidden = secretKeys.test(key) && (typeof it === 'string' || typeof it === 'number');
    return [key, hidden ? secretMask : withoutSecrets(it)] as const;
  });
  return Object.fromEntries(entries);
}
