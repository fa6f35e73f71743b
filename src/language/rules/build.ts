import { builtAt } from '../build/built.ts';
import type { Built } from '../build/finish.ts';
import { applyOperations } from '../build/jsonPatch.ts';
import type { BuiltObject } from '../build/object.ts';
import type { BuildProblem as Found } from '../build/problem.ts';
import { rootsOf } from '../build/roots.ts';
import type { Root } from '../build/climb.ts';
import { text } from '../build/body.ts';
import { isKustomizationPath } from '../build/builds.ts';
import { isKustomize } from '../repository/facts.ts';
import { locality } from '../build/locality.ts';
import type { Problem } from '../problems.ts';
import type { Repository } from '../repository/repository.ts';
import type { Rule, Subject } from '../rule.ts';
import { textOf } from '../yaml/parse.ts';
import { isSymbolic } from '../yaml/symbolic.ts';
import { operationSpan, spanOf } from './buildSpans.ts';
import { kindsMeant } from './patchKinds.ts';

/** What makes the builds fail that take in a document, where the document is at fault (RULES.md rules 20, 32, 36, 37, 39). */
export const buildFaults: Rule = function* (it) {
  const index = it.manifest.documents.indexOf(it.document);
  const builds = buildsAround(it);
  const told = new Set<string>();
  for (const { built, isSure } of builds) {
    for (const fault of built.problemsIn(it.manifest.path)) {
      if (fault.place.document !== index || !isTellable(it, fault, builds)) continue;
      const span = spanOf(it, fault.place, 'part' in fault ? fault.part : undefined);
      const key = `${fault.what} ${fault.place.at.join('/')}`;
      if (span === undefined || told.has(key)) continue;
      told.add(key);
      const { what, place: _, ...facts } = fault;
      yield { code: `build/${what}`, certain: isSure, ...facts, span } as Problem;
    }
  }
};

/** Operations of JSON patches on fields that are not there: the build fails (RULES.md rule 36). */
export const failingOperations: Rule = function* (it) {
  const index = it.manifest.documents.indexOf(it.document);
  const told = new Set<string>();
  for (const { built } of buildsAround(it)) {
    for (const { place, objects, operations } of built.applications) {
      const key = place.at.join('/');
      if (place.path !== it.manifest.path || place.document !== index || told.has(key)) continue;
      for (const object of objects) {
        const done = object.vague ? undefined : applyOperations(object.body(), operations);
        const span = done !== undefined && 'failed' in done ? operationSpan(it, place, done.failed) : undefined;
        if (done === undefined || !('failed' in done) || span === undefined || isTorn(it.repository, object)) continue;
        told.add(key);
        const operation = operations[done.failed];
        const path = text(operation?.[operation['op'] === 'move' ? 'from' : 'path']) ?? '';
        const { kind, name } = object.identity;
        yield { code: 'build/patch-path', path, object: `${kind} ${name}`, span };
        break;
      }
    }
  }
};

/** Whether an object comes from a text that is no YAML, of which we may have read half. */
function isTorn(repository: Repository, { origin: { path, document } }: BuiltObject): boolean {
  return repository.manifest(path)?.documents[document]?.section.isBroken === true;
}

export interface Around {
  readonly built: Built;
  readonly isSure: boolean;
  /** Whether the document itself is the Kustomization that is built, whose own patches are laid on. */
  readonly isOwn: boolean;
}

/** The builds that a document has a part in: as a file that is taken in, as a kustomization file, as a Flux Kustomization. */
export function buildsAround({ repository, manifest, document }: Subject): readonly Around[] {
  const own = Array.from(repository.builds.appliersIn(document), (applier): Root => ({ applier }));
  const found = new Map<Built, Around>();
  for (const root of [...rootsOf(repository, manifest.path), ...own]) {
    const built = builtAt(repository, root);
    const isSure = 'folder' in root || locality(repository, root.applier)?.sure === true;
    if (built !== undefined && found.get(built)?.isSure !== true)
      found.set(built, { built, isSure, isOwn: own.includes(root) });
  }
  return [...found.values()];
}

/** Faults that an object puts right which nobody has computed. */
const makeable: ReadonlySet<Found['what']> = new Set(['patch-no-object', 'no-replicas', 'replacement-source']);

/** A patch may be for one build and find nothing in others; what is a component's aims at whatever takes it in. */
function isTellable({ repository, document, manifest }: Subject, fault: Found, builds: readonly Around[]): boolean {
  if (fault.what === 'not-an-object') {
    const { apiVersion, name } = document.header;
    // Where only the kind is missing, the rule on headers says so.
    const isTold = fault.missing === 'kind' && apiVersion !== undefined && name !== undefined;
    return !isTold && !isSymbolic(document.section.text);
  }
  if (fault.what === 'patch-no-object' && isSymbolic(fault.name)) return false;
  const isMiss = fault.what === 'patch-selects-nothing';
  const isVague = builds.some(({ built }) => built.vague.some((it) => it.what === 'objects'));
  const mayBeMade = isMiss || makeable.has(fault.what);
  if (mayBeMade && isVague) return false;
  if (!isMiss) return true;
  // Of an inline one with a kind that there is not, that is told.
  const [entry, kind] = [fault.place.at.slice(0, -1), textOf(document.nodeAt([...fault.place.at, 'kind']))];
  if (document.nodeAt([...entry, 'patch']) && kind !== undefined && kindsMeant(repository, kind).length > 0)
    return false;
  if (document.header.kind?.value === 'Component') return false;
  const key = fault.place.at.join('/');
  const laying = fault.place.at[0] === 'spec' ? builds.filter((it) => it.isOwn) : builds;
  return laying.every(({ built }) =>
    built.problemsIn(manifest.path).some((it) => it.what === fault.what && it.place.at.join('/') === key),
  );
}

const versions = {
  Kustomization: 'kustomize.config.k8s.io/v1beta1',
  Component: 'kustomize.config.k8s.io/v1alpha1',
} as const;

/** A kustomization file of another kind or version (RULES.md 3.0). A Flux Kustomization in it is another rule's. */
export const wrongKustomizationKind: Rule = function* ({ manifest, document }) {
  const { kind, apiVersion, group } = document.header;
  if (!isKustomizationPath(manifest.path) || document !== manifest.documents[0]) return;
  if (group.endsWith('toolkit.fluxcd.io')) return;
  if (kind !== undefined && kind.value !== '' && kind.value !== 'Kustomization' && kind.value !== 'Component')
    yield { code: 'build/wrong-kind', kind: kind.value, span: kind.span };
  else if (apiVersion !== undefined) {
    const right = versions[(kind?.value || 'Kustomization') as keyof typeof versions];
    if (apiVersion.value !== '' && apiVersion.value !== right)
      yield { code: 'build/wrong-version', version: apiVersion.value, right, span: apiVersion.span };
  }
};

const instead: Readonly<Record<string, string>> = {
  bases: 'resources',
  commonLabels: 'labels with includeSelectors',
  patchesStrategicMerge: 'patches',
  patchesJson6902: 'patches',
  imageTags: 'images',
  vars: 'replacements',
};

const deprecated = new RegExp(`^(${Object.keys(instead).join('|')})\\s*:`, 'gm');

/** Fields that kustomize warns about (api/types/kustomization.go CheckDeprecatedFields). */
export const deprecatedFields: Rule = function* ({ manifest, document }) {
  if (!isKustomizationPath(manifest.path) || !isKustomize(document.facts)) return;
  const seen = new Set<string>();
  for (const { index, 1: field = '' } of document.section.text.matchAll(deprecated)) {
    if (seen.has(field)) continue;
    seen.add(field);
    const start = document.start + index;
    const span = { start, end: start + field.length };
    yield { code: 'build/deprecated-field', field, instead: instead[field] ?? '', span };
  }
};
