import { isDuration } from '../flux/duration.ts';
import { durationFields } from '../flux/references.ts';
import type { Resource } from './catalog.ts';
import { valueAt, type Json } from './json.ts';
import { refuse } from './refusal.ts';

const subdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const nameRule =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character";

/** Refuses a name that Kubernetes would not store. */
export function checkName(resource: Resource, name: string): void {
  if (name.length > 253) throw refuse.invalid(resource, name, 'metadata.name', 'must be no more than 253 characters');
  if (!subdomain.test(name)) {
    throw refuse.invalid(resource, name, 'metadata.name', `Invalid value: ${JSON.stringify(name)}: ${nameRule}`);
  }
}

/**
 * Refuses the values that this server can judge without the schemas: the durations of `flux/references.ts`. Everything else is stored as it
 * comes, where a real server would prune or refuse by the kind's schema.
 */
export function checkFields(resource: Resource, name: string, body: Json): void {
  if (resource.builtIn) return;
  for (const field of durationFields) {
    if (field.kinds && !field.kinds.includes(resource.kind)) continue;
    const value = valueAt(body, field.path);
    if (typeof value !== 'string' || isDuration(value, field.hours)) continue;
    const path = field.path.join('.');
    const units = field.hours ? 'ms|s|m|h' : 'ms|s|m';
    const why = `Invalid value: ${JSON.stringify(value)}: ${path} in body should match '^([0-9]+(\\.[0-9]+)?(${units}))+$'`;
    throw refuse.invalid(resource, name, path, why);
  }
}
