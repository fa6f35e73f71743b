import { builtAt, specOf } from './built.ts';
import { keyOf } from './identity.ts';
import { originalOf } from './object.ts';
import type { BuiltObject } from './object.ts';
import { rootsOf } from './roots.ts';
import type { Applier } from './builds.ts';
import { locality } from './locality.ts';
import type { Repository } from '../repository/repository.ts';

/** A Flux Kustomization that applies a file, and those above it: who applies its own file, up to a cluster's entry. */
export interface Owner {
  readonly applier: Applier;
  /** The nearest first. The last one is applied by nobody in the repository, or by itself. */
  readonly above: readonly Applier[];
}

/**
 * The Flux Kustomizations that apply a file: none for an orphan, several for files that several clusters share, or that are owned twice. Of
 * several ways up from one of them the first is told. Costs the kustomizations on the way.
 */
export function ownersOf(repository: Repository, path: string): readonly Owner[] {
  return appliersOf(repository, path).map((applier) => {
    const above: Applier[] = [];
    const seen = new Set([applier.key]);
    for (let at: Applier | undefined = applier; at !== undefined && above.length < 32;) {
      at = parentsOf(repository, at).find((it) => !seen.has(it.key));
      if (at === undefined) break;
      seen.add(at.key);
      above.push(at);
    }
    return { applier, above };
  });
}

/** The Kustomizations whose builds really take the file in; one per document. */
function appliersOf(repository: Repository, path: string): readonly Applier[] {
  return rootsOf(repository, path).flatMap((root) => ('applier' in root ? [root.applier] : []));
}

function parentsOf(repository: Repository, applier: Applier): readonly Applier[] {
  return applier.moved?.parents ?? appliersOf(repository, applier.manifest.path);
}

/** The Kustomizations at which the ways up end, each a cluster's entry: as their keys. */
export function entriesOf(repository: Repository, applier: Applier): ReadonlySet<string> {
  const known = repository.remember('entries', () => new Map<string, ReadonlySet<string>>());
  const key = applier.key;
  const old = known.get(key);
  if (old) return old;
  const entries = new Set<string>();
  const seen = new Set([key]);
  const queue = [applier];
  for (const at of queue) {
    const parents = parentsOf(repository, at).filter((it) => it.key !== at.key);
    if (parents.length === 0) entries.add(at.key);
    for (const it of parents) {
      if (seen.has(it.key)) continue;
      seen.add(it.key);
      queue.push(it);
    }
  }
  known.set(key, entries);
  return entries;
}

/** Another Kustomization of the same cluster that applies the same objects, with one of them as an example. */
export interface Rival {
  readonly applier: Applier;
  readonly object: string;
}

/** So many objects of a Kustomization are looked at for rivals. */
const mostLooked = 2000;

/** So many files may declare objects of one name. */
const mostNamesakes = 16;

/**
 * The Kustomizations that take objects from one another: same cluster, same identity, from whichever files. `settled` is what variables make of a name
 * in a Kustomization, `undefined` where that is not known.
 */
export function rivalsOf(repository: Repository, applier: Applier, settled: Settled): readonly Rival[] {
  const own = applier.key;
  const entries = entriesOf(repository, applier);
  const cluster = clusterOf(repository, applier);
  const rivals = new Map<string, Rival>();
  for (const object of builtAt(repository, { applier })?.objects.slice(0, mostLooked) ?? []) {
    for (const path of filesOf(repository, object)) {
      for (const other of appliersOf(repository, path)) {
        const key = other.key;
        if (key === own || rivals.has(key) || locality(repository, other)?.sure !== true) continue;
        if (![...entriesOf(repository, other)].some((it) => entries.has(it))) continue;
        if (clusterOf(repository, other) !== cluster || nameOfApplier(other) === nameOfApplier(applier)) continue;
        const theirs = builtAt(repository, { applier: other })?.objectsFrom(path) ?? [];
        const { kind } = object.identity;
        const mine = settledIdentity(object, applier, settled);
        const isOne = ({ identity }: BuiltObject): boolean =>
          keyOf(identity) === keyOf(object.identity) && settledIdentity({ identity }, other, settled) === mine;
        if (mine !== undefined && theirs.some(isOne))
          rivals.set(key, { applier: other, object: `${kind} ${mine.slice(mine.indexOf('/') + 1)}` });
      }
    }
  }
  return [...rivals.values()];
}

export type Settled = (by: Applier, text: string) => string | undefined;

function settledIdentity(
  { identity }: Pick<BuiltObject, 'identity'>,
  by: Applier,
  settled: Settled,
): string | undefined {
  const [name, namespace] = [settled(by, identity.name), settled(by, identity.namespace)];
  return name === undefined || namespace === undefined ? undefined : `${namespace}/${name}`;
}

/** The files that declare an object of that name: its own first. Names that many have are none by which to look. */
function filesOf(repository: Repository, object: BuiltObject): Iterable<string> {
  const { group, kind, name } = originalOf(object);
  const files = new Set([object.origin.path]);
  for (const { manifest } of object.origin.generator ? [] : repository.objects.named(group, kind, name)) {
    if (files.size > mostNamesakes) return [object.origin.path];
    if (!repository.isTemplate(manifest.path)) files.add(manifest.path);
  }
  return files;
}

function clusterOf(repository: Repository, applier: Applier): string {
  return JSON.stringify(specOf(repository, applier).spec['kubeConfig'] ?? null);
}

/** Namespace and name as its file has them. */
export function nameOfApplier({ document }: Applier): string {
  const { name, namespace } = document.facts.header;
  return namespace === undefined ? (name?.value ?? '') : `${namespace.value}/${name?.value ?? ''}`;
}
