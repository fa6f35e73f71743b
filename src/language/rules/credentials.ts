import { looseReferences, looseReferencesByKind } from '../../flux/references.ts';
import { kinds } from '../../flux/kinds.ts';
import { candidatesOf, fluxGroupOf, namespacesOf } from '../build/lookup.ts';
import { makersOf } from '../build/makers.ts';
import { isApplied } from '../build/placement.ts';
import type { Repository } from '../repository/repository.ts';
import type { Rule } from '../rule.ts';
import { editDistance, isSlip } from '../similar.ts';
import { variableSources } from '../variables/variableSources.ts';
import { isSymbolic } from '../yaml/symbolic.ts';
import { isExternal, mentionsIn } from './references.ts';

/**
 * Secrets that Flux is to log in, decrypt or verify with (RULES.md rule 46). Most of them are made by hand and stand in no file, so only a slip is
 * told: one letter or two from a Secret of that namespace that nothing refers to.
 */
export const misspeltCredentials: Rule = function* (it) {
  const { repository, manifest } = it;
  for (const mention of mentionsIn(it, looseReferencesByKind)) {
    const { name, namespaces } = mention;
    if (!/secretRef$/i.test(String(mention.path.at(-1))) || name.length < 4 || isSymbolic(name)) continue;
    const [namespace] = namespaces;
    if (namespace === undefined || namespaces.size > 1 || !isApplied(repository, manifest.path)) continue;
    if (isExternal(it.external, `Secret/${namespace}/${name}`)) continue;
    if (
      variableSources(repository, 'Secret', name, namespaces).length > 0 ||
      [...makersOf(repository, name)].length > 0
    )
      continue;
    const similar = unusedSecrets(repository, namespace).filter((one) => editDistance(name, one, 2) <= 2);
    if (similar.length === 0) continue;
    const said = { kind: 'Secret', name, namespace, similar, elsewhere: [] };
    yield { code: 'reference/object-missing', ...said, span: mention.nameSpan };
  }
};

/**
 * The ServiceAccount that Flux is to act as, where one of its namespace is called nearly so, and none exactly
 * (`spec.serviceAccountName`: an account of the object's own namespace).
 */
export const misspeltAccounts: Rule = function* (it) {
  const { repository, manifest, document } = it;
  const word = document.facts.fields.get('spec.serviceAccountName');
  // The account of another cluster is in other files.
  if (word === undefined || isSymbolic(word.value) || document.section.text.includes('kubeConfig')) return;
  const name = word.value;
  const found: { readonly namespace: string; readonly similar: readonly string[] }[] = [];
  for (const namespace of name.length < 4 ? [] : namespacesOf(repository, manifest.path, document)) {
    const all = accounts(repository).get(namespace ?? '') ?? new Set<string>();
    if (namespace === undefined || all.has(name)) return;
    if (isExternal(it.external, `ServiceAccount/${namespace}/${name}`)) return;
    const times = (one: string): number => actors(repository).get(`${namespace}/${one}`) ?? 0;
    // Of one as which Flux acts already a single slip is told, not what several objects agree on.
    const isMeant = (one: string): boolean => times(one) === 0 || (times(name) === 1 && isSlip(one, name));
    const near = [...all].filter((one) => editDistance(name, one, 2) <= 2 && isMeant(one));
    if (near.length > 0) found.push({ namespace, similar: near });
  }
  const [first] = found;
  if (first === undefined || !isApplied(repository, manifest.path)) return;
  yield {
    code: 'reference/object-missing',
    kind: 'ServiceAccount',
    name,
    ...first,
    elsewhere: [],
    span: document.shift(word.span),
  };
};

/** How often Flux acts as a ServiceAccount, by `namespace/name`. */
function actors(repository: Repository): ReadonlyMap<string, number> {
  return repository.remember('actors', () => {
    const names = new Map<string, number>();
    for (const { group, kind } of kinds)
      for (const { manifest, document } of repository.objects.ofKind(group, kind)) {
        const name = document.facts.fields.get('spec.serviceAccountName')?.value;
        if (name === undefined) continue;
        for (const namespace of namespacesOf(repository, manifest.path, document))
          names.set(`${namespace ?? ''}/${name}`, (names.get(`${namespace ?? ''}/${name}`) ?? 0) + 1);
      }
    return names;
  });
}

/** The ServiceAccounts that files declare, by namespace. */
function accounts(repository: Repository): ReadonlyMap<string, ReadonlySet<string>> {
  return repository.remember('accounts', () => {
    const found = new Map<string, Set<string>>();
    for (const declaration of repository.objects.ofKind('', 'ServiceAccount')) {
      for (const { name, namespace = '' } of candidatesOf(repository, declaration)) {
        const names = found.get(namespace) ?? new Set<string>();
        found.set(namespace, names.add(name));
      }
    }
    return found;
  });
}

/** The Secrets of a namespace to which no Flux object refers. */
function unusedSecrets(repository: Repository, namespace: string): readonly string[] {
  const { used, declared } = repository.remember('secrets', () => secretsOf(repository));
  return [...(declared.get(namespace) ?? [])].filter((it) => !used.has(it));
}

/** Where the name of a Secret stands. */
const naming = /(?:[sS]ecretRef|(?:valuesFrom|substituteFrom)\.\d+)\.name$/;

function secretsOf(repository: Repository): {
  readonly used: ReadonlySet<string>;
  readonly declared: ReadonlyMap<string, ReadonlySet<string>>;
} {
  const used = new Set<string>();
  const declared = new Map<string, Set<string>>();
  for (const from of new Set(looseReferences.map((it) => it.from))) {
    for (const { document } of repository.objects.ofKind(fluxGroupOf(from), from))
      for (const [path, { value }] of document.facts.fields) if (naming.test(path)) used.add(value);
  }
  for (const declaration of repository.objects.ofKind('', 'Secret')) {
    for (const { name, namespace } of candidatesOf(repository, declaration)) {
      if (namespace === undefined) continue;
      const names = declared.get(namespace) ?? new Set<string>();
      declared.set(namespace, names.add(name));
    }
  }
  return { used, declared };
}
