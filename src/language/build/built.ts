import type { Applier } from './builds.ts';
import { below } from './bases.ts';
import { locality } from './locality.ts';
import { rootedPath } from '../repository/paths.ts';
import type { Repository } from '../repository/repository.ts';
import { isSymbolic } from '../yaml/symbolic.ts';
import { accumulate, applied } from './accumulate.ts';
import { at, bodyOf, isBody, text, texts } from './body.ts';
import type { Body, Value } from './body.ts';
import { isSame } from './jsonPatch.ts';
import { finished } from './finish.ts';
import type { Built } from './finish.ts';
import { withSpec } from './fluxSpec.ts';
import type { BuiltObject } from './object.ts';
import { patchesIn } from './patches.ts';
import { Findings } from './problem.ts';
import { rootsOf, wayUp } from './roots.ts';
import type { Root } from './roots.ts';
import { scanned } from './scan.ts';
import { kustomizationFilesIn, targetOf } from './target.ts';
import type { Context, Target } from './target.ts';

/** So many parents' builds are looked at for one Kustomization, and so many levels up. */
const mostRoots = 4;
const deepest = 8;

/**
 * What `kustomize build` makes of a folder with a kustomization file, with the settings that Flux uses. `undefined` for other folders. Computed
 * once per state of the repository; contents are computed when asked for.
 */
export function builtFolder(repository: Repository, folder: string): Built | undefined {
  const known = repository.remember('built folders', () => new Map<string, Built | undefined>());
  if (!known.has(folder)) {
    const made = accumulate(contextOf(repository), folder);
    known.set(folder, made && finished(folder, made, {}));
  }
  return known.get(folder);
}

/** What a Flux Kustomization applies, by its effective spec. `undefined` when it builds another repository, or a folder that is not there. */
export function builtBy(repository: Repository, applier: Applier): Built | undefined {
  const known = repository.remember('built by', () => new Map<string, Built | undefined>());
  const key = applier.key;
  if (known.has(key)) return known.get(key);
  const { spec, isFinal } = specOf(repository, applier);
  const made = build(repository, applier, spec);
  if (isFinal) known.set(key, made);
  return made;
}

/** The folder that a Flux Kustomization builds, of this repository. */
export function folderBuiltBy(repository: Repository, applier: Applier, spec: Body): string | undefined {
  const local = locality(repository, applier);
  const path = text(spec['path']) ?? '';
  if (local === undefined || isSymbolic(path)) return undefined;
  const folder = below(local.base, rootedPath(path));
  return repository.folders.has(folder) ? folder : undefined;
}

/**
 * What a document becomes in clusters: one object for each build that takes it in, patches of parents applied. Empty for what nothing builds,
 * and for what a patch deletes.
 */
export function builtFrom(repository: Repository, path: string, document: number): readonly BuiltObject[] {
  return rootsOf(repository, path).flatMap((root) => builtAt(repository, root)?.objectsAt(path, document) ?? []);
}

/** What Flux does for a Kustomization. */
export interface EffectiveSpec {
  readonly spec: Body;
  /** False while the answer depends on itself, as for the Kustomization that applies its own file: then it is the spec as written. */
  readonly isFinal: boolean;
  /** Whether parents' builds change it in a way that is not computed, or not all in the same way: then it is what the first of them makes. */
  readonly isVague: boolean;
}

/** The spec of a Flux Kustomization with what its parents' patches change in it. */
export function specOf(repository: Repository, applier: Applier): EffectiveSpec {
  const state = repository.remember('specs', () => ({
    known: new Map<string, EffectiveSpec>(),
    doing: new Set<string>(),
  }));
  const key = applier.key;
  const known = state.known.get(key);
  if (known) return known;
  const written = bodyOf(applier.document.section)['spec'];
  const raw =
    applier.document.facts.header.kind?.value === 'FluxInstance' ? syncOf(written) : isBody(written) ? written : {};
  if (state.doing.has(key) || state.doing.size >= deepest) return { spec: raw, isFinal: false, isVague: false };
  state.doing.add(key);
  const patched = patchedSpec(repository, applier, raw) ?? { spec: raw, isVague: false };
  state.doing.delete(key);
  const found = { ...patched, isFinal: state.doing.size === 0 };
  if (found.isFinal) state.known.set(key, found);
  return found;
}

/** The Kustomization that Flux Operator makes of a FluxInstance has a path and no patches that we know of. */
function syncOf(spec: Value | undefined): Body {
  return { path: text(at(spec, 'sync', 'path')) ?? '' };
}

function patchedSpec(repository: Repository, applier: Applier, raw: Body): Omit<EffectiveSpec, 'isFinal'> | undefined {
  const { path } = applier.manifest;
  const index = applier.manifest.documents.indexOf(applier.document);
  if (applier.document.facts.header.kind?.value === 'FluxInstance') return undefined;
  const { roots, folders } = wayUp(repository, path);
  const isPatched = folders.some((it) => repository.remember(`patches ${it}`, () => patchesAt(repository, it)));
  const found: { readonly spec: Body; readonly isVague: boolean }[] = [];
  for (const root of roots.slice(0, mostRoots)) {
    if (!isPatched && ('folder' in root || !adds(specOf(repository, root.applier).spec))) {
      found.push({ spec: raw, isVague: false });
      continue;
    }
    const [object] = builtAt(repository, root)?.objectsAt(path, index) ?? [];
    const spec = object?.body()['spec'];
    if (object && isBody(spec)) found.push({ spec, isVague: object.vague });
  }
  const [first] = found;
  const isSure = roots.length <= mostRoots && found.every((it) => !it.isVague && isSame(it.spec, first?.spec ?? null));
  return first && { spec: first.spec, isVague: !isSure };
}

/** Whether the kustomization file of a folder may change more of an object than its name, place and labels. */
function patchesAt(repository: Repository, folder: string): boolean {
  const content = repository.builds.fileOf(folder)?.text ?? '';
  return /^["']?(patches\w*|components|replacements|transformers|configurations|vars)["']?\s*:|^\{/m.test(content);
}

function adds(spec: Body): boolean {
  return spec['patches'] !== undefined || spec['components'] !== undefined;
}

/** The build that starts at a root. */
export function builtAt(repository: Repository, root: Root): Built | undefined {
  return 'applier' in root ? builtBy(repository, root.applier) : builtFolder(repository, root.folder);
}

function contextOf(repository: Repository): Context {
  return { repository, doing: [] };
}

function build(repository: Repository, applier: Applier, spec: Body): Built | undefined {
  const folder = folderBuiltBy(repository, applier, spec);
  if (folder === undefined) return undefined;
  const { manifest, document } = applier;
  // What a parent's patch has put there stands nowhere in this file.
  const written = at(bodyOf(document.section), 'spec');
  const isWritten = ['patches', 'components'].every((key) => isSame(at(written, key) ?? null, spec[key] ?? null));
  const flux = { path: isWritten ? manifest.path : '', document: manifest.documents.indexOf(document) };
  const own = targetOf(repository, folder);
  if (own === undefined && kustomizationFilesIn(repository, folder).length > 0) return undefined;
  const findings = new Findings();
  const base: Target = own ?? {
    folder,
    ...flux,
    body: {},
    scanned: scanned(repository, folder, locality(repository, applier)?.base ?? ''),
  };
  const ownComponents = texts(base.body['components']).length;
  const target = { ...base, body: withSpec(repository, base, spec, flux, findings), flux, ownComponents };
  const fluxPatches = patchesIn(spec['patches'], 'patches', { ...flux, at: ['spec'] });
  const made = applied(contextOf(repository), { ...target, fluxPatches }, [], findings);
  return finished(folder, { ...made, findings }, spec);
}
