import { groupOf } from '../../flux/objects.ts';
import type { Offer } from './completion.ts';
import { looseFieldAt, referenceFieldAt } from '../repository/cursor.ts';
import type { Cursor, ReferenceField } from '../repository/cursor.ts';
import { fluxGroupOf, namespacesOf } from '../build/lookup.ts';
import { textOf } from '../yaml/parse.ts';
import { literalOf } from '../yaml/symbolic.ts';
import { generatedNames, knownTargets, nearTargets } from './known.ts';
import type { Known } from './known.ts';

/** Names, kinds and namespaces in fields that name other objects. Objects of the namespace that counts come first. */
export function completeReference(cursor: Cursor): readonly Offer[] {
  const at = referenceFieldAt(cursor) ?? looseFieldAt(cursor);
  if (!at || isOfOtherKind(cursor, at)) return [];
  switch (at.field) {
    case 'kind':
      return kindsBeside(cursor, at).map((kind, index) => ({
        label: kind,
        kind: 'value',
        insert: kind,
        sort: String(index),
      }));
    case 'namespace':
      return namespaces(cursor, at);
    case 'name':
    case 'item':
      return names(cursor, at);
  }
}

function names(cursor: Cursor, at: ReferenceField): readonly Offer[] {
  const wanted = wantedNamespaces(cursor, at);
  const isNearOnly = !at.rows.some((it) => it.crossNamespace);
  const known = kindsAllowed(at, fieldOf(cursor, at, 'kind')).flatMap((kind) =>
    isNearOnly ? nearTargets(cursor, kind, wanted) : knownTargets(cursor, kind),
  );
  const own = `${cursor.manifest.path} ${cursor.manifest.documents.indexOf(cursor.document)}`;
  const left = at.holder.includes('dependsOn') ? waitingFor(own, known) : new Set<string>();
  const isGiven = isNearOnly || fieldOf(cursor, at, 'namespace') !== undefined;
  const offers = new Map<string, Offer>();
  for (const it of known) {
    const near = it.namespace === undefined || wanted.has(undefined) || wanted.has(it.namespace);
    if ((isGiven && !near) || (left.size > 0 && left.has(placeOf(it)))) continue;
    const key = `${it.kind} ${it.namespace ?? ''}/${it.name}`;
    if (!offers.has(key)) offers.set(key, objectOffer(it, near, at));
  }
  for (const it of liveTargets(cursor, at, fieldOf(cursor, at, 'kind'))) {
    const near = wanted.has(undefined) || wanted.has(it.namespace);
    const key = `${it.kind} ${it.namespace}/${it.name}`;
    const isKnown = offers.has(key) || offers.has(`${it.kind} /${it.name}`);
    if ((isGiven && !near) || isKnown) continue;
    const offer = objectOffer(it, near, at);
    offers.set(key, { ...offer, detail: `${offer.detail ?? ''}, only in the cluster`, sort: `3${offer.sort}` });
  }
  const taken = new Set(known.map((it) => it.name));
  const generated = kindsAllowed(at, fieldOf(cursor, at, 'kind'))
    .flatMap((kind) => generatedNames(cursor, kind))
    .filter((it) => !taken.has(it.label));
  return [...offers.values(), ...generated, ...bootstrapSource(cursor, at, offers)];
}

/** What can be named and stands in the followed cluster. Nothing for `dependsOn`, whose circles only files tell. */
function liveTargets({ repository }: Cursor, at: ReferenceField, chosen?: string) {
  if (at.holder.includes('dependsOn')) return [];
  return kindsAllowed(at, chosen).flatMap((kind) => [...repository.live(kind)].map((it) => ({ ...it, kind })));
}

function objectOffer(it: Pick<Known, 'kind' | 'name' | 'namespace'>, near: boolean, at: ReferenceField): Offer {
  return {
    label: it.name,
    kind: 'object',
    insert: it.name,
    ...(at.field === 'item' ? { before: 'name: ' } : {}),
    detail: it.namespace === undefined ? it.kind : `${it.kind} in ${it.namespace}`,
    sort: `${near ? 0 : 1}${it.name} ${it.namespace ?? ''}`,
  };
}

/** The source that `flux bootstrap` makes is offered also when no file shows it. */
function bootstrapSource(cursor: Cursor, at: ReferenceField, offers: ReadonlyMap<string, Offer>): readonly Offer[] {
  const takesGit = kindsAllowed(at, fieldOf(cursor, at, 'kind')).includes('GitRepository');
  const isThere = [...offers.values()].some((it) => it.label === 'flux-system');
  if (at.field !== 'name' || !takesGit || isThere) return [];
  return [
    {
      label: 'flux-system',
      kind: 'object',
      insert: 'flux-system',
      detail: 'GitRepository of flux bootstrap',
      sort: '2',
    },
  ];
}

function namespaces(cursor: Cursor, at: ReferenceField): readonly Offer[] {
  const name = fieldOf(cursor, at, 'name');
  const candidates = kindsAllowed(at, fieldOf(cursor, at, 'kind')).flatMap((kind) => knownTargets(cursor, kind));
  const found = new Map<string, Offer>();
  for (const { name: other, namespace, kind } of candidates) {
    if (namespace === undefined || found.get(namespace)?.sort.startsWith('0')) continue;
    const has = name !== undefined && other === name;
    const detail = has ? `has the ${kind} ${other}` : `has a ${kind}`;
    if (has || !found.has(namespace)) {
      found.set(namespace, {
        label: namespace,
        kind: 'value',
        insert: namespace,
        detail,
        sort: `${has ? 0 : 1}${namespace}`,
      });
    }
  }
  return [...found.values()];
}

function placeOf({ path, document }: Known): string {
  return `${path} ${document}`;
}

/** The kinds that the field takes and that the `apiVersion` beside it has, where there is one. */
function kindsBeside(cursor: Cursor, at: ReferenceField): readonly string[] {
  const apiVersion = fieldOf(cursor, at, 'apiVersion');
  const all = kindsAllowed(at, undefined);
  return apiVersion === undefined ? all : all.filter((kind) => fluxGroupOf(kind) === groupOf(apiVersion));
}

/** Whether the `kind` beside a name says one of which nothing is known. */
function isOfOtherKind(cursor: Cursor, at: ReferenceField): boolean {
  const chosen = at.field === 'kind' ? undefined : fieldOf(cursor, at, 'kind');
  return chosen !== undefined && at.rows.every((it) => it.choosesKind && !it.to.includes(chosen));
}

/** Kinds that the field takes; only the chosen one when there is a choice and it is made. */
function kindsAllowed({ rows }: ReferenceField, chosen: string | undefined): readonly string[] {
  const all = [...new Set(rows.flatMap((row) => row.to))];
  return chosen !== undefined && all.includes(chosen) ? [chosen] : all;
}

function fieldOf({ document }: Cursor, { holder }: ReferenceField, field: string): string | undefined {
  const text = textOf(document.nodeAt([...holder, field]));
  return text === '' ? undefined : text;
}

function wantedNamespaces(cursor: Cursor, at: ReferenceField): ReadonlySet<string | undefined> {
  const given = fieldOf(cursor, at, 'namespace');
  if (given !== undefined) return new Set([literalOf(given)]);
  const own = textOf(cursor.document.nodeAt([...at.base, 'metadata', 'namespace']));
  if (at.base.length > 0 && own !== undefined) return new Set([literalOf(own)]);
  return namespacesOf(cursor.repository, cursor.manifest.path, cursor.document);
}

/** The object itself and all that wait for it already: to depend on them would close a circle. Linear in the objects of the kind. */
function waitingFor(own: string, known: readonly Known[]): ReadonlySet<string> {
  const dependents = new Map<string, Known[]>();
  for (const it of known) {
    for (const key of it.waitsFor) {
      const list = dependents.get(key);
      if (list) list.push(it);
      else dependents.set(key, [it]);
    }
  }
  const found = new Set([own]);
  const queue = known.filter((it) => placeOf(it) === own);
  for (const it of queue) {
    for (const dependent of dependents.get(`${it.namespace ?? ''}/${it.name}`) ?? []) {
      if (found.has(placeOf(dependent))) continue;
      found.add(placeOf(dependent));
      queue.push(dependent);
    }
  }
  return found;
}
