import { bodies, isBody, isList, text } from './body.ts';
import type { Body, Value } from './body.ts';
import { changeField, isSelected } from './fields.ts';
import type { FieldSpec } from './fields.ts';
import { effectiveNamespace, isClusterScoped } from './identity.ts';
import type { BuiltObject } from './object.ts';
import { after } from './object.ts';
import { nameReferences } from './referenceTables.ts';
import type { NameReference } from './referenceTables.ts';
import { groupBy } from '../../flux/groups.ts';

/**
 * Lets references follow objects that a build has renamed or moved (kustomize nameReferenceTransformer): those that kustomize knows, and
 * those given. Costs nothing until a body is asked
 * for, and then the number of renamed objects for each place.
 */
export function withReferences(
  objects: readonly BuiltObject[],
  references: readonly NameReference[],
): readonly BuiltObject[] {
  const moved = objects.filter((it) => it.before.length > 0);
  if (moved.length === 0) return objects;
  const byOldName = new Map<string, BuiltObject[]>();
  for (const it of moved) {
    for (const name of new Set(it.before.map((id) => id.name))) {
      const same = byOldName.get(name);
      if (same) same.push(it);
      else byOldName.set(name, [it]);
    }
  }
  const added = byKind(references);
  const placesOf = (kind: string): readonly Place[] => [...(known.get(kind) ?? []), ...(added.get(kind) ?? [])];
  return objects.map((referrer) => {
    const first = referrer.before[0] ?? referrer.identity;
    const wanted = [...placesOf(first.kind), ...placesOf('')].filter((it) => isSelected(it.spec, first));
    if (wanted.length === 0) return referrer;
    return after(referrer, {}, (body) =>
      wanted.reduce((it, { target, spec }) => {
        const find = (name: string, namespace?: string): BuiltObject | undefined =>
          choose(byOldName.get(name) ?? [], { referrer, target, name, namespace, body: it, spec });
        return changeField(it, { path: spec.path }, (value) => follow(value, find));
      }, body),
    );
  });
}

/** One place in which one kind is named. */
export interface Place {
  readonly target: NameReference['target'];
  readonly spec: FieldSpec;
}

/** By the kind that has the field; empty for every kind. */
function byKind(references: readonly NameReference[]): ReadonlyMap<string, readonly Place[]> {
  const places = references.flatMap(({ target, from }) => from.map((spec) => ({ target, spec })));
  return groupBy(places, ({ spec }) => spec.kind ?? '');
}

/** Those that kustomize knows. */
const known = byKind(nameReferences);

/** The places in which objects of a kind name others, as far as kustomize knows. */
export function placesOf(kind: string): readonly Place[] {
  return known.get(kind) ?? [];
}

type Find = (name: string, namespace?: string) => BuiltObject | undefined;

function follow(value: Value | undefined, find: Find): Value | undefined {
  if (isList(value)) return value.map((it) => follow(it, find) ?? it);
  if (!isBody(value)) {
    const name = text(value);
    return name === undefined ? undefined : find(name)?.identity.name;
  }
  const name = text(value['name']);
  const found = name === undefined ? undefined : find(name, text(value['namespace']));
  if (found === undefined) return undefined;
  const { name: now, namespace } = found.identity;
  return { ...value, name: now, ...(namespace !== '' && { namespace }) };
}

interface Search {
  readonly referrer: BuiltObject;
  readonly target: NameReference['target'];
  readonly name: string;
  readonly namespace: string | undefined;
  readonly body: Body;
  readonly spec: FieldSpec;
}

function choose(candidates: readonly BuiltObject[], it: Search): BuiltObject | undefined {
  const { referrer, target } = it;
  const role = it.spec.path.endsWith('roleRef/name') ? it.body['roleRef'] : undefined;
  const roleKind = isBody(role) ? { kind: text(role['kind']) ?? '', group: text(role['apiGroup']) ?? '' } : {};
  // A RoleBinding can be for accounts of the namespaces that it names.
  const subjects = referrer.identity.kind === 'RoleBinding' ? namespacesOfSubjects(it.body) : [];
  const fitting = candidates.filter((one) => {
    const olds = one.before.filter((id) => isSelected(target, id) && isSelected(roleKind, id));
    if (!olds.some((id) => id.name === it.name) && olds.length === 0) return false;
    if (it.namespace !== undefined) {
      const first = one.before[0]?.namespace ?? '';
      if (it.namespace !== (first || 'default') && it.namespace !== first && it.namespace !== one.identity.namespace)
        return false;
    }
    return (
      isClusterScoped(referrer.identity) ||
      isClusterScoped(one.identity) ||
      (one.identity.kind === 'ServiceAccount' && subjects.includes(one.identity.namespace)) ||
      effectiveNamespace(one.identity) === effectiveNamespace(referrer.identity)
    );
  });
  if (fitting.length < 2) return fitting[0];
  const near = fitting.filter((one) => one.prefix === referrer.prefix && one.suffix === referrer.suffix);
  return near[0] ?? fitting[0];
}

function namespacesOfSubjects(body: Body): readonly string[] {
  const accounts = bodies(body['subjects']).filter((it) => it['kind'] === 'ServiceAccount');
  return accounts.flatMap((it) => text(it['namespace']) ?? []);
}
