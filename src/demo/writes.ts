import { randomUUID } from 'node:crypto';
import { checkBody, commit, type Owners, type Target } from './commit.ts';
import { isJson, jsonOf, shown, type Item, type Json } from './json.ts';
import {
  abandoned,
  conflictsWith,
  ownersAfterApply,
  ownersAfterUpdate,
  withoutFields,
  type Writer,
} from './ownership.ts';
import { refuse, type Refusal } from './refusal.ts';
import type { Storage } from './storage.ts';

/** Stores a new object. Refuses one that exists, or whose namespace does not. */
export function create(storage: Storage, target: Target, body: Json): Item {
  const { resource } = target;
  const metadata = jsonOf(body['metadata']);
  const prefix = metadata['generateName'];
  const named = typeof metadata['name'] === 'string' ? metadata['name'] : '';
  const name = named === '' && typeof prefix === 'string' ? `${prefix}${randomUUID().slice(0, 5)}` : named;
  if (name === '')
    throw refuse.invalid(resource, '', 'metadata.name', 'Required value: name or generateName is required');
  checkBody(target, body, name);
  if (storage.get(resource, target.namespace, name)) throw refuse.exists(resource, name);
  return commit(storage, { ...target, name }, undefined, body, byUpdate(target));
}

/** Replaces an object, or its status alone. */
export function update(storage: Storage, target: Target, body: Json): Item {
  const current = existing(storage, target);
  checkBody(target, body, target.name);
  const asked = jsonOf(body['metadata'])['resourceVersion'];
  if (!target.resource.builtIn && (asked === undefined || asked === '')) {
    const why = 'Invalid value: 0: must be specified for an update';
    throw refuse.invalid(target.resource, target.name, 'metadata.resourceVersion', why);
  }
  return commit(storage, target, current, body, byUpdate(target));
}

/** Merges a patch into an object (RFC 7386), or into its status alone. */
export function merge(storage: Storage, target: Target, patch: Json): Item {
  const current = existing(storage, target);
  const merged = mergePatch(current, patch);
  if (!isJson(merged)) throw refuse.bad('error decoding patch: it is no JSON object');
  checkBody(target, merged, target.name);
  return commit(storage, target, current, merged, byUpdate(target));
}

/** Server-side apply: makes the object or merges into it, and remembers who owns which field. */
export function apply(storage: Storage, target: Target, body: Json): Item {
  const { resource, name } = target;
  const writer: Writer = { name: target.writer, operation: 'Apply', subresource: target.subresource };
  const metadata = {
    name,
    ...(resource.namespaced ? { namespace: target.namespace } : {}),
    ...jsonOf(body['metadata']),
  };
  const configuration = { ...body, metadata };
  checkBody(target, configuration, name);
  const current = storage.get(resource, target.namespace, name);
  if (!current && target.subresource !== '') throw refuse.notFound(resource, name);
  const conflicts = current ? conflictsWith(current, configuration, writer) : [];
  if (conflicts.length > 0 && !target.force) throw refusedApply(conflicts);
  const base = current ? withoutFields(current, abandoned(current, configuration, writer)) : {};
  const owners: Owners = (before, _, time) => ownersAfterApply(before, configuration, writer, time);
  return commit(storage, target, current, overlay(base, configuration), owners);
}

/** Takes an object away and returns it. */
export function remove(storage: Storage, target: Target, options: Json): Item {
  const current = existing(storage, target);
  const wanted = jsonOf(options['preconditions']);
  for (const [field, word, since] of preconditions) {
    const value = wanted[field];
    if (value === undefined || value === current.metadata[field]) continue;
    const both = `the ${word} in the precondition (${shown(value)}) does not match the ${word} in record (${current.metadata[field]})`;
    throw refuse.precondition(target.resource, target.name, `${both}. The object might have been ${since}`);
  }
  if (!target.dryRun) storage.remove(target.resource, current);
  return current;
}

const preconditions = [
  ['uid', 'UID', 'deleted and then recreated'],
  ['resourceVersion', 'ResourceVersion', 'modified'],
] as const;

/** RFC 7386: `null` removes, objects merge, everything else replaces. */
export function mergePatch(value: unknown, patch: unknown): unknown {
  if (!isJson(patch)) return patch;
  const result: [string, unknown][] = Object.entries(jsonOf(value)).filter(([key]) => !(key in patch));
  for (const [key, child] of Object.entries(patch)) {
    if (child !== null) result.push([key, mergePatch(jsonOf(value)[key], child)]);
  }
  return Object.fromEntries(result);
}

function byUpdate(target: Target): Owners {
  const writer: Writer = { name: target.writer, operation: 'Update', subresource: target.subresource };
  return (current, next, time) => ownersAfterUpdate(current, next, writer, time);
}

function existing(storage: Storage, target: Target): Item {
  const current = storage.get(target.resource, target.namespace, target.name);
  if (!current) throw refuse.notFound(target.resource, target.name);
  return current;
}

/** Objects merge; lists and values are replaced. Unlike a merge patch, `null` does not remove. */
function overlay(base: Json, configuration: Json): Json {
  const result: [string, unknown][] = Object.entries(base).filter(([key]) => !(key in configuration));
  for (const [key, child] of Object.entries(configuration)) {
    result.push([key, isJson(child) && isJson(base[key]) ? overlay(base[key], child) : child]);
  }
  return Object.fromEntries(result);
}

function refusedApply(conflicts: ReturnType<typeof conflictsWith>): Refusal {
  const causes = conflicts.map(({ owner, path }) => ({
    reason: 'FieldManagerConflict',
    message: `conflict with "${owner.manager}"${owner.operation === 'Update' ? ` using ${owner.apiVersion}` : ''}`,
    field: path,
  }));
  const [first, ...rest] = causes;
  if (first && rest.length === 0) return refuse.owned(1, `${first.message}: ${first.field}`, causes);
  const groups = [...new Set(causes.map((it) => it.message))].map((message) => {
    const fields = causes.filter((it) => it.message === message).map((it) => `\n- ${it.field}`);
    return `${message.replace('conflict ', 'conflicts ')}:${fields.join('')}`;
  });
  return refuse.owned(causes.length, groups.join('\n'), causes);
}
