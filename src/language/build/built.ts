import type { Applier } from './builds.ts';
import { instanceSpec } from '../repository/instance.ts';
import type { Repository } from '../repository/repository.ts';
import { accumulate } from './accumulate.ts';
import { isBody } from './body.ts';
import type { Body } from './body.ts';
import { isSame } from './jsonPatch.ts';
import { finished } from './finish.ts';
import type { Built } from './finish.ts';
import type { BuiltObject } from './object.ts';
import { rootsOf, wayUp } from './roots.ts';
import type { Root } from './climb.ts';
import { buildAs, syncSpec, writtenSpec } from './fluxBuild.ts';
import { patchesAt } from './target.ts';

/** So many parents' builds that change it are looked at for one Kustomization, and so many levels up. */
const mostRoots = 32;
const deepest = 8;

/**
 * What `kustomize build` makes of a folder with a kustomization file, with the settings that Flux uses. `undefined` for other folders. Computed
 * once per state of the repository; contents are computed when asked for.
 */
export function builtFolder(repository: Repository, folder: string): Built | undefined {
  const known = repository.remember('built folders', () => new Map<string, Built | undefined>());
  if (!known.has(folder)) {
    const made = accumulate({ repository, doing: [] }, folder);
    known.set(folder, made && finished(folder, made, {}));
  }
  return known.get(folder);
}

/**
 * What a Flux Kustomization applies, by its effective spec. `undefined` when it builds another repository, or a folder that is not there, or
 * when its own text is no YAML, as while somebody types in it.
 */
export function builtBy(repository: Repository, applier: Applier): Built | undefined {
  const known = repository.remember('built by', () => new Map<string, Built | undefined>());
  const key = applier.key;
  if (known.has(key)) return known.get(key);
  const { spec, isFinal } = specOf(repository, applier);
  const made = applier.document.section.isBroken ? undefined : buildAs(repository, applier, spec);
  if (isFinal) known.set(key, made);
  return made;
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
  const { key } = applier;
  const known = state.known.get(key);
  if (known) return known;
  if (applier.moved) return { spec: applier.moved.spec, isFinal: true, isVague: false };
  if (instanceSpec(applier.document.facts) !== undefined) {
    const made = { ...syncSpec(repository, applier), isFinal: true };
    state.known.set(key, made);
    return made;
  }
  const raw = writtenSpec(repository, applier);
  if (state.doing.has(key) || state.doing.size >= deepest) return { spec: raw, isFinal: false, isVague: false };
  state.doing.add(key);
  const patched = patchedSpec(repository, applier, raw) ?? { spec: raw, isVague: false };
  state.doing.delete(key);
  const found = { ...patched, isFinal: state.doing.size === 0 };
  if (found.isFinal) state.known.set(key, found);
  return found;
}

function patchedSpec(repository: Repository, applier: Applier, raw: Body): Omit<EffectiveSpec, 'isFinal'> | undefined {
  const { path } = applier.manifest;
  const index = applier.manifest.documents.indexOf(applier.document);
  const { roots, folders } = wayUp(repository, path);
  const isPatched = folders.some((it) => patchesAt(repository, it));
  const changing = roots.filter((it) => isPatched || ('applier' in it && adds(specOf(repository, it.applier).spec)));
  const found: { readonly spec: Body; readonly isVague: boolean }[] = [];
  if (changing.length < roots.length) found.push({ spec: raw, isVague: false });
  for (const root of changing.slice(0, mostRoots)) {
    const [object] = builtAt(repository, root)?.objectsAt(path, index) ?? [];
    const spec = object?.body()['spec'];
    if (object && isBody(spec)) found.push({ spec, isVague: object.vague });
  }
  const [first] = found;
  const isSure =
    changing.length <= mostRoots && found.every((it) => !it.isVague && isSame(it.spec, first?.spec ?? null));
  return first && { spec: first.spec, isVague: !isSure };
}

function adds(spec: Body): boolean {
  return spec['patches'] !== undefined || spec['components'] !== undefined;
}

/** The build that starts at a root. */
export function builtAt(repository: Repository, root: Root): Built | undefined {
  return 'applier' in root ? builtBy(repository, root.applier) : builtFolder(repository, root.folder);
}
