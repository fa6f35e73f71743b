import { artifactOf } from './artifacts.ts';
import { baseOf, below } from './bases.ts';
import type { Applier } from './builds.ts';
import { instanceSpec } from '../repository/instance.ts';
import { placeOf } from '../repository/remotes.ts';
import type { Repository } from '../repository/repository.ts';
import { bootstrap, sourceOf, sourceRefOf, syncSourceOf } from './sources.ts';
import type { Source, SourceRef } from './sources.ts';
import { isSymbolic } from '../yaml/symbolic.ts';

/** Whether a Flux Kustomization builds this repository, how sure that is, and which folder is the root that its path starts from. */
export interface Locality {
  readonly sure: boolean;
  readonly base: string;
}

/**
 * Judged by the paths of the Kustomizations of the same source: the bootstrap source surely is this repository when the path of bootstrap's own
 * Kustomization exists, or no fewer paths exist than are missing; another source is likely to be it when most paths exist, and a branch or tag of this one may be like it. `undefined` when the source is something else.
 */
export function locality(repository: Repository, applier: Applier): Locality | undefined {
  const known = repository.remember('localities', () => new Map<Applier, Locality | undefined>());
  if (!known.has(applier)) known.set(applier, judge(repository, applier));
  return known.get(applier);
}

function judge(repository: Repository, applier: Applier): Locality | undefined {
  const base = baseOf(repository, applier);
  if (instanceSpec(applier.document.facts) !== undefined) return base === undefined ? undefined : { sure: true, base };
  const ref = sourceRefOf(applier);
  if (ref?.kind === 'ExternalArtifact') return ofArtifact(repository, applier, ref);
  const source = sourceOf(applier);
  const from = { path: applier.manifest.path, isMoved: applier.moved !== undefined };
  return source && (ofSource(repository, source, from, base) ?? ofSync(repository, source));
}

/** An artifact that is made of folders of this repository: the one that is its root. */
function ofArtifact(repository: Repository, applier: Applier, ref: SourceRef): Locality | undefined {
  const artifact = artifactOf(repository, ref, applier.manifest.path);
  if (artifact === undefined) return undefined;
  const { source } = artifact;
  const here = sourceLocality(repository, source, applier.manifest.path, applier.moved !== undefined);
  const base = below(here?.base ?? '', artifact.base);
  if (here !== undefined)
    return base === '' || repository.folders.has(base) ? { sure: here.sure && artifact.isWhole, base } : undefined;
  // Before bootstrap no file tells of its source.
  const isLikely =
    repository.folders.has(below(base, applier.folder)) && addressOf(repository, source.name).url !== 'other';
  return isLikely ? { sure: false, base } : undefined;
}

/** Whether a source is this repository, for a file that names it. `isMoved`: a patch makes it name it. */
export function sourceLocality(
  repository: Repository,
  source: Source,
  path: string,
  isMoved = false,
): Locality | undefined {
  return ofSync(repository, source) ?? ofSource(repository, source, { path, isMoved });
}

/** The source that a FluxInstance of this repository syncs. */
function ofSync(repository: Repository, { key }: Source): Locality | undefined {
  const synced = repository.remember('synced', () => {
    const found = [...repository.builds.appliers()].map(
      (it) => [syncSourceOf(it)?.key, baseOf(repository, it)] as const,
    );
    return new Map(found.filter(([, base]) => base !== undefined));
  });
  const base = synced.get(key);
  return base === undefined ? undefined : { sure: true, base };
}

function ofSource(
  repository: Repository,
  source: Source,
  { path, isMoved }: { readonly path: string; readonly isMoved: boolean },
  base?: string,
): Locality | undefined {
  const written = repository.remember('sources', () => countSources(repository, repository.builds.appliers()));
  const all = isMoved ? repository.remember('sources of moved ones', () => written) : written;
  const counts = all.get(source.key);
  const bases = [...(counts?.present ?? [])].filter(([it]) => it === '' || path.startsWith(`${it}/`));
  const [best] = bases.sort((a, b) => b[1] - a[1]);
  if (best === undefined || counts === undefined) return undefined;
  const { url, isRemote } = addressOf(repository, source.name);
  // A source that only a patch tells of must be known to be this repository.
  if (url === 'other' || (url === 'unknown' && isMoved)) return undefined;
  if (url === 'other ref') return base === '' ? { sure: false, base } : undefined;
  const sure = url === 'same' && (isRemote || all.has(bootstrap)) && (counts.entry || best[1] >= counts.missing);
  return sure || best[1] > counts.missing ? { sure, base: base ?? best[0] } : undefined;
}

interface Counts {
  /** Kustomizations whose path exists, by the folder that plays the root. */
  readonly present: Map<string, number>;
  missing: number;
  /** Whether the Kustomization that bootstrap makes is among the present ones. */
  entry: boolean;
}

/** Tells how the sources are used after parents' patches, before anybody asks for a Kustomization that they move. */
export function countMoved(repository: Repository, all: Iterable<Applier>): void {
  repository.remember('sources of moved ones', () => countSources(repository, all));
}

function countSources(repository: Repository, all: Iterable<Applier>): ReadonlyMap<string, Counts> {
  const found = new Map<string, Counts>();
  for (const applier of all) {
    const source = sourceOf(applier) ?? otherSync(applier);
    if (source === undefined || applier.folder === '' || applier.folder === '\0') continue;
    const counts = found.get(source.key) ?? { present: new Map<string, number>(), missing: 0, entry: false };
    found.set(source.key, counts);
    const base = baseOf(repository, applier);
    if (base === undefined) counts.missing++;
    else {
      counts.present.set(base, (counts.present.get(base) ?? 0) + 1);
      counts.entry ||= applier.document.facts.header.name?.value === bootstrap;
    }
  }
  return found;
}

/** What a FluxInstance syncs, its path being one more that is here or not. Of the bootstrap source more is known. */
function otherSync(applier: Applier): Source | undefined {
  const source = syncSourceOf(applier);
  return source?.name === bootstrap ? undefined : source;
}

/** Whether the address of a GitRepository says that it is another repository. */
export function isElsewhere(repository: Repository, name: string): boolean {
  return name !== bootstrap && addressOf(repository, name).url === 'other';
}

/** What the address of a source says of it. */
interface Address {
  readonly url: 'same' | 'other ref' | 'other' | 'unknown';
  /** Whether it is that of a remote of the folder. */
  readonly isRemote: boolean;
}

/** Looked up once for each source, since thousands of Kustomizations have the same. */
function addressOf(repository: Repository, name: string): Address {
  const known = repository.remember('addresses', () => new Map<string, Address>());
  const old = known.get(name);
  if (old) return old;
  const url = name === bootstrap ? 'same' : compareUrls(repository, name);
  const isRemote = url === 'same' && placesOf(repository, name).some((it) => repository.remotes.includes(it));
  const address = { url, isRemote };
  known.set(name, address);
  return address;
}

/**
 * Whether a source that no file declares is where the cluster was told of this repository, by a cloud's or Terraform's own means: several
 * Kustomizations build folders from it, most of them are here, and nothing is called as bootstrap calls it.
 */
export function isEntrySource(
  repository: Repository,
  kind: string,
  namespace: string | undefined,
  name: string,
): boolean {
  const all = repository.remember('sources', () => countSources(repository, repository.builds.appliers()));
  const counts = all.get(`${kind}/${namespace ?? ''}/${name}`);
  const present = Math.max(0, ...(counts?.present.values() ?? []));
  return !all.has(bootstrap) && present >= 2 && present > (counts?.missing ?? 0);
}

/** Whether all Git sources of a name surely fetch what those of another name fetch: the same addresses, the same branch or tag. */
export function fetchesSame(repository: Repository, name: string, other: string): boolean {
  const isAlike = (own: readonly string[], others: readonly string[]): boolean =>
    own.every((it) => others.includes(it)) && others.every((it) => own.includes(it));
  const places = placesOf(repository, name);
  return (
    places.length > 0 &&
    isAlike(places, placesOf(repository, other)) &&
    isAlike(refsOf(repository, name), refsOf(repository, other))
  );
}

/** Whether a Git source fetches what the bootstrap source fetches, or a remote of the folder. Another branch or tag holds other files. */
function compareUrls(repository: Repository, name: string): Address['url'] {
  const own = repository.remember('own addresses', () => ownPlaces(repository));
  const places = placesOf(repository, name);
  if (own.length === 0 || places.length === 0) return 'unknown';
  if (!places.some((it) => own.includes(it))) return 'other';
  const refs = refsOf(repository, name);
  const ownRefs = name === bootstrap ? refs : refsOf(repository, bootstrap, places);
  const mayMatch = refs.length === 0 || ownRefs.length === 0 || refs.some((it) => ownRefs.includes(it));
  return mayMatch ? 'same' : 'other ref';
}

/** What the Git sources of a name check out, in the order in which Flux looks (GitRepository `spec.ref`); those of some addresses only. */
function refsOf(repository: Repository, name: string, places?: readonly string[]): readonly string[] {
  return [...repository.objects.named(sources, 'GitRepository', name)].flatMap(({ document: { facts } }) => {
    const url = facts.fields.get('spec.url')?.value ?? '';
    if (places !== undefined && !places.includes(placeOf(url))) return [];
    const refs = ['commit', 'name', 'semver', 'tag', 'branch'].map((it) => facts.fields.get(`spec.ref.${it}`)?.value);
    const ref = refs.find((it) => it !== undefined);
    return ref === undefined || isSymbolic(ref) ? [] : [ref];
  });
}

/** A clone may come from a fork or a mirror: remotes count when some source fetches from one of them. */
function ownPlaces(repository: Repository): readonly string[] {
  const fetched = new Set<string>();
  for (const name of repository.objects.names(sources, 'GitRepository'))
    for (const it of placesOf(repository, name)) fetched.add(it);
  return [...placesOf(repository, bootstrap), ...repository.remotes.filter((it) => fetched.has(it))];
}

function placesOf(repository: Repository, name: string): readonly string[] {
  return [...repository.objects.named(sources, 'GitRepository', name)].flatMap(({ document }) => {
    const url = document.facts.fields.get('spec.url')?.value;
    return url === undefined || isSymbolic(url) ? [] : [placeOf(url)];
  });
}

const sources = 'source.toolkit.fluxcd.io';

/** The Flux Kustomizations that build a folder of this repository, as their files have it. Costs the folder's depth. */
export function writtenAppliersAt(repository: Repository, folder: string): Iterable<Applier> {
  return appliersBy(repository, folder, (it) => repository.builds.appliersOf(it));
}

/** Those of an index by path whose path is the folder, seen from the root that it starts from. */
export function* appliersBy(
  repository: Repository,
  folder: string,
  index: (path: string) => Iterable<Applier>,
): Generator<Applier> {
  for (const applier of index(folder)) if (locality(repository, applier)?.base === '') yield applier;
  for (let slash = folder.indexOf('/'); slash >= 0; slash = folder.indexOf('/', slash + 1)) {
    const base = folder.slice(0, slash);
    for (const applier of index(folder.slice(slash + 1))) {
      if (locality(repository, applier)?.base === base) yield applier;
    }
  }
}
