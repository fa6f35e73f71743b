import { baseOf } from './bases.ts';
import type { Applier } from './builds.ts';
import { candidatesOf, findNamed } from './lookup.ts';
import type { Repository } from './repository.ts';
import { isSymbolic, literalOf } from './symbolic.ts';

/** How much of the clusters' contents the repository shows. */
export interface World {
  /** Whether Flux's own first Kustomization, or what stands for it, builds a folder of this repository. */
  readonly hasEntry: boolean;
  /** Whether something outside may put Flux objects into any namespace. */
  readonly open: boolean;
  /** Namespaces into which something outside may put Flux objects. */
  readonly openNamespaces: ReadonlySet<string>;
}

const bootstrap = 'flux-system';

/**
 * What can make Flux objects that no file shows: a Flux Kustomization that builds another repository (held to its `targetNamespace` where it
 * has one), a ResourceSet with inputs, a chart that is known or seen to hold Flux objects. A Kustomization whose source does not exist
 * builds nothing, and whoever could make that source is counted here already. Computed once per state of the repository.
 */
export function worldOf(repository: Repository): World {
  return repository.remember('world', () => compute(repository));
}

/** Whether a Flux Kustomization builds this repository, how sure that is, and which folder is the root that its path starts from. */
export interface Locality {
  readonly sure: boolean;
  readonly base: string;
}

/**
 * Judged by the paths of the Kustomizations of the same source: that of the bootstrap source surely builds this repository when some of them
 * exist, another source when most of them do. `undefined` when the source is something else.
 */
export function locality(repository: Repository, applier: Applier): Locality | undefined {
  const base = baseOf(repository, applier);
  if (applier.document.facts.header.kind?.value === 'FluxInstance')
    return base === undefined ? undefined : { sure: true, base };
  const source = sourceOf(applier);
  if (source === undefined) return undefined;
  const sources = repository.remember('sources', () => countSources(repository));
  const counts = sources.get(source.key);
  const bases = [...(counts?.present ?? [])].filter(([it]) => it === '' || applier.manifest.path.startsWith(`${it}/`));
  const [best] = bases.sort((a, b) => b[1] - a[1]);
  if (best === undefined || counts === undefined) return undefined;
  const sure = source.name === bootstrap || (sources.has(bootstrap) && sharesUrl(repository, source.name));
  return sure || best[1] > counts.missing ? { sure, base: base ?? best[0] } : undefined;
}

/** The source of a Flux Kustomization; `undefined` for what it cannot be known or is put together in the cluster. */
function sourceOf(
  applier: Applier,
): { readonly kind: string; readonly name: string; readonly key: string } | undefined {
  const { fields, header } = applier.document.facts;
  const kind = fields.get('spec.sourceRef.kind')?.value ?? '';
  const name = fields.get('spec.sourceRef.name')?.value ?? '';
  const namespace = fields.get('spec.sourceRef.namespace')?.value ?? header.namespace?.value ?? '';
  if (kind === '' || name === '' || kind === 'ExternalArtifact' || isSymbolic(name)) return undefined;
  return { kind, name, key: name === bootstrap ? name : `${kind}/${namespace}/${name}` };
}

interface Counts {
  /** Kustomizations whose path exists, by the folder that plays the root. */
  readonly present: Map<string, number>;
  missing: number;
}

function countSources(repository: Repository): ReadonlyMap<string, Counts> {
  const sources = new Map<string, Counts>();
  for (const applier of repository.builds.appliers()) {
    const source = sourceOf(applier);
    if (source === undefined || applier.folder === '' || applier.folder === '\0') continue;
    const counts = sources.get(source.key) ?? { present: new Map<string, number>(), missing: 0 };
    sources.set(source.key, counts);
    const base = baseOf(repository, applier);
    if (base === undefined) counts.missing++;
    else counts.present.set(base, (counts.present.get(base) ?? 0) + 1);
  }
  return sources;
}

/** Whether a Git source fetches the URL that the bootstrap source fetches. */
function sharesUrl(repository: Repository, name: string): boolean {
  const own = urlsOf(repository, bootstrap);
  return urlsOf(repository, name).some((it) => own.includes(it));
}

function urlsOf(repository: Repository, name: string): readonly string[] {
  return findNamed(repository, 'GitRepository', name).flatMap((it) => {
    const url = it.declaration.document.facts.fields.get('spec.url')?.value;
    return url === undefined || isSymbolic(url) ? [] : [url.replace(/(\.git)?\/?$/, '')];
  });
}

function compute(repository: Repository): World {
  const openNamespaces = new Set<string>();
  let hasEntry = false;
  let open = hasOpeningObjects(repository);
  for (const applier of repository.builds.appliers()) {
    const local = locality(repository, applier);
    const exists = baseOf(repository, applier) !== undefined;
    if (local?.sure === true && exists && applier.folder !== '') hasEntry = true;
    if ((local && exists) || !mayExist(repository, applier)) continue;
    const target = applier.document.facts.fields.get('spec.targetNamespace')?.value;
    const namespace = target === undefined ? undefined : literalOf(target);
    if (namespace === undefined || namespace === '') open = true;
    else openNamespaces.add(namespace);
  }
  return { hasEntry, open, openNamespaces };
}

/** Whether the source of a Kustomization is declared, so that it can build something. A path of this repository that is missing cannot. */
function mayExist(repository: Repository, applier: Applier): boolean {
  if (locality(repository, applier)?.sure === true && applier.folder !== '\0') return false;
  const kind = applier.document.facts.fields.get('spec.sourceRef.kind')?.value ?? '';
  const name = applier.document.facts.fields.get('spec.sourceRef.name')?.value ?? '';
  if (kind === 'ExternalArtifact') return findNamed(repository, kind, name).length === 0;
  return name === bootstrap || isSymbolic(name) || findNamed(repository, kind, name).length > 0;
}

function hasOpeningObjects(repository: Repository): boolean {
  for (const it of repository.objects.ofKind('fluxcd.controlplane.io', 'ResourceSet')) {
    if (/<<|resourcesTemplate|inputsFrom/.test(it.document.section.text)) return true;
  }
  for (const it of repository.objects.ofKind('helm.toolkit.fluxcd.io', 'HelmRelease')) {
    const { fields } = it.document.facts;
    const chart = fields.get('spec.chart.spec.chart')?.value ?? fields.get('spec.chartRef.name')?.value ?? '';
    if (/flux|tofu|capi/i.test(chart) && [...candidatesOf(repository, it)].length > 0) return true;
  }
  for (const manifest of repository.manifests()) {
    if (repository.isTemplate(manifest.path) && manifest.text.includes('toolkit.fluxcd.io')) return true;
  }
  return false;
}

/** Whether a namespace is one into which only the repository puts Flux objects. */
export function isClosed(repository: Repository, namespace: string | undefined): boolean {
  const world = worldOf(repository);
  return world.hasEntry && !world.open && namespace !== undefined && !world.openNamespaces.has(namespace);
}
