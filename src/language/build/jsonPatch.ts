import { isBody, isList, text } from './body.ts';
import type { Body, Value } from './body.ts';

/** What came of a JSON patch: the changed object, or the place of the operation that cannot be done, from zero. */
export type Patched = { readonly value: Body } | { readonly failed: number };

/** Does the operations of RFC 6902 in turn, as strictly as kustomize's library: every path but an added one must exist. */
export function applyOperations(object: Body, operations: readonly Body[]): Patched {
  let value: Value = object;
  for (const [at, operation] of operations.entries()) {
    const next: Value | undefined = applyOne(value, operation);
    if (next === undefined) return { failed: at };
    value = next;
  }
  return isBody(value) ? { value } : { failed: operations.length - 1 };
}

function applyOne(object: Value, operation: Body): Value | undefined {
  const path = stepsOf(text(operation['path']) ?? '');
  const from = stepsOf(text(operation['from']) ?? '');
  const value = operation['value'] ?? null;
  switch (operation['op']) {
    case 'add':
      return edit(object, path, { put: value, mayBeNew: true });
    case 'replace':
      return edit(object, path, { put: value, mayBeNew: false });
    case 'remove':
      return edit(object, path, { mayBeNew: false });
    case 'test':
      return isSame(read(object, path) ?? null, value) ? object : undefined;
    case 'copy':
    case 'move': {
      const moved = read(object, from);
      if (moved === undefined) return undefined;
      const rest = operation['op'] === 'move' ? edit(object, from, { mayBeNew: false }) : object;
      return rest === undefined ? undefined : edit(rest, path, { put: moved, mayBeNew: true });
    }
    default:
      return undefined;
  }
}

interface Edit {
  readonly put?: Value;
  readonly mayBeNew: boolean;
}

function edit(value: Value, path: readonly string[], it: Edit): Value | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return it.put;
  if (isList(value)) return editList(value, key, rest, it);
  if (!isBody(value)) return undefined;
  const has = Object.hasOwn(value, key);
  if (rest.length > 0) {
    const inner = has ? edit(value[key] ?? null, rest, it) : undefined;
    return inner === undefined ? undefined : { ...value, [key]: inner };
  }
  if (!has && !it.mayBeNew) return undefined;
  if (it.put !== undefined) return { ...value, [key]: it.put };
  const { [key]: _, ...others } = value;
  return others;
}

function editList(list: readonly Value[], key: string, rest: readonly string[], it: Edit): Value | undefined {
  const isLast = rest.length === 0;
  const isInsert = isLast && it.mayBeNew && it.put !== undefined;
  const at = key === '-' ? list.length : indexOf(key, list.length);
  if (at === undefined || at > list.length || (at === list.length && !isInsert)) return undefined;
  if (isInsert) return list.toSpliced(at, 0, it.put ?? null);
  if (isLast) return it.put === undefined ? list.toSpliced(at, 1) : list.toSpliced(at, 1, it.put);
  const inner = edit(list[at] ?? null, rest, it);
  return inner === undefined ? undefined : list.toSpliced(at, 1, inner);
}

function indexOf(key: string, length: number): number | undefined {
  if (!/^-?\d+$/.test(key)) return undefined;
  const at = Number(key);
  return at < 0 ? (at + length < 0 ? undefined : at + length) : at;
}

function read(value: Value, path: readonly string[]): Value | undefined {
  let found: Value | undefined = value;
  for (const key of path) {
    if (isList(found)) found = found[indexOf(key, found.length) ?? -1];
    else found = isBody(found) && Object.hasOwn(found, key) ? found[key] : undefined;
  }
  return found;
}

/** The keys of a JSON pointer (RFC 6901). */
export function stepsOf(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((it) => it.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** Whether two values are equal, whatever the order of keys. */
export function isSame(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (isList(a) && isList(b)) return a.length === b.length && a.every((it, at) => isSame(it, b[at] ?? null));
  if (!isBody(a) || !isBody(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && isSame(a[key] ?? null, b[key] ?? null))
  );
}
