import { kustomizationFileNames } from '../../flux/kind.ts';
import { kustomizeFacts } from './builds.ts';
import type { Repository } from '../repository/repository.ts';
import { isTorn, settingsOf } from './contents.ts';
import type { Body } from './body.ts';
import type { NameReference } from './referenceTables.ts';
import type { BuiltObject } from './object.ts';
import type { Patch } from './patches.ts';
import type { Findings } from './problem.ts';

/** What a folder gives to who lists it: objects before hashes and references are put in, which is done once at the end. */
export interface Accumulated {
  readonly objects: readonly BuiltObject[];
  readonly references: readonly NameReference[];
  readonly findings: Findings;
}

/** A build under way: what is being done, outermost first. */
export interface Context {
  readonly repository: Repository;
  readonly doing: string[];
}

/** One kustomization: its content, the folder that its entries start from, and where it stands. */
export interface Target {
  readonly folder: string;
  readonly path: string;
  readonly document: number;
  readonly body: Body;
  /** Whether the file is no YAML: some of what it says is not in `body`. */
  readonly isTorn?: boolean;
  /** Files and folders that are built without being listed, for a folder that has no kustomization file. */
  readonly scanned?: readonly string[];
  /** The Flux Kustomization whose spec is written over the content, and the patches that it adds. */
  readonly flux?: { readonly path: string; readonly document: number };
  /** How many of the components are those of the file. */
  readonly ownComponents?: number;
  readonly fluxPatches?: readonly Patch[];
}

/** The kustomization of a folder, where its file can be read. */
export function targetOf(repository: Repository, folder: string): Target | undefined {
  for (const path of kustomizationFilesIn(repository, folder)) {
    const manifest = repository.manifest(path);
    const facts = manifest === undefined ? undefined : kustomizeFacts(manifest);
    const document = manifest?.documents.findIndex((it) => it.facts === facts) ?? -1;
    const section = manifest?.documents[document]?.section;
    if (section !== undefined) return { folder, path, document, body: settingsOf(section), isTorn: isTorn(section) };
  }
  return undefined;
}

/** The name under which a folder's build is kept. */
export function buildOf(folder: string): string {
  return `build of ${folder}`;
}

/** The files of a folder that have one of kustomize's names, whether or not they can be read. */
export function kustomizationFilesIn(repository: Repository, folder: string): readonly string[] {
  return kustomizationFileNames
    .map((name) => (folder === '' ? name : `${folder}/${name}`))
    .filter((path) => repository.isFile(path));
}

/** Whether the kustomization file of a folder may change more of an object than its name, place and labels. */
export function patchesAt(repository: Repository, folder: string): boolean {
  return repository.remember(`patches ${folder}`, () => changing.test(repository.builds.fileOf(folder)?.text ?? ''));
}

const changing = /^["']?(patches\w*|components|replacements|transformers|configurations|vars)["']?\s*:|^\{/m;
