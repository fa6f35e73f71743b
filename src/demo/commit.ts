import { randomUUID } from 'node:crypto';
import { apiVersionFor, type Resource } from './catalog.ts';
import { firstStatusOf, withDefaults } from './defaults.ts';
import { jsonOf, sameJson, shown, without, type Item, type Json, type Meta, type Ownership } from './json.ts';
import { refuse } from './refusal.ts';
import type { Storage } from './storage.ts';
import { checkFields, checkName } from './validation.ts';

/** What a request writes to, and as whom. */
export interface Target {
  readonly resource: Resource;
  readonly namespace: string;
  readonly name: string;
  readonly subresource: string;
  /** The field manager. */
  readonly writer: string;
  readonly dryRun: boolean;
  readonly force: boolean;
}

/** Who owns which fields after a write, given what was there, what will be there, and the time. */
export type Owners = (current: Item | undefined, next: Json, time: string) => Ownership[];

/**
 * Stores what a write has come to. Refuses a write that was made for another version. The server's own metadata stays as it is, the
 * generation counts changes outside of metadata and status, and a write that changes nothing stores nothing.
 */
export function commit(
  storage: Storage,
  target: Target,
  current: Item | undefined,
  incoming: Json,
  owners: Owners,
): Item {
  checkVersion(target, current, jsonOf(incoming['metadata']));
  const time = now();
  const content = contentOf(target, current, incoming);
  const metadata = metadataOf(target, current, jsonOf(incoming['metadata']), content, time);
  const managedFields = owners(current, { ...content, metadata }, time);
  const { apiVersion, kind, ...rest } = content;
  const next = { apiVersion, kind, metadata: { ...metadata, managedFields }, ...rest } as Item;
  if (current && sameJson(timeless(current), timeless(next))) return current;
  return target.dryRun ? next : storage.put(target.resource, next);
}

/** Refuses a body that is not an object of the kind, name and namespace of the address, or that the kind's schema would refuse. */
export function checkBody(target: Target, body: Json, name: string): void {
  const { resource } = target;
  const metadata = jsonOf(body['metadata']);
  const expected = apiVersionFor(resource);
  if (body['apiVersion'] !== undefined && body['apiVersion'] !== expected) {
    const found = shown(body['apiVersion']);
    throw refuse.bad(`the API version in the data (${found}) does not match the expected API version (${expected})`);
  }
  if (!resource.builtIn && (body['kind'] === undefined || body['apiVersion'] === undefined)) {
    throw refuse.bad(
      `the object provided is unrecognized (must be of type ${resource.kind}): Object 'Kind' is missing`,
    );
  }
  if (body['kind'] !== undefined && body['kind'] !== resource.kind) {
    const found = shown(body['kind']);
    const why = `Invalid value: "${found}": must be ${resource.kind}`;
    throw refuse.invalid({ ...resource, kind: found }, name, 'kind', why);
  }
  if (metadata['name'] !== undefined && metadata['name'] !== name) {
    throw refuse.bad(
      `the name of the object (${shown(metadata['name'])}) does not match the name on the URL (${name})`,
    );
  }
  if (resource.namespaced && metadata['namespace'] !== undefined && metadata['namespace'] !== target.namespace) {
    throw refuse.bad('the namespace of the provided object does not match the namespace sent on the request');
  }
  checkName(resource, name);
  if (target.subresource === '') checkFields(resource, name, body);
}

/** Refuses a new object whose namespace does not exist. */
export function checkNamespace(storage: Storage, namespaces: Resource, namespace: string): void {
  if (!storage.get(namespaces, '', namespace)) throw refuse.notFound(namespaces, namespace);
}

function checkVersion(target: Target, current: Item | undefined, metadata: Json): void {
  const { resource, name } = target;
  const asked = metadata['resourceVersion'];
  if (asked !== undefined && asked !== '') {
    if (!current) throw refuse.bad('resourceVersion should not be set on objects to be created');
    if (asked !== current.metadata.resourceVersion) {
      const why = 'the object has been modified; please apply your changes to the latest version and try again';
      throw refuse.conflict(resource, name, why);
    }
  }
  const uid = metadata['uid'];
  if (current && uid !== undefined && uid !== current.metadata.uid) {
    const why = `Precondition failed: UID in precondition: ${shown(uid)}, UID in object meta: ${current.metadata.uid}`;
    throw refuse.conflict(resource, name, why);
  }
}

/** Everything but the metadata: a write to the status leaves the rest alone, and the other way round. */
function contentOf(target: Target, current: Item | undefined, incoming: Json): Json {
  const { resource, subresource } = target;
  const type = { apiVersion: apiVersionFor(resource), kind: resource.kind };
  if (subresource === 'status') {
    const status = incoming['status'];
    return { ...without(current ?? {}, ['metadata', 'status']), ...type, ...(status === undefined ? {} : { status }) };
  }
  const content = withDefaults(resource.kind, { ...without(incoming, ['metadata', 'apiVersion', 'kind']), ...type });
  if (!resource.status) return content;
  const status = current?.status ?? firstStatusOf(resource.kind);
  return { ...without(content, ['status']), ...(status === undefined ? {} : { status }) };
}

function metadataOf(target: Target, current: Item | undefined, incoming: Json, content: Json, time: string): Meta {
  const { resource, namespace, name } = target;
  const own = current?.metadata ?? { uid: randomUUID(), creationTimestamp: time, resourceVersion: '' };
  const asked = target.subresource === 'status' ? (current?.metadata ?? {}) : incoming;
  const given = ['labels', 'annotations', 'finalizers', 'ownerReferences', 'generateName'].flatMap((key) => {
    const value = asked[key];
    const empty = value === undefined || value === null || Object.keys(value).length === 0;
    return empty ? [] : [[key, value] as const];
  });
  return {
    name,
    ...(resource.namespaced ? { namespace } : {}),
    uid: own.uid,
    resourceVersion: own.resourceVersion,
    ...(resource.counted ? { generation: generationOf(current, content) } : {}),
    creationTimestamp: own.creationTimestamp,
    ...Object.fromEntries(given),
  };
}

function generationOf(current: Item | undefined, content: Json): number {
  if (!current) return 1;
  const same = sameJson(without(current, ['metadata', 'status']), without(content, ['status']));
  return (current.metadata.generation ?? 1) + (same ? 0 : 1);
}

function timeless(item: Item): Json {
  const managedFields = (item.metadata.managedFields ?? []).map((it) => ({ ...it, time: '' }));
  return { ...item, metadata: { ...item.metadata, managedFields } };
}

/** The time as Kubernetes writes it: UTC, whole seconds. */
export function now(): string {
  return `${new Date().toISOString().slice(0, 19)}Z`;
}
