import { groupOf } from '../flux/objects.ts';
import { resourceOf, type GroupVersion, type Resource } from './catalog.ts';
import type { Target } from './commit.ts';
import { jsonOf, textAt, without, type Json } from './json.ts';
import type { Storage } from './storage.ts';
import { apply, create, merge } from './writes.ts';

/** The names under which the controllers write, as those of Flux do. */
export const applier = 'kustomize-controller';

/** Brings objects in: missing namespaces first, then each with the status it comes with. Throws for a kind that is not served. */
export function seed(storage: Storage, groups: readonly GroupVersion[], objects: readonly object[]): void {
  const namespaces = resourceOf(groups, '', 'Namespace');
  const bodies = objects.map(jsonOf);
  const named = bodies.flatMap((it) => textAt(it, 'metadata', 'namespace') ?? []);
  for (const name of new Set(['default', 'flux-system', ...named])) ensure(storage, namespaces, name);
  for (const body of bodies) add(storage, groups, body);
}

/** Stores an object as a controller would apply it, and its status if it has one; one that is there already is brought up to date. */
export function add(storage: Storage, groups: readonly GroupVersion[], body: Json): void {
  const group = groupOf(textAt(body, 'apiVersion') ?? '');
  const resource = resourceOf(groups, group, textAt(body, 'kind') ?? '');
  const target = targetFor(
    resource,
    textAt(body, 'metadata', 'namespace') ?? 'default',
    textAt(body, 'metadata', 'name') ?? '',
  );
  apply(storage, target, without(body, ['status']));
  if (resource.status && body['status'] !== undefined) {
    merge(storage, { ...target, subresource: 'status' }, { status: body['status'] });
  }
}

/** Makes a namespace unless it is there. */
export function ensure(storage: Storage, namespaces: Resource, name: string): void {
  if (storage.get(namespaces, '', name)) return;
  create(storage, targetFor(namespaces, '', name), { metadata: { name } });
}

function targetFor(resource: Resource, namespace: string, name: string): Target {
  const place = resource.namespaced ? namespace : '';
  return { resource, namespace: place, name, subresource: '', writer: applier, dryRun: false, force: true };
}
