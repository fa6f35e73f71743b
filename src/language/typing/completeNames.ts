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

/** The keys of the ConfigMap or Secret that stands beside: of which a HelmRelease takes values, or a container a variable. */
export function completeEntryKey(cursor: Cursor): readonly Offer[] {
  const { repository, manifest, document, path } = cursor;
  const [kind, name] = [entryKindAt(cursor), textOf(document.nodeAt([...path.slice(0, -1), 'name']))];
  if (kind === undefined || name === undefined) return [];
  const sources = variableSources(repository, kind, name, namespacesOf(repository, manifest.path, document));
  const keys = new Set(sources.flatMap((it) => it.entries.map((entry) => entry.name)));
  return [...keys].map((key) => ({ ...nameOffer(key, `in ${name}`), kind: 'value' }));
}

function entryKindAt({ document, path, fluxKind }: Cursor): 'ConfigMap' | 'Secret' | undefined {
  if (fluxKind === 'HelmRelease' && isSamePath(['spec', 'valuesFrom', '*', 'valuesKey'], path)) {
    const kind = textOf(document.nodeAt([...path.slice(0, -1), 'kind']));
    return kind === 'ConfigMap' || kind === 'Secret' ? kind : undefined;
  }
  if (path.at(-1) !== 'key' || fluxKind !== undefined) return undefined;
  const holder = path.at(-2);
  return holder === 'configMapKeyRef' ? 'ConfigMap' : holder === 'secretKeyRef' ? 'Secret' : undefined;
}
