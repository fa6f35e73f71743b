import { substitute } from '../../flux/expand.ts';
import type { Lookup, Variable } from '../../flux/expand.ts';
import type { Applier } from '../build/builds.ts';
import { mayMeet } from '../build/clusters.ts';
import { at, bodies, isBody, text } from '../build/body.ts';
import type { Value } from '../build/body.ts';
import { builtAt, specOf } from '../build/built.ts';
import { rootsOf } from '../build/roots.ts';
import type { Word } from '../repository/header.ts';
import { locality } from '../build/locality.ts';
import { namespacesOf } from '../build/lookup.ts';
import type { ManifestDocument } from '../repository/manifest.ts';
import { mentionsAbove } from '../build/patching.ts';
import type { Repository } from '../repository/repository.ts';
import { isSymbolic } from '../yaml/symbolic.ts';
import { lineEndAt } from '../yaml/text.ts';
import { isOptedOut, optOut, optsOut } from './optOut.ts';
import { variableSources } from './variableSources.ts';
import type { EntryPlace, VariableSource } from './variableSources.ts';

/** A variable that a Kustomization sets. */
export interface ScopedVariable extends Variable {
  readonly name: string;
  /** Where its value comes from: what `kind` and `from` name. */
  readonly kind: 'Kustomization' | 'ConfigMap' | 'Secret';
  readonly from: string;
  readonly place: EntryPlace;
}

/** The variables that Flux puts into what one Kustomization builds. */
export interface Scope {
  /** The Kustomization, by name, and its document. */
  readonly applier: { readonly name: string; readonly path: string; readonly document: number };
  /** Whether Flux substitutes at all: only with a `postBuild` that has at least one variable, or is told to always. */
  readonly runs: 'yes' | 'no' | 'unknown';
  /** By name; the strongest origin of each. */
  readonly variables: ReadonlyMap<string, ScopedVariable>;
  /** Whether there may be variables, and other values, that no file shows. */
  readonly open: boolean;
  /** Whether the Kustomization surely builds this repository. */
  readonly sure: boolean;
}

/**
 * The scopes of a document, one for each Kustomization that applies it: `substitute` wins over `substituteFrom`, in which the later one
 * wins. None where nothing applies the file, or the document opts out. Costs the length of the chains; scopes are kept until facts change.
 */
export function scopesOf(repository: Repository, path: string, document: ManifestDocument): readonly Scope[] {
  if (optsOut(document)) return [];
  return scopesAt(repository, path, repository.manifest(path)?.documents.indexOf(document));
}

/** What a name stands for in a scope, as `substitute` of `flux/expand.ts` asks. */
export function lookupIn(scope: Scope): Lookup {
  return (name) => scope.variables.get(name) ?? (scope.open ? {} : undefined);
}

/**
 * The scopes of what patches of a kustomization file write; none where something that it builds opts out, since nobody knows which of it they
 * change.
 */
export function scopesOfPatches(repository: Repository, path: string): readonly Scope[] {
  const mayOptOut = rootsOf(repository, path).some((root) =>
    builtAt(repository, root)?.objects.some(({ origin }) => repository.text(origin.path)?.includes(optOut.key)),
  );
  return mayOptOut ? [] : scopesAt(repository, path);
}

/** Those of one document of a file, or of any. */
function scopesAt(repository: Repository, path: string, index?: number): readonly Scope[] {
  const found = new Map<string, Scope>();
  const mayOptOut = mentionsAbove(repository, path, optOut.key);
  for (const root of rootsOf(repository, path)) {
    if (!('applier' in root)) continue;
    const key = root.applier.key;
    const scope = found.get(key) ?? scopeBy(repository, root.applier);
    const optedOut = mayOptOut && scope.runs === 'yes' ? isOptedOut(builtAt(repository, root), path, index) : 'no';
    if (optedOut !== 'yes') found.set(key, optedOut === 'unknown' ? { ...scope, runs: 'unknown' } : scope);
  }
  return [...found.values()];
}

/** The scope that a Kustomization makes for what it builds. */
export function scopeBy(repository: Repository, applier: Applier): Scope {
  const known = repository.remember('variables', () => new Map<string, Scope>());
  const key = applier.key;
  const kept = known.get(key);
  if (kept) return kept;
  // A Kustomization may apply itself: while its scope is being computed, nothing is known of it.
  known.set(key, { ...blank(repository, applier), runs: 'unknown', open: true });
  const scope = compute(repository, applier);
  known.set(key, scope);
  return scope;
}

function blank(repository: Repository, applier: Applier): Scope {
  const { manifest, document } = applier;
  const name = document.facts.header.name?.value ?? '';
  const sure = locality(repository, applier)?.sure === true;
  const at = { name, path: manifest.path, document: manifest.documents.indexOf(document) };
  return { applier: at, runs: 'no', variables: new Map(), open: false, sure };
}

function compute(repository: Repository, applier: Applier): Scope {
  const { manifest, document } = applier;
  const scope = blank(repository, applier);
  const { path } = manifest;
  const { spec, isFinal, isVague } = specOf(repository, applier);
  const variables = new Map<string, ScopedVariable>();
  let open = isVague || !isFinal;
  for (const source of bodies(at(spec, 'postBuild', 'substituteFrom'))) {
    const kind = text(source['kind']);
    const name = text(source['name']) ?? '';
    if ((kind !== 'ConfigMap' && kind !== 'Secret') || name === '') continue;
    const sources = isSymbolic(name)
      ? []
      : ofCluster(repository, path, variableSources(repository, kind, name, namespacesOf(repository, path, document)));
    open ||= sources.length === 0 || sources.some((it) => it.open);
    for (const it of merged(repository, sources)) variables.set(it.name, { ...it, kind, from: name });
  }
  for (const it of ownVariables(repository, applier, at(spec, 'postBuild', 'substitute'))) variables.set(it.name, it);
  const always = text(at(spec, 'postBuild', 'substituteStrategy')) === 'Always';
  const runs = variables.size > 0 || always ? 'yes' : open ? 'unknown' : 'no';
  return { ...scope, runs, variables, open };
}

/** The sources that may meet a file in a cluster, where some do: every cluster has settings of the same name. */
function ofCluster(
  repository: Repository,
  path: string,
  sources: readonly VariableSource[],
): readonly VariableSource[] {
  if (sources.length < 2) return sources;
  const here = sources.filter(({ entries: [first] }) => !first || mayMeet(repository, path, first.place.path));
  return here.length > 0 ? here : sources;
}

/** The entries of `substitute`, as patches of parents leave them; those have no place in the file. */
function* ownVariables(
  repository: Repository,
  { manifest, document }: Applier,
  substitute: Value | undefined,
): Generator<ScopedVariable> {
  const { path } = manifest;
  const from = document.facts.header.name?.value ?? '';
  const index = manifest.documents.indexOf(document);
  for (const [name, value] of Object.entries(isBody(substitute) ? substitute : {})) {
    const field = `${substituteField}${name}`;
    const word = document.facts.fields.get(field);
    const known = text(value);
    const given =
      word?.hidden === true && known === undefined ? word : known === undefined ? undefined : { value: known };
    yield {
      name,
      kind: 'Kustomization',
      from,
      place: { path, document: index, field },
      ...(given && valued(repository, path, given)),
    };
  }
}

/** The field of a Kustomization whose keys are variables, in the index. */
export const substituteField = 'spec.postBuild.substitute.';

/** Where a Kustomization could set one more variable: the end of the line of its last one. */
export function roomIn(
  repository: Repository,
  { applier, variables }: Scope,
): { readonly path: string; readonly offset: number; readonly indent: number } | undefined {
  const manifest = repository.manifest(applier.path);
  const document = manifest?.documents[applier.document];
  if (!manifest || !document) return undefined;
  const last = [...document.facts.fields].findLast(([field]) => field.startsWith(substituteField))?.[1];
  if (last?.key === undefined || last.hidden === true) return undefined;
  // What a patch puts in its place is not written there.
  if (!variables.has(document.section.text.slice(last.key.start, last.key.end).replaceAll(/["']/g, '')))
    return undefined;
  const key = document.shift(last.key).start;
  const start = manifest.text.lastIndexOf('\n', key - 1) + 1;
  const offset = lineEndAt(manifest.text, document.shift(last.span).end);
  const isBlock = /^ *$/.test(manifest.text.slice(start, key));
  return isBlock ? { path: applier.path, offset, indent: key - start } : undefined;
}

/** The objects that a Kustomization takes variables from, in its order; kinds other than the two that there are left out. */
export function* substituteFrom(document: ManifestDocument): Generator<{
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  readonly at: number;
  readonly optional: boolean;
}> {
  const { fields } = document.facts;
  for (let at = 0, misses = 0; misses < 5; at++) {
    const [kind, name, optional] = ['kind', 'name', 'optional'].map(
      (it) => fields.get(`spec.postBuild.substituteFrom.${at}.${it}`)?.value,
    );
    if (kind === undefined && name === undefined) misses++;
    if ((kind !== 'ConfigMap' && kind !== 'Secret') || name === undefined || name === '') continue;
    yield { kind, name, at, optional: optional === 'true' };
  }
}

/** The entries of all objects that may be meant; a value only where they agree on it. */
function merged(
  repository: Repository,
  sources: readonly VariableSource[],
): readonly Pick<ScopedVariable, 'name' | 'value' | 'place'>[] {
  const found = new Map<string, Pick<ScopedVariable, 'name' | 'value' | 'place'>>();
  for (const { name, value, place } of sources.flatMap((it) => it.entries)) {
    const before = found.get(name);
    const known = value === undefined ? {} : valued(repository, place.path, { value });
    if (before === undefined) found.set(name, { name, place, ...known });
    else if (before.value !== known.value) found.set(name, { name, place: before.place });
  }
  return [...found.values()];
}

/** A value as the cluster will have it: whoever applies the file that it stands in may substitute in it. Newlines are taken out. */
function valued(repository: Repository, path: string, word: Pick<Word, 'value' | 'hidden'>): Variable {
  if (word.hidden === true) return {};
  const given = word.value.replaceAll('\n', '');
  if (!given.includes('$')) return { value: given };
  const texts = new Set(
    scopesAt(repository, path).map((it) =>
      it.runs === 'no' ? given : it.runs === 'yes' ? substitute(given, lookupIn(it)).text : undefined,
    ),
  );
  const [text = texts.size === 0 ? given : undefined] = texts;
  return texts.size > 1 || text === undefined ? {} : { value: text };
}
