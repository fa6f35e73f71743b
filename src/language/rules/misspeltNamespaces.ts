import { isClosed } from '../build/world.ts';
import { isKustomize } from '../repository/facts.ts';
import type { Word } from '../repository/header.ts';
import type { ManifestDocument } from '../repository/manifest.ts';
import type { Repository } from '../repository/repository.ts';
import type { Rule } from '../rule.ts';
import { isSlip } from '../similar.ts';
import { isSymbolic, mayBecome } from '../yaml/symbolic.ts';
import { knownNamespaces, namespacesMade } from './namespaces.ts';
import { isExternal } from './references.ts';

/**
 * A namespace that is a slip of one that a file makes: no file makes it, and it is written once, or that other one is written nowhere. Where the repository
 * does not show its whole cluster, nothing else is told of namespaces.
 */
export const misspeltNamespaces: Rule = function* ({ repository, manifest, document, external }) {
  if (repository.builds.isPatch(manifest.path) || repository.isTemplate(manifest.path)) return;
  for (const { value, span } of writtenIn(document)) {
    if (value.length < 4 || isSymbolic(value) || isExternal(external, `Namespace//${value}`)) continue;
    const { made, written, isOpen } = known(repository);
    if (made.has(value) || isOpen(value)) continue;
    // There it is told whether or not it is a slip.
    if (knownNamespaces(repository) !== undefined && isClosed(repository, value)) continue;
    const isOnce = written.get(value) === 1;
    const similar = [...made].filter((it) => isSlip(it, value) && (isOnce || !written.has(it)));
    if (similar.length > 0)
      yield { code: 'build/namespace-misspelt', namespace: value, similar, span: document.shift(span) };
  }
};

/** The namespaces that a document writes for itself, or for what it builds. */
function writtenIn({ facts }: ManifestDocument): readonly Word[] {
  const { header, fields } = facts;
  const own = isKustomize(facts) ? fields.get('namespace') : header.namespace;
  return [own, fields.get('spec.targetNamespace')].flatMap((it) => (it === undefined || it.value === '' ? [] : it));
}

interface Known {
  /** Those that something in the repository makes, and those of every cluster. */
  readonly made: ReadonlySet<string>;
  /** How often each is written. */
  readonly written: ReadonlyMap<string, number>;
  /** Whether a variable may make it. */
  readonly isOpen: (namespace: string) => boolean;
}

function known(repository: Repository): Known {
  return repository.remember('namespaces written', () => {
    const made = namespacesMade(repository);
    const written = new Map<string, number>();
    for (const { documents } of repository.manifests())
      for (const document of documents)
        for (const { value } of writtenIn(document)) written.set(value, (written.get(value) ?? 0) + 1);
    const open = [...made].filter(isSymbolic);
    return { made, written, isOpen: (namespace) => open.some((it) => mayBecome(it, namespace)) };
  });
}
