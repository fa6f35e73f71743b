import { isRemote } from '../build/remote.ts';
import { surelyApplied } from '../build/applied.ts';
import { builtAt, builtBy } from '../build/built.ts';
import { locality } from '../build/locality.ts';
import { isTorn } from '../build/contents.ts';
import { rootsOf } from '../build/roots.ts';
import { identitiesOf } from '../build/object.ts';
import { isKustomize, itemsOf } from '../repository/facts.ts';
import type { Manifest, ManifestDocument, Section } from '../repository/manifest.ts';
import { candidatesOf } from '../build/lookup.ts';
import type { Repository } from '../repository/repository.ts';
import type { Rule } from '../rule.ts';
import { similar } from '../similar.ts';
import { isSymbolic } from '../yaml/symbolic.ts';
import { isClosed } from '../build/world.ts';
import { isExternal } from './references.ts';

/**
 * An object that needs a namespace and has none when Flux applies it, or is in one that nothing in the repository makes (RULES.md rule 23). Only
 * where the repository shows all of its cluster.
 */
export const namespaces: Rule = function* ({ repository, manifest, document, external }) {
  const { kind, name } = document.header;
  if (kind === undefined || name === undefined) return;
  const index = manifest.documents.indexOf(document);
  for (const { object, applier } of surelyApplied(repository, manifest.path, index)) {
    const { namespace } = object.identity;
    // Who puts it there is told once.
    if (namespace !== '' && applier.document.facts.fields.get('spec.targetNamespace')?.value === namespace) continue;
    const isNamespaced = scopes(repository).get(scopeKey(object.identity));
    if (isNamespaced !== true) continue;
    if (namespace === '') {
      yield { code: 'build/no-namespace', kind: kind.value, span: name.span };
      return;
    }
    const known = knownIfMissing(repository, namespace, external);
    if (known === undefined) continue;
    const span = document.header.namespace?.value === namespace ? document.header.namespace.span : name.span;
    yield { code: 'build/namespace-missing', namespace, similar: similar(namespace, known), span };
    return;
  }
};

/** The namespace into which a Flux Kustomization puts what it builds, and that nothing makes. */
export const missingTargets: Rule = function* ({ repository, document, external }) {
  const word = document.facts.fields.get('spec.targetNamespace');
  const applier = repository.builds.applierOf(document);
  if (word === undefined || word.value === '' || applier === undefined) return;
  if (locality(repository, applier)?.sure !== true || document.section.text.includes('kubeConfig')) return;
  const known = knownIfMissing(repository, word.value, external);
  const isThere = builtBy(repository, applier)?.objects.some(
    ({ identity }) => identity.namespace === word.value && scopes(repository).get(scopeKey(identity)) === true,
  );
  if (known === undefined || isThere !== true) return;
  const near = similar(word.value, known);
  yield { code: 'build/namespace-missing', namespace: word.value, similar: near, span: document.shift(word.span) };
};

/** The namespaces that there are, where all of them are known and one is not among them. */
function knownIfMissing(
  repository: Repository,
  namespace: string,
  external: readonly string[],
): ReadonlySet<string> | undefined {
  if (isSymbolic(namespace) || !isClosed(repository, namespace)) return undefined;
  const known = knownNamespaces(repository);
  return known?.has(namespace) === true || isExternal(external, `Namespace//${namespace}`) ? undefined : known;
}

/** Whether kinds live in namespaces, as far as their schemas are known. */
function scopes(repository: Repository): ReadonlyMap<string, boolean | undefined> {
  return repository.remember(
    'scopes of kinds',
    () => new Map(repository.schemas.kinds().map((it) => [scopeKey(it), it.namespaced])),
  );
}

function scopeKey(it: { readonly group: string; readonly version: string; readonly kind: string }): string {
  return `${it.group}/${it.version}/${it.kind}`;
}

/** Those that every cluster has, and Flux's own. */
const alwaysThere = ['default', 'kube-system', 'kube-public', 'kube-node-lease', 'flux-system'] as const;

/** The namespaces that something in the repository makes; `undefined` when that cannot be said of all. */
export function knownNamespaces(repository: Repository): ReadonlySet<string> | undefined {
  return repository.remember('all namespaces', () => {
    const names = namespacesMade(repository);
    return [...names].some(isSymbolic) || takesFromOutside(repository) ? undefined : names;
  });
}

/** The namespaces that something in the repository makes, as far as files tell. */
export function namespacesMade(repository: Repository): ReadonlySet<string> {
  return repository.remember('namespaces', () => {
    const names = new Set<string>(alwaysThere);
    for (const it of repository.objects.ofKind('', 'Namespace')) {
      const roots = rootsOf(repository, it.manifest.path);
      const built = roots.map((root) => builtAt(repository, root));
      // kustomize gives a Namespace the name that it gives to what is in it.
      const isMade = it.document.facts.header.kind?.value !== 'Namespace';
      if (isMade || roots.length === 0 || built.some((one) => one === undefined)) names.add(it.declared.name.value);
      const index = it.manifest.documents.indexOf(it.document);
      for (const object of built.flatMap((one) => one?.objectsFrom(it.manifest.path) ?? [])) {
        if (object.origin.document !== index) continue;
        for (const { name } of object.vague ? identitiesOf(object) : [object.identity]) names.add(name);
      }
    }
    for (const it of namelessIn(repository)) {
      for (const root of rootsOf(repository, it.path))
        for (const { identity } of builtAt(repository, root)?.objectsFrom(it.path) ?? [])
          if (identity.group === '' && identity.kind === 'Namespace') names.add(identity.name);
    }
    for (const it of repository.objects.ofKind('helm.toolkit.fluxcd.io', 'HelmRelease')) {
      const { section } = it.document;
      if (!mayMakeNamespaces(section)) continue;
      for (const candidate of candidatesOf(repository, it)) names.add(candidate.namespace ?? '');
      for (const match of section.text.matchAll(/targetNamespace:\s*["']?([\w.${}:=-]+)/g)) names.add(match[1] ?? '');
    }
    return names;
  });
}

/** The files with a Namespace that looks like a patch, since it is called `_`: whoever lists it gives it a name. */
function* namelessIn(repository: Repository): Generator<Manifest> {
  for (const manifest of repository.manifests()) {
    const isNameless = ({ facts: { patch, header } }: ManifestDocument): boolean =>
      patch && header.group === '' && header.kind?.value === 'Namespace';
    if (manifest.documents.some(isNameless) && !repository.builds.isPatch(manifest.path)) yield manifest;
  }
}

/** Whether a kustomization file takes in what is in another repository, makes objects that are not computed, or cannot be read. */
function takesFromOutside(repository: Repository): boolean {
  for (const manifest of repository.builds.kustomizationFiles()) {
    if (manifest.documents.some(({ section }) => takesIn(section))) return true;
  }
  return false;
}

function takesIn(section: Section): boolean {
  return section.remember('outside', () => {
    const { text, facts } = section;
    if (/^(helmCharts|helmChartInflationGenerator|generators)\s*:/m.test(text)) return true;
    if (!isKustomize(facts)) return false;
    return [...itemsOf(facts, 'resources')].some(({ word }) => isRemote(word.value)) || isTorn(section);
  });
}

/** Whether a Helm release may make namespaces. */
function mayMakeNamespaces(section: Section): boolean {
  return section.remember('makes namespaces', () => /createNamespace["']?:\s*(?!false\b)\S/.test(section.text));
}

/** Takes the looks at single documents that `knownNamespaces` needs, one at a time. */
export function* prepareNamespaces(repository: Repository): Generator<void> {
  for (const { document } of [...repository.objects.ofKind('helm.toolkit.fluxcd.io', 'HelmRelease')])
    yield void mayMakeNamespaces(document.section);
  for (const { documents } of [...repository.builds.kustomizationFiles()])
    for (const { section } of documents) yield void takesIn(section);
}
