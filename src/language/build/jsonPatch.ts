import { isBody, isList, text } from './body.ts';
import type { Body, Value } from './body.ts';

/** What came of a JSON patch: the changed object, or the place of the operation that cannot be done, from zero. */
export type Patched = { readonly value: Body } | { readonly failed: number };

/**
 * Does the operations of RFC 6902 in turn as kustomize's library does (evanphx/json-patch, version 4), which is less strict than the standard: in a
 * mapping `replace` makes what is missing, `copy` and `test` take it for null. An entry of a list must exist, and so must what is removed or moved.
 */
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
  const path = text(operation['path']) ?? '';
  const from = text(operation['from']) ?? '';
  const value = operation['value'] ?? null;
  switch (operation['op']) {
    case 'add':
      return change(object, path, adding(value));
    case 'replace':
      return path === '' ? value : change(object, path, replacing(value));
    case 'remove':
      return change(object, path, removing);
    case 'test': {
      const found = path === '' ? object : read(object, path);
      return found !== undefined && isSame(found, value) ? object : undefined;
    }
    case 'copy':
    case 'move': {
      const moved = read(object, from);
      const rest = operation['op'] === 'move' ? change(object, from, removing) : object;
      return moved === undefined || rest === undefined ? undefined : change(rest, path, adding(moved));
    }
    default:
      return undefined;
  }
}

type Container = Body | readonly Value[];

/** Gives the container with one of its entries changed, or undefined where that cannot be done. */
type Change = (container: Container, key: string) => Value | undefined;

function change(value: Value, pointer: string, act: Change): Value | undefined {
  return changeAt(value, stepsOf(pointer), act);
}

function changeAt(value: Value, [key, ...rest]: readonly string[], act: Change): Value | undefined {
  if (key === undefined || !isContainer(value)) return undefined;
  if (rest.length === 0) return act(value, key);
  const inner = entryOf(value, key);
  const changed = inner === undefined ? undefined : changeAt(inner, rest, act);
  return changed === undefined ? undefined : replacing(changed)(value, key);
}

function adding(value: Value): Change {
  return (container, key) => {
    if (!isList(container)) return { ...container, [key]: value };
    const at = key === '-' ? container.length : indexOf(key, container.length + 1);
    return at === undefined ? undefined : container.toSpliced(at, 0, value);
  };
}

function replacing(value: Value): Change {
  return (container, key) => {
    if (!isList(container)) return { ...container, [key]: value };
    const at = indexOf(key, container.length);
    return at === undefined ? undefined : container.toSpliced(at, 1, value);
  };
}

function removing(container: Container, key: string): Value | undefined {
  if (isList(container)) {
    const at = indexOf(key, container.length);
    return at === undefined ? undefined : container.toSpliced(at, 1);
  }
  if (!Object.hasOwn(container, key)) return undefined;
  const { [key]: _, ...others } = container;
  return others;
}

/** Null for what a mapping does not have; undefined where a list or anything else has no such entry. */
function read(value: Value, pointer: string): Value | undefined {
  const steps = stepsOf(pointer);
  if (steps.length === 0) return undefined;
  return steps.reduce<Value | undefined>(
    (found, key) => (found !== undefined && isContainer(found) ? entryOf(found, key) : undefined),
    value,
  );
}

function entryOf(container: Container, key: string): Value | undefined {
  if (!isList(container)) return Object.hasOwn(container, key) ? (container[key] ?? null) : null;
  const at = indexOf(key, container.length);
  return at === undefined ? undefined : container[at];
}

/** An entry of a list of this length, as Go reads numbers; those below zero count from the end. */
function indexOf(key: string, length: number): number | undefined {
  if (!/^[+-]?\d+$/.test(key)) return undefined;
  const given = Number(key);
  const at = given < 0 ? given + length : given;
  return at >= 0 && at < length ? at : undefined;
}

function isContainer(value: Value): value is Container {
  return isList(value) || isBody(value);
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
