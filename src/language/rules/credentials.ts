import { looseReferences, looseReferencesByKind } from '../../flux/references.ts';
import { candidatesOf, fluxGroupOf } from '../build/lookup.ts';
import { isApplied } from '../build/placement.ts';
import type { Repository } from '../repository/repository.ts';
import type { Rule } from '../rule.ts';
import { editDistance } from '../similar.ts';
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
    if (variableSources(repository, 'Secret', name, namespaces).length > 0 || isMade(repository, name)) continue;
    const similar = unusedSecrets(repository, namespace).filter((one) => editDistance(name, one, 2) <= 2);
    if (similar.length === 0) continue;
    const said = { kind: 'Secret', name, namespace, similar, elsewhere: [] };
    yield { code: 'reference/object-missing', ...said, span: mention.nameSpan };
  }
};

/** What makes Secrets of its own name. */
const makers = [
  ['external-secrets.io', 'ExternalSecret'],
  ['bitnami.com', 'SealedSecret'],
  ['cert-manager.io', 'Certificate'],
] as const;

function isMade(repository: Repository, name: string): boolean {
  return makers.some(([group, kind]) => [...repository.objects.named(group, kind, name)].length > 0);
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
