import { keyOf } from './identity.ts';
import type { BuiltObject } from './object.ts';
import type { Findings, Place } from './problem.ts';

/** Objects that are put together, no two of which may have one identity. */
export class Collection {
  readonly findings: Findings;
  readonly #objects: BuiltObject[];
  readonly #byKey = new Map<string, BuiltObject>();

  constructor(objects: readonly BuiltObject[], findings: Findings) {
    this.findings = findings;
    this.#objects = [...objects];
    for (const it of objects) this.#byKey.set(keyOf(it.identity), it);
  }

  get objects(): readonly BuiltObject[] {
    return this.#objects;
  }

  /** Takes objects in; those that are there already are told and left out. `place` and `entry` say what brought them. */
  append(objects: readonly BuiltObject[], place: Place, entry: string): void {
    let isTold = false;
    for (const object of objects) {
      const key = keyOf(object.identity);
      const old = this.#byKey.get(key);
      if (old === undefined) {
        this.#byKey.set(key, object);
        this.#objects.push(object);
      } else if (isSameOrigin(old, object)) {
        if (!isTold) this.findings.add(place, { what: 'entry-twice', entry });
        isTold = true;
      } else tellTwice(old, object, this.findings);
    }
  }

  replace(old: BuiltObject, object: BuiltObject): void {
    this.#objects.splice(this.#objects.indexOf(old), 1, object);
    this.#byKey.set(keyOf(object.identity), object);
  }
}

/** Tells objects that have come to have one identity, such as after all were put into one namespace. */
export function tellConflicts(objects: readonly BuiltObject[], findings: Findings): void {
  const byKey = new Map<string, BuiltObject>();
  for (const object of objects) {
    const key = keyOf(object.identity);
    const old = byKey.get(key);
    if (old === undefined) byKey.set(key, object);
    else if (!isSameOrigin(old, object)) tellTwice(old, object, findings);
  }
}

function tellTwice(old: BuiltObject, object: BuiltObject, findings: Findings): void {
  const { path, document, generator, item } = object.origin;
  const at =
    generator !== undefined
      ? [generator, item ?? 0, 'name']
      : item === undefined
        ? ['metadata', 'name']
        : ['items', item, 'metadata', 'name'];
  const name = `${object.identity.kind} ${object.identity.name}`;
  findings.add({ path, document, at }, { what: 'duplicate-object', other: old.origin.path, name });
}

function isSameOrigin(a: BuiltObject, b: BuiltObject): boolean {
  const [x, y] = [a.origin, b.origin];
  return x.path === y.path && x.document === y.document && x.item === y.item && x.generator === y.generator;
}
