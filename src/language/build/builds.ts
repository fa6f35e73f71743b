import type { Body } from './body.ts';
import { kustomizationFileNames } from '../../flux/kind.ts';
import { isKustomize, itemsOf } from '../repository/facts.ts';
import type { Facts } from '../repository/facts.ts';
import { instanceSpec } from '../repository/instance.ts';
import type { Manifest, ManifestDocument } from '../repository/manifest.ts';
import { Multimap } from '../repository/multimap.ts';
import { folderOf, joinPath, nameOf, rootedPath } from '../repository/paths.ts';
import { literalOf } from '../yaml/symbolic.ts';

/** A Flux Kustomization or a FluxInstance's sync, and the folder that its path would be, were its source this repository. */
export interface Applier {
  readonly manifest: Manifest;
  readonly document: ManifestDocument;
  readonly folder: string;
  /** A text for it that outlives edits of other parts of its file. */
  readonly key: string;
  /** What patches and variables of its parents make of it, where that gives it another folder or source. */
  readonly moved?: { readonly spec: Body; readonly parents: readonly Applier[] };
}

/** The lists of a kustomization file that name files and folders to build from (kustomize api/types/kustomization.go). */
export const entryLists = ['resources', 'components', 'bases'] as const;

/**
 * What builds what: kustomization files and Flux Kustomizations, indexed by what they name. Holds no derived state, so an edit of one file
 * never makes another file's part wrong.
 */
export class Builds {
  /** File or folder → the kustomization files that list it. */
  readonly #listedBy = new Multimap<string, string>();
  /** File → the kustomization files that use it as a patch. */
  readonly #patchOf = new Multimap<string, string>();
  /** Folder → its kustomization files: one, or a fault. */
  readonly #files = new Multimap<string, Manifest>();
  readonly #appliers = new Multimap<string, Applier>();
  readonly #byManifest = new Map<Manifest, readonly Applier[]>();
  /** A file may hold hundreds. */
  readonly #byDocument = new Multimap<ManifestDocument, Applier>();
  /** Files that may rename what is built: kustomization files, Flux Kustomizations, patches. */
  readonly #renaming = new Set<Manifest>();
  /** Kustomization files that may give a source another `spec.ignore`. */
  readonly #ignoring = new Set<Manifest>();
  /** Files that may give Flux Kustomizations another folder or source. */
  readonly #moving = new Set<Manifest>();
  /** Kustomization files that tell Flux to refuse references across namespaces. */
  readonly #locking = new Set<Manifest>();

  add(manifest: Manifest): void {
    if (isKustomizationPath(manifest.path)) {
      this.#files.add(folderOf(manifest.path), manifest);
      for (const [target, isPatch] of named(manifest)) {
        (isPatch ? this.#patchOf : this.#listedBy).add(target, manifest.path);
      }
    }
    if (/\bname(?:Prefix|Suffix)\b|\/metadata\/name\b|\ballowNameChange\b/.test(manifest.text))
      this.#renaming.add(manifest);
    const appliers = [...appliersIn(manifest)];
    if (isKustomizationPath(manifest.path)) {
      if (/\bspec\/ignore\b|^ {5,}ignore:/m.test(manifest.text)) this.#ignoring.add(manifest);
      if (/--no-cross-namespace-refs(?!=false)/.test(manifest.text)) this.#locking.add(manifest);
    }
    if (mayMove(manifest, appliers.length > 0)) this.#moving.add(manifest);
    if (appliers.length > 0) this.#byManifest.set(manifest, appliers);
    for (const applier of appliers) {
      this.#appliers.add(applier.folder, applier);
      this.#byDocument.add(applier.document, applier);
    }
  }

  remove(manifest: Manifest): void {
    if (isKustomizationPath(manifest.path)) {
      this.#files.remove(folderOf(manifest.path), manifest);
      for (const [target, isPatch] of named(manifest)) {
        (isPatch ? this.#patchOf : this.#listedBy).remove(target, manifest.path);
      }
    }
    for (const applier of this.#byManifest.get(manifest) ?? []) {
      this.#appliers.remove(applier.folder, applier);
      this.#byDocument.remove(applier.document, applier);
    }
    this.#byManifest.delete(manifest);
    this.#renaming.delete(manifest);
    this.#moving.delete(manifest);
    this.#ignoring.delete(manifest);
    this.#locking.delete(manifest);
  }

  /** Whether anything may give objects other names than their files do. Says so rather too often. */
  get mayRename(): boolean {
    return this.#renaming.size > 0;
  }

  /** Whether a patch in a kustomization file may decide what a source leaves out. Says so rather too often. */
  get mayIgnore(): boolean {
    return this.#ignoring.size > 0;
  }

  /** Whether anything may give a Flux Kustomization another folder or source than its file does. Says so rather too often. */
  get mayMove(): boolean {
    if (this.#moving.size > 0) return true;
    for (const manifest of this.#byManifest.keys()) if (this.isPatch(manifest.path)) return true;
    return false;
  }

  /** Whether a kustomization file uses the file as a patch: then what it holds is no object. */
  isPatch(path: string): boolean {
    return this.#patchOf.has(path);
  }

  /** The kustomization files that use a file as a patch. */
  patchers(path: string): Iterable<string> {
    return this.#patchOf.get(path);
  }

  /** The kustomization file of a folder; of several the one that kustomize looks for first. */
  fileOf(folder: string): Manifest | undefined {
    const [file, ...others] = this.#files.get(folder);
    if (file === undefined || others.length === 0) return file;
    const rank = ({ path }: Manifest): number => (kustomizationFileNames as readonly string[]).indexOf(nameOf(path));
    return others.reduce((first, it) => (rank(it) < rank(first) ? it : first), file);
  }

  /** The kustomization files that list a file or folder. */
  listers(path: string): Iterable<string> {
    return this.#listedBy.get(path);
  }

  /** Flux Kustomizations whose path is the folder. */
  appliersOf(folder: string): Iterable<Applier> {
    return this.#appliers.get(folder);
  }

  /** What a document is as a Flux Kustomization or a FluxInstance, by its own path; `undefined` for other documents. */
  applierOf(document: ManifestDocument): Applier | undefined {
    const [first] = this.#byDocument.get(document);
    return first;
  }

  /** The same for each folder that it builds: its path and its components. */
  appliersIn(document: ManifestDocument): Iterable<Applier> {
    return this.#byDocument.get(document);
  }

  /** All Flux Kustomizations and FluxInstances, or those of one file. */
  *appliers(manifest?: Manifest): Generator<Applier> {
    if (manifest) yield* this.#byManifest.get(manifest) ?? [];
    else for (const list of this.#byManifest.values()) yield* list;
  }

  *kustomizationFiles(): Iterable<Manifest> {
    for (const folder of this.#files.keys()) yield* this.#files.get(folder);
  }

  /** The kustomization files that tell Flux to refuse references across namespaces, by the flag of its controllers. */
  lockingFiles(): Iterable<Manifest> {
    return this.#locking;
  }
}

/** A JSON patch or a replacement on the path or source of a Kustomization. */
const moving = /\bspec[/.](?:path|sourceRef)\b/;

/** A patch of one in a text: it has a `spec:` of its own, further in. */
const patching = /^ {3,}spec:\r?\n(?: {4}.*\r?\n)*? {5,}(?:path|sourceRef):/m;

function mayMove({ path, text }: Manifest, applies: boolean): boolean {
  if (moving.test(text)) return true;
  return (applies || isKustomizationPath(path)) && text.includes('patches') && patching.test(text);
}

/** Whether kustomize takes the file for its own, by the name. */
export function isKustomizationPath(path: string): boolean {
  return (kustomizationFileNames as readonly string[]).includes(nameOf(path));
}

/** The facts of a kustomization file: those of its first document in kustomize's format. */
export function kustomizeFacts(manifest: Manifest): Facts | undefined {
  return manifest.documents.find((it) => isKustomize(it.facts))?.facts;
}

function* named(manifest: Manifest): Generator<readonly [target: string, isPatch: boolean]> {
  const facts = kustomizeFacts(manifest);
  if (facts === undefined) return;
  const folder = folderOf(manifest.path);
  for (const [path, word] of facts.fields) {
    const list = path.slice(0, Math.max(0, path.indexOf('.')));
    const isEntry = (entryLists as readonly string[]).includes(list);
    if (!isEntry && !/^patches(StrategicMerge\.\d+$|Json6902\.\d+\.path$|\.\d+\.path$)/.test(path)) continue;
    const target = word.value.includes('\n') ? undefined : joinPath(folder, word.value);
    if (target !== undefined) yield [target, !isEntry];
  }
}

/** The field that says which folder an object builds; without a value it is the root. */
function pathField({ header, fields }: Facts): string | undefined {
  if (header.group === 'kustomize.toolkit.fluxcd.io' && header.kind?.value === 'Kustomization') return 'spec.path';
  const instance = instanceSpec({ header, fields });
  const field = instance && `${instance}.sync.path`;
  return field !== undefined && fields.has(field) ? field : undefined;
}

function* appliersIn(manifest: Manifest): Generator<Applier> {
  for (const [index, document] of manifest.documents.entries()) {
    const { fields, patch } = document.facts;
    const field = patch ? undefined : pathField(document.facts);
    if (field === undefined) continue;
    const key = `${manifest.path}\n${index}`;
    const word = fields.get(field);
    const isLost = word === undefined && document.section.isBroken;
    const folder = rootedPath((isLost ? undefined : literalOf(word?.value ?? '')) ?? '\0');
    yield { manifest, document, folder, key };
    for (const { word } of itemsOf(document.facts, 'spec.components')) {
      const component = joinPath(folder, word.value);
      if (component !== undefined) yield { manifest, document, folder: component, key };
    }
  }
}
