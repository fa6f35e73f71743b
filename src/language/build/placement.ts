import { appliersAt } from './appliers.ts';
import type { Applier } from './builds.ts';
import { rootsOf } from './roots.ts';
import { isKustomizationPath, kustomizeFacts } from './builds.ts';
import type { Manifest } from '../repository/manifest.ts';
import { folderOf, foldersUpward } from '../repository/paths.ts';
import type { Repository } from '../repository/repository.ts';

/** One way in which a file reaches a cluster: what kustomize and Flux do to the names in it, and who applies it. */
export interface Placement {
  /** The namespace that is put over every object; absent when none is. May be symbolic. */
  readonly namespace?: string;
  readonly prefix: string;
  readonly suffix: string;
  /** The Flux Kustomization at the end of the chain; absent when nothing in the repository applies the file. */
  readonly applier?: Applier;
}

const mostPlacements = 64;
const mostSteps = 32;

/**
 * All ways a file reaches a cluster, at least one. Follows `resources`, `components` and `bases` upward through kustomization files, then
 * `spec.path` of Flux Kustomizations; an outer namespace wins over an inner one, and `targetNamespace` over all (Flux sets it as the
 * outermost `namespace`). A folder without kustomization file is loaded as a tree, in which a folder that has one counts as a unit
 * (RULES.md 3.0). Costs the length of the chains, not the size of the repository.
 */
export function placementsOf(repository: Repository, path: string): readonly Placement[] {
  const found: Placement[] = [];
  climb(repository, path, { prefix: '', suffix: '' }, [], found);
  return found;
}

/** Whether a Flux Kustomization or FluxInstance of the repository applies the file. */
export function isApplied(repository: Repository, path: string): boolean {
  return rootsOf(repository, path).some((it) => 'applier' in it);
}

function climb(repository: Repository, at: string, so: Placement, trail: readonly string[], into: Placement[]): void {
  if (trail.length > mostSteps || trail.includes(at) || into.length >= mostPlacements) return;
  const isFile = repository.isFile(at);
  const start = into.length;
  for (const lister of repository.builds.listers(at)) {
    const outer = repository.manifest(lister);
    if (outer) climb(repository, folderOf(lister), through(outer, so), [...trail, at], into);
  }
  for (const applier of appliersAround(repository, at, isFile)) {
    const target = applier.document.facts.fields.get('spec.targetNamespace')?.value;
    into.push({ ...so, ...(target !== undefined && target !== '' && { namespace: target }), applier });
  }
  const own = isFile && isKustomizationPath(at) ? repository.manifest(at) : undefined;
  if (own) climb(repository, folderOf(at), through(own, so), [...trail, at], into);
  if (into.length === start) into.push(so);
}

/** Flux Kustomizations whose build takes a file or a folder with a kustomization file without anybody listing it. */
function* appliersAround(repository: Repository, at: string, isFile: boolean): Generator<Applier> {
  const { builds } = repository;
  if (!isFile) yield* appliersAt(repository, at);
  if (at === '' || (isFile && builds.fileOf(folderOf(at)) !== undefined)) return;
  for (const folder of foldersUpward(folderOf(at))) {
    if (builds.fileOf(folder) !== undefined) return;
    yield* appliersAt(repository, folder);
  }
}

function through(kustomization: Manifest, inner: Placement): Placement {
  const fields = kustomizeFacts(kustomization)?.fields;
  const namespace = fields?.get('namespace')?.value || inner.namespace;
  return {
    ...(namespace !== undefined && { namespace }),
    prefix: (fields?.get('namePrefix')?.value ?? '') + inner.prefix,
    suffix: inner.suffix + (fields?.get('nameSuffix')?.value ?? ''),
  };
}
