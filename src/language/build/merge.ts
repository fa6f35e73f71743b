import { isBody, isList, text } from './body.ts';
import type { Body, Value } from './body.ts';
import type { MergeRule } from './mergeKeys.ts';

/**
 * Lays a strategic merge patch over an object, as kustomize does (kyaml merge2): null takes a field away, lists with merge keys are merged with
 * the patch's items first, `$patch` deletes or replaces. `undefined` when the patch deletes the whole.
 */
export function merge(object: Body, patch: Body, rule: MergeRule): Body | undefined {
  const merged = mergeValue(object, patch, rule);
  return isBody(merged) ? merged : undefined;
}

/** Whether a patch as a whole deletes its target. */
export function deletes(patch: Body): boolean {
  return patch['$patch'] === 'delete';
}

function mergeValue(old: Value | undefined, patch: Value, rule: MergeRule | undefined): Value | undefined {
  if (patch === null) return undefined;
  if (isBody(patch)) return mergeBody(isBody(old) ? old : undefined, patch, rule);
  if (isList(patch) && rule?.keys !== undefined) return mergeList(isList(old) ? old : [], patch, rule);
  return patch;
}

function mergeBody(old: Body | undefined, patch: Body, rule: MergeRule | undefined): Body | undefined {
  const { $patch: directive, ...fields } = patch;
  if (directive === 'delete') return undefined;
  const merged: Record<string, Value> = directive === 'replace' ? {} : { ...old };
  for (const [key, value] of Object.entries(fields)) {
    const result = mergeValue(merged[key], value, rule?.of?.[key]);
    if (result === undefined) delete merged[key];
    else merged[key] = result;
  }
  return merged;
}

function mergeList(old: readonly Value[], patch: readonly Value[], rule: MergeRule): readonly Value[] | undefined {
  const keys = rule.keys ?? [];
  const isDirective = (it: Value): it is Body => isBody(it) && '$patch' in it && Object.keys(it).length === 1;
  const directive = patch.find(isDirective)?.['$patch'];
  if (directive === 'delete') return undefined;
  const items = patch.filter((it) => !isDirective(it));
  if (keys.length === 0) return [...new Set([...items, ...old])];
  const left = directive === 'replace' ? [] : [...old];
  const first: Value[] = [];
  for (const item of items) {
    if (!isBody(item)) continue;
    const at = left.findIndex((it) => isBody(it) && isSameItem(it, item, keys));
    const found = left[at];
    const merged = mergeBody(isBody(found) ? found : undefined, item, rule);
    // With several keys what is there already keeps its place.
    if (merged !== undefined && at >= 0 && keys.length > 1) left[at] = merged;
    else {
      if (at >= 0) left.splice(at, 1);
      if (merged !== undefined) first.push(merged);
    }
  }
  return [...first, ...left];
}

/** Two items are the same when their first key says so, and no other key that both have says otherwise. */
function isSameItem(a: Body, b: Body, keys: readonly string[]): boolean {
  const [first = ''] = keys;
  if (text(a[first]) === undefined || text(a[first]) !== text(b[first])) return false;
  return keys.every((key) => text(a[key]) === undefined || text(b[key]) === undefined || text(a[key]) === text(b[key]));
}
