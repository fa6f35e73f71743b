import type { Schema } from '../../src/language/schema/schema.ts';
import { accessFacts } from './beyondAccess.ts';
import { admissionFacts } from './beyondAdmission.ts';
import { dataFacts } from './beyondData.ts';
import { networkFacts } from './beyondNetwork.ts';
import { podFacts } from './beyondPods.ts';
import { quotaFacts } from './beyondQuotas.ts';
import { storageFacts } from './beyondStorage.ts';
import { workloadFacts } from './beyondWorkloads.ts';
import { emptyIsNone, unasked } from './unasked.ts';

/** A definition with what the API server asks besides what its OpenAPI says. */
export function withBeyond(name: string, schema: Schema): Schema {
  const more = areas.reduce((it, facts) => (facts[name] === undefined ? it : merged(it, facts[name])), schema);
  const all = withEmpty(more, emptyIsNone[name] ?? []);
  const free = unasked[name];
  if (free === undefined || all.required === undefined) return all;
  return { ...all, required: all.required.filter((it) => !free.includes(it)) };
}

/** A schema whose fields of these names may be empty. */
function withEmpty(schema: Schema, fields: readonly string[]): Schema {
  const properties = { ...schema.properties };
  for (const field of fields) {
    const known = properties[field];
    if (known?.enum === undefined) throw new Error(`there is no list of values of ${field} to add nothing to`);
    properties[field] = { ...known, enum: [...known.enum, ''] };
  }
  return fields.length === 0 ? schema : { ...schema, properties };
}

/** A schema with what another says more about it; that one names only fields that are there. */
export function merged(schema: Schema, more: Schema): Schema {
  const properties = { ...schema.properties };
  for (const [field, it] of Object.entries(more.properties ?? {})) {
    const known = properties[field];
    if (known === undefined) throw new Error(`there is no field ${field} to say more about`);
    properties[field] = known.ref === undefined ? merged(known, it) : known;
  }
  const required = [...new Set([...(schema.required ?? []), ...(more.required ?? [])])];
  return {
    ...schema,
    ...more,
    ...(schema.properties !== undefined && { properties }),
    ...(schema.items !== undefined && more.items !== undefined ? { items: merged(schema.items, more.items) } : {}),
    ...(schema.additional !== undefined && typeof schema.additional === 'object' && typeof more.additional === 'object'
      ? { additional: { ...schema.additional, ...more.additional } }
      : {}),
    ...(required.length > 0 && { required }),
    ...(schema.rules !== undefined && more.rules !== undefined && { rules: [...schema.rules, ...more.rules] }),
  };
}

/**
 * What `k8s.io/kubernetes/pkg/apis/GROUP/validation` asks of fields by hand, so far as it holds for one object whatever the cluster: seen in the
 * answers of a real API server (test/cluster/truth.test.ts).
 */
const areas: readonly Readonly<Record<string, Schema>>[] = [
  ...[accessFacts, admissionFacts, dataFacts, networkFacts, podFacts, quotaFacts, storageFacts, workloadFacts],
];
