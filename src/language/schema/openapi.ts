import { customResource } from './crd.ts';
import type { KindName, Schema } from './schema.ts';
import { isRecord, schemaOf } from './structural.ts';

/** A kind of a cluster, as it is kept on disk. */
export interface ClusterKind extends KindName {
  readonly schema: Schema;
}

/**
 * The custom resources that a document of OpenAPI v3 describes, as an API server gives it for one group and version. Kinds that refer to
 * other definitions are not custom, and are left out. Never throws.
 */
export function customKindsIn(document: unknown): readonly ClusterKind[] {
  const schemas = member(member(document, 'components'), 'schemas');
  if (!isRecord(schemas)) return [];
  const places = placesIn(document);
  return Object.values(schemas).flatMap((given) => {
    const [name, ...others] = namesOf(given);
    if (name === undefined || others.length > 0 || !isRecord(given)) return [];
    const { properties } = given;
    if (!isRecord(properties) || !('metadata' in properties) || isListLike(properties)) return [];
    const { metadata: _, ...own } = properties;
    if (JSON.stringify(own).includes('"$ref"')) return [];
    const key = `${name.group}/${name.version}/${name.kind}`;
    return [{ ...name, namespaced: places.get(key), schema: customResource(schemaOf(given)) }];
  });
}

interface Name {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

function namesOf(given: unknown): readonly Name[] {
  const names = member(given, kindWord);
  return (Array.isArray(names) ? names : [names]).flatMap((it) => {
    const [group, version, kind] = ['group', 'version', 'kind'].map((word) => member(it, word));
    if (typeof group !== 'string' || typeof version !== 'string' || typeof kind !== 'string') return [];
    return [{ group, version, kind }];
  });
}

const kindWord = 'x-kubernetes-group-version-kind';

function isListLike(properties: Readonly<Record<string, unknown>>): boolean {
  return JSON.stringify(properties['metadata']).includes('.ListMeta"');
}

/** Whether a kind lives in namespaces, by `group/version/Kind`: an object has an address of its own that says so. */
function placesIn(document: unknown): ReadonlyMap<string, boolean> {
  const paths = member(document, 'paths');
  const places = new Map<string, boolean>();
  for (const [path, given] of Object.entries(isRecord(paths) ? paths : {})) {
    if (!path.endsWith('/{name}')) continue;
    for (const it of namesOf(member(given, 'get'))) {
      places.set(`${it.group}/${it.version}/${it.kind}`, path.includes('/namespaces/{namespace}/'));
    }
  }
  return places;
}

function member(value: unknown, key: string): unknown {
  return isRecord(value) ? value[key] : undefined;
}
