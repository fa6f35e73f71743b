import { isRemote } from '../build/remote.ts';
import { surelyApplied } from '../build/applied.ts';
import { builtAt } from '../build/built.ts';
import { rootsOf } from '../build/roots.ts';
import { identitiesOf } from '../build/object.ts';
import { isKustomize, itemsOf } from '../repository/facts.ts';
import type { Section } from '../repository/manifest.ts';
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
  for (const { object } of surelyApplied(repository, manifest.path, index)) {
    const { namespace } = object.identity;
    const isNamespaced = scopes(repository).get(scopeKey(object.identity));
    if (isNamespaced !== true) continue;
    if (namespace === '') {
      yield { code: 'build/no-namespace', kind: kind.value, span: name.span };
      return;
    }
    if (isSymbolic(namespace) || !isClosed(repository, namespace)) continue;
    const known = knownNamespaces(repository);
    if (known === undefined || known.has(namespace) || isExternal(external, `Namespace//${namespace}`)) continue;
    const span = document.header.namespace?.value === namespace ? document.header.namespace.span : name.span;
    yield { code: 'build/namespace-missing', namespace, similar: similar(namespace, known), span };
    return;
  }
};

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
const always = ['default', 'kube-system', 'kube-public', 'kube-node-lease', 'flux-system'] as const;

/** The namespaces that something in the repository makes; `undefined` when that cannot be said of all. */
export function knownNamespaces(repository: Repository): ReadonlySet<string> | undefined {
  return repository.remember('namespaces', () => {
    const names = new Set<string>(always);
    for (const it of repository.objects.ofKind('', 'Namespace')) {
      names.add(it.declared.name.value);
      const index = it.manifest.documents.indexOf(it.document);
      for (const root of rootsOf(repository, it.manifest.path)) {
        const built = builtAt(repository, root)?.objectsFrom(it.manifest.path) ?? [];
        for (const object of built.filter((one) => one.origin.document === index))
          for (const id of identitiesOf(object)) names.add(id.name);
      }
    }
    for (const it of repository.objects.ofKind('helm.toolkit.fluxcd.io', 'HelmRelease')) {
      const { section } = it.document;
      if (!section.remember('makes namespaces', () => /createNamespace["']?:\s*(?!false\b)\S/.test(section.text)))
        continue;
      for (const candidate of candidatesOf(repository, it)) names.add(candidate.namespace ?? '');
      for (const match of section.text.matchAll(/targetNamespace:\s*["']?([\w.${}:=-]+)/g)) names.add(match[1] ?? '');
    }
    return [...names].some(isSymbolic) || takesFromOutside(repository) ? undefined : names;
  });
}

/** Whether a kustomization file takes in what is in another repository, or makes objects that are not computed. */
function takesFromOutside(repository: Repository): boolean {
  for (const manifest of repository.builds.kustomizationFiles()) {
    const isFromOutside = manifest.documents.some(({ section }) =>
      section.remember('outside', () => namesOutside(section)),
    );
    if (isFromOutside) return true;
  }
  return false;
}

function namesOutside({ text, facts }: Section): boolean {
  if (/^(helmCharts|helmChartInflationGenerator|generators)\s*:/m.test(text)) return true;
  return isKustomize(facts) && [...itemsOf(facts, 'resources')].some(({ word }) => isRemote(word.value));
}
