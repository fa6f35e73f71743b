import type { Offer } from './completion.ts';
import { referenceFieldAt } from './cursor.ts';
import type { Cursor, ReferenceField } from './cursor.ts';
import { allOfKind, namespacesOf } from './lookup.ts';
import type { Candidate } from './lookup.ts';
import type { ManifestDocument } from './manifest.ts';
import { escapeMarkdown } from './markdown.ts';
import { textOf } from './parse.ts';
import { isSymbolic, literalOf } from './symbolic.ts';

/** Names, kinds and namespaces in fields that name other objects. Objects of the namespace that counts come first. */
export function completeReference(cursor: Cursor): readonly Offer[] {
  const at = referenceFieldAt(cursor);
  if (!at) return [];
  switch (at.field) {
    case 'kind':
      return kindsAllowed(at, undefined).map((kind, index) => ({
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
  const candidates = kindsAllowed(at, fieldOf(cursor, at, 'kind')).flatMap((kind) => targets(cursor, kind));
  const own = at.holder.includes('dependsOn') ? cursor.document : undefined;
  const waiting = own ? waitingFor(own, candidates) : new Set<ManifestDocument>();
  const wanted = wantedNamespaces(cursor, at);
  const offers = new Map<string, Offer>();
  for (const it of candidates) {
    const { document } = it.declaration;
    if (document === own || waiting.has(document) || isSymbolic(it.name)) continue;
    const near = it.namespace === undefined || wanted.has(undefined) || wanted.has(it.namespace);
    if (!near && at.field === 'name' && fieldOf(cursor, at, 'namespace') !== undefined) continue;
    const key = `${it.declaration.declared.kind} ${it.namespace ?? ''}/${it.name}`;
    if (!offers.has(key)) offers.set(key, objectOffer(it, near, at));
  }
  return [...offers.values(), ...bootstrapSource(cursor, at, offers)];
}

function objectOffer(it: Candidate, near: boolean, at: ReferenceField): Offer {
  const { declared, manifest } = it.declaration;
  const detail = it.namespace === undefined ? declared.kind : `${declared.kind} in ${it.namespace}`;
  return {
    label: it.name,
    kind: 'object',
    insert: it.name,
    ...(at.field === 'item' ? { before: 'name: ' } : {}),
    detail,
    documentation: `Declared in ${escapeMarkdown(manifest.path)}`,
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
  const candidates = kindsAllowed(at, fieldOf(cursor, at, 'kind')).flatMap((kind) => targets(cursor, kind));
  const found = new Map<string, Offer>();
  for (const { name: other, namespace, declaration } of candidates) {
    if (namespace === undefined || found.get(namespace)?.sort.startsWith('0')) continue;
    const has = name !== undefined && other === name;
    const detail = has ? `has the ${declaration.declared.kind} ${other}` : `has a ${declaration.declared.kind}`;
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

function targets({ repository }: Cursor, kind: string): readonly Candidate[] {
  return [...allOfKind(repository, kind)];
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
  return namespacesOf(cursor.repository, cursor.manifest.path, cursor.document);
}

/** The objects that wait for one already: to depend on them would close a circle. Linear in the objects of the kind. */
function waitingFor(own: ManifestDocument, candidates: readonly Candidate[]): ReadonlySet<ManifestDocument> {
  const dependents = new Map<string, Candidate[]>();
  for (const it of candidates) {
    for (const key of dependenciesOf(it)) dependents.set(key, [...(dependents.get(key) ?? []), it]);
  }
  const found = new Set<ManifestDocument>();
  const queue = candidates.filter((it) => it.declaration.document === own);
  for (let it = queue.shift(); it; it = queue.shift()) {
    for (const dependent of dependents.get(`${it.namespace ?? ''}/${it.name}`) ?? []) {
      if (found.has(dependent.declaration.document)) continue;
      found.add(dependent.declaration.document);
      queue.push(dependent);
    }
  }
  return found;
}

function dependenciesOf({ declaration, namespace }: Candidate): readonly string[] {
  const { fields } = declaration.document.facts;
  return [...fields].flatMap(([path, word]) => {
    const match = /^spec\.dependsOn\.(\d+)\.name$/.exec(path);
    return match
      ? [`${fields.get(`spec.dependsOn.${match[1]}.namespace`)?.value ?? namespace ?? ''}/${word.value}`]
      : [];
  });
}
