import { groupOf } from '../../flux/objects.ts';
import { kustomizeFacts } from '../build/builds.ts';
import { itemsOf } from '../repository/facts.ts';
import type { Facts } from '../repository/facts.ts';
import type { ManifestDocument } from '../repository/manifest.ts';
import { textOf } from '../yaml/parse.ts';
import { folderOf } from '../repository/paths.ts';
import type { Repository } from '../repository/repository.ts';

/** What a scaffold must know of a repository, in one pass over its index. */
export interface Survey {
  /** By folder. */
  readonly kustomizeFiles: ReadonlyMap<string, KustomizeFile>;
  readonly fluxKustomizations: readonly FluxKustomization[];
  /** Folders with a HelmRelease right in them, with how many. */
  readonly releases: ReadonlyMap<string, number>;
  hasFolder(folder: string): boolean;
}

export interface KustomizeFile {
  readonly path: string;
  readonly folder: string;
  readonly resources: readonly string[];
  readonly components: readonly string[];
}

/** A Flux Kustomization as the model for another one. */
export interface FluxKustomization {
  readonly file: string;
  readonly name: string;
  /** Folder of `spec.path`, without leading `./`. */
  readonly path: string;
  readonly document: ManifestDocument;
}

export function surveyOf(repository: Repository): Survey {
  const releases = new Map<string, number>();
  for (const { manifest } of repository.objects.ofKind('helm.toolkit.fluxcd.io', 'HelmRelease')) {
    if (repository.builds.isPatch(manifest.path)) continue;
    const folder = folderOf(manifest.path);
    releases.set(folder, (releases.get(folder) ?? 0) + 1);
  }
  return {
    kustomizeFiles: new Map([...kustomizeFiles(repository)].map((it) => [it.folder, it])),
    fluxKustomizations: [...fluxKustomizations(repository)].sort((a, b) => (a.file < b.file ? -1 : 1)),
    releases,
    hasFolder: (folder) => repository.folders.has(folder),
  };
}

/** A scalar of a Kustomization's spec, as it stands in the file. */
export function specText(it: FluxKustomization, ...path: readonly string[]): string | undefined {
  return textOf(it.document.nodeAt(['spec', ...path]));
}

function* kustomizeFiles(repository: Repository): Generator<KustomizeFile> {
  for (const manifest of repository.builds.kustomizationFiles()) {
    const facts = kustomizeFacts(manifest);
    if (!facts || groupOf(facts.header.apiVersion?.value ?? '').includes('toolkit')) continue;
    const { path } = manifest;
    yield {
      path,
      folder: folderOf(path),
      resources: words(facts, 'resources'),
      components: words(facts, 'components'),
    };
  }
}

function* fluxKustomizations(repository: Repository): Generator<FluxKustomization> {
  for (const { manifest, document, folder } of repository.builds.appliers()) {
    const name = document.header.name?.value;
    if (name !== undefined) yield { file: manifest.path, name, path: folder, document };
  }
}

function words(facts: Facts, list: string): readonly string[] {
  return Array.from(itemsOf(facts, list), ({ word }) => word.value);
}
