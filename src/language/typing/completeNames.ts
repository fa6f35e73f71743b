import { mayMeet } from '../build/clusters.ts';
import { namespacesOf } from '../build/lookup.ts';
import { plainFieldsAt } from '../references/plain.ts';
import { isSamePath } from '../repository/cursor.ts';
import type { Cursor } from '../repository/cursor.ts';
import { variableSources } from '../variables/variableSources.ts';
import { textOf } from '../yaml/parse.ts';
import type { Offer } from './completion.ts';
import { generatedNames, nameOffer, nearTargets } from './known.ts';

/**
 * Names in fields of plain Kubernetes objects that name others, and the accounts that Flux acts as: what is in the namespace that counts and may be
 * in the same cluster.
 */
export function completeName(cursor: Cursor): readonly Offer[] {
  const { repository, manifest } = cursor;
  return plainFieldsAt(cursor).flatMap(({ kind, namespaces }) => {
    const there = nearTargets(cursor, kind, namespaces).filter((it) => mayMeet(repository, manifest.path, it.path));
    const names = new Map(there.map((it) => [it.name, it.namespace]));
    const declared = [...names].map(([name, namespace]) =>
      nameOffer(name, namespace === undefined ? kind : `${kind} in ${namespace}`),
    );
    return [...declared, ...generatedNames(cursor, kind).filter((it) => !names.has(it.label))];
  });
}

/** The keys of the ConfigMap or Secret that a HelmRelease takes values from. */
export function completeValuesKey({ repository, manifest, document, path, fluxKind }: Cursor): readonly Offer[] {
  if (fluxKind !== 'HelmRelease' || !isSamePath(['spec', 'valuesFrom', '*', 'valuesKey'], path)) return [];
  const [kind, name] = ['kind', 'name'].map((key) => textOf(document.nodeAt([...path.slice(0, -1), key])));
  if ((kind !== 'ConfigMap' && kind !== 'Secret') || name === undefined) return [];
  const sources = variableSources(repository, kind, name, namespacesOf(repository, manifest.path, document));
  const keys = new Set(sources.flatMap((it) => it.entries.map((entry) => entry.name)));
  return [...keys].map((key) => ({ ...nameOffer(key, `in ${name}`), kind: 'value' }));
}
