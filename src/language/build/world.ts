import { effectiveAppliers } from './appliers.ts';
import { baseOf } from './bases.ts';
import type { Applier } from './builds.ts';
import { locality } from './locality.ts';
import { bootstrap } from './sources.ts';
import { candidatesOf, findNamed } from './lookup.ts';
import { itemsOf } from '../repository/facts.ts';
import { folderOf, isYamlPath, joinPath } from '../repository/paths.ts';
import type { Repository } from '../repository/repository.ts';
import { isFluxArtifact } from '../../flux/versions.ts';
import { isSymbolic, literalOf } from '../yaml/symbolic.ts';

/** How much of the clusters' contents the repository shows. */
export interface World {
  /** Whether Flux's own first Kustomization, or what stands for it, builds a folder of this repository. */
  readonly hasEntry: boolean;
  /** Whether something outside may put Flux objects into any namespace. */
  readonly open: boolean;
  /** Namespaces into which something outside may put Flux objects. */
  readonly openNamespaces: ReadonlySet<string>;
}

/**
 * What can make Flux objects that no file shows: a Flux Kustomization that builds another repository (held to its `targetNamespace` where it
 * has one), a listed file that is not read, a ResourceSet with inputs, a chart that is known or seen to hold Flux objects. A Kustomization whose source does not exist
 * builds nothing, and whoever could make that source is counted here already. Computed once per state of the repository.
 */
export function worldOf(repository: Repository): World {
  return repository.remember('world', () => compute(repository));
}

function compute(repository: Repository): World {
  const openNamespaces = new Set<string>();
  let hasEntry = false;
  let open = hasOpeningObjects(repository);
  for (const applier of effectiveAppliers(repository)) {
    const local = locality(repository, applier);
    const exists = baseOf(repository, applier) !== undefined;
    if (local?.sure === true && exists && applier.folder !== '') hasEntry = true;
    if ((local && exists) || !mayExist(repository, applier)) continue;
    if (isFluxItself(repository, applier)) continue;
    const target = applier.document.facts.fields.get('spec.targetNamespace')?.value;
    const namespace = target === undefined ? undefined : literalOf(target);
    if (namespace === undefined || namespace === '') open = true;
    else openNamespaces.add(namespace);
  }
  return { hasEntry, open, openNamespaces };
}

/** Whether a Kustomization applies the manifests of Flux itself, in which there are no Flux objects. */
function isFluxItself(repository: Repository, { document: { facts } }: Applier): boolean {
  if (facts.fields.get('spec.sourceRef.kind')?.value !== 'OCIRepository') return false;
  const found = findNamed(repository, 'OCIRepository', facts.fields.get('spec.sourceRef.name')?.value ?? '');
  return (
    found.length > 0 &&
    found.every(({ declaration }) => isFluxArtifact(declaration.document.facts.fields.get('spec.url')?.value ?? ''))
  );
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
    if (/resourcesTemplate|inputsFrom|\bsteps:/.test(it.document.section.text)) return true;
    if (it.document.facts.declares.some(({ name, namespace = '' }) => isSymbolic(name.value + namespace))) return true;
  }
  for (const it of repository.objects.ofKind('helm.toolkit.fluxcd.io', 'HelmRelease')) {
    const { fields } = it.document.facts;
    const chart = fields.get('spec.chart.spec.chart')?.value ?? fields.get('spec.chartRef.name')?.value ?? '';
    // What an instance syncs is this repository, wherever its values are: there is one in a cluster.
    const isKnown = /(?:^|\/)flux-(?:operator|instance)$/.test(chart) || fields.has('spec.values.instance.sync.kind');
    if (!isKnown && /flux|tofu|capi/i.test(chart) && [...candidatesOf(repository, it)].length > 0) return true;
  }
  if (listsUnread(repository)) return true;
  for (const manifest of repository.manifests()) {
    if (repository.isTemplate(manifest.path) && manifest.text.includes('toolkit.fluxcd.io')) return true;
  }
  return false;
}

/** Whether a kustomization file lists a file that is there and is not read, such as `config.json`, which may hold any objects. */
function listsUnread(repository: Repository): boolean {
  for (const { path, documents } of repository.builds.kustomizationFiles()) {
    for (const { facts } of documents) {
      for (const { word } of itemsOf(facts, 'resources')) {
        const file = isYamlPath(word.value) ? undefined : joinPath(folderOf(path), word.value);
        if (file !== undefined && repository.isFile(file) && repository.manifest(file) === undefined) return true;
      }
    }
  }
  return false;
}

/** Whether a namespace is one into which only the repository puts Flux objects. */
export function isClosed(repository: Repository, namespace: string | undefined): boolean {
  const world = worldOf(repository);
  return world.hasEntry && !world.open && namespace !== undefined && !world.openNamespaces.has(namespace);
}
