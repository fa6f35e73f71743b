import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { metadataFile, metadataRef } from '../../src/language/schema/bundle.ts';
import { schemaOf } from '../../src/language/schema/structural.ts';
import type { Schema } from '../../src/language/schema/schema.ts';
import { merged } from './beyond.ts';
import type { GoFacts } from './go.ts';
import { inOrderOf } from './go.ts';
import { historyFile } from './history.ts';
import type { History } from './history.ts';
import type { Described } from './print.ts';
import type { Product } from './products.ts';

/** A CRD, as far as its kinds are described. */
export interface Crd {
  readonly spec: {
    readonly group: string;
    readonly scope: 'Namespaced' | 'Cluster';
    readonly names: { readonly kind: string };
    readonly versions: readonly {
      readonly name: string;
      readonly served: boolean;
      readonly storage: boolean;
      readonly schema: { readonly openAPIV3Schema: unknown };
    }[];
  };
}

/** A file for each served version of the kinds that CRDs define. */
export function customKinds(crds: readonly string[], product: Product, go: GoFacts): readonly Described[] {
  return crds.flatMap((text) => {
    const { group, scope, names, versions } = (parse(text) as Crd).spec;
    const { kind } = names;
    return versions
      .filter((it) => it.served)
      .map(({ name: version, storage, schema: { openAPIV3Schema: given } }) => {
        const file = `${kind}.${group}.${version}.json`;
        const struct = go.flux[`${group}/${version}/${kind}`];
        if (struct === undefined) throw new Error(`no Go type for ${kind} in ${group}/${version}`);
        const dated = withDates(schemaOf(given), datesOf(group, kind), '');
        const schema = withMetadata(withOperatorKinds(kind, inOrderOf(dated, { struct }, go)));
        const namespaced = scope === 'Namespaced';
        const row = { group, version, kind, namespaced, product, file, ...(storage && { preferred: true }) };
        return { file, content: { uses: [metadataFile], schema }, kinds: [row] };
      });
  });
}

/** The Flux minor that brought each field of a kind. */
export function datesOf(group: string, kind: string): Readonly<Record<string, string>> {
  const history = JSON.parse(readFileSync(historyFile, 'utf8')) as History;
  return history[`${group}/${kind}`] ?? {};
}

/** A CRD says of `metadata` only that it is an object. The API server knows more. */
export function withMetadata(schema: Schema): Schema {
  return { ...schema, properties: { ...schema.properties, metadata: { ref: metadataRef } } };
}

/**
 * Flux Operator adds its kinds to what alerts and receivers may name, in the CRDs that it installs (`notificationPatchTmpl` in its
 * `internal/builder/templates.go`). Files do not tell for certain who installs Flux, so that the kinds are never wrong.
 */
export function withOperatorKinds(kind: string, schema: Schema): Schema {
  const list = { Alert: 'eventSources', Receiver: 'resources' }[kind];
  const named = list && schema.properties?.['spec']?.properties?.[list]?.items?.properties?.['kind']?.enum;
  if (list === undefined || named === undefined) return schema;
  const extended: Schema = { enum: [...named, 'FluxInstance', 'ResourceSet', 'ResourceSetInputProvider'] };
  const items: Schema = { properties: { kind: extended } };
  return merged(schema, { properties: { spec: { properties: { [list]: { items } } } } });
}

/** The schema with the Flux minor that brought each field. */
export function withDates(schema: Schema, dates: Readonly<Record<string, string>>, path: string): Schema {
  const { items, additional, properties } = schema;
  const fields = Object.entries(properties ?? {}).map(([name, it]) => {
    const below = path === '' ? name : `${path}.${name}`;
    const since = dates[below];
    return [name, { ...withDates(it, dates, below), ...(since !== undefined && { since }) }] as const;
  });
  return {
    ...schema,
    ...(path === '' && dates[''] !== undefined && { since: dates[''] }),
    ...(properties && { properties: Object.fromEntries(fields) }),
    ...(items && { items: withDates(items, dates, path) }),
    ...(typeof additional === 'object' && { additional: withDates(additional, dates, path) }),
  };
}
