import { isFluxGroup } from '../../flux/kind.ts';
import { findNamed, namespacesOf } from '../lookup.ts';
import type { ManifestDocument } from '../manifest.ts';
import { mappingsWith } from '../mappings.ts';
import type { Repository } from '../repository.ts';
import type { Rule } from '../rule.ts';
import { mentionsIn } from './references.ts';

/** An object that waits for itself, directly or through others: it never becomes ready (RULES.md rule 27). */
export const dependencyCycles: Rule = function* (it) {
  const { document, repository, manifest } = it;
  const { kind, name, group } = document.header;
  if (
    kind === undefined ||
    name === undefined ||
    !isFluxGroup(group) ||
    !document.facts.fields.has('spec.dependsOn.0.name')
  )
    return;
  for (const namespace of namespacesOf(repository, manifest.path, document)) {
    if (namespace === undefined) continue;
    for (const mention of mentionsIn(it)) {
      if (!mention.path.includes('dependsOn') || mention.path.length !== 3) continue;
      const target = [...mention.namespaces][0];
      if (mention.namespaces.size !== 1 || target === undefined) continue;
      const names = pathBack(repository, kind.value, `${target}/${mention.name}`, `${namespace}/${name.value}`);
      if (names)
        yield { code: 'dependency/cycle', names: [`${namespace}/${name.value}`, ...names], span: mention.nameSpan };
    }
    return;
  }
};

/** The shortest chain of dependencies from one object to another, both ends included. Costs the edges that can be reached. */
function pathBack(repository: Repository, kind: string, from: string, to: string): readonly string[] | undefined {
  const before = new Map<string, string>([[from, '']]);
  const queue = [from];
  for (const at of queue) {
    if (at === to) {
      const names: string[] = [];
      for (let step = at; step !== ''; step = before.get(step) ?? '') names.unshift(step);
      return names;
    }
    for (const next of dependenciesOf(repository, kind, at)) {
      if (before.has(next) || before.size > 10_000) continue;
      before.set(next, at);
      queue.push(next);
    }
  }
  return undefined;
}

/** Only edges that are certain: one declaration of the name, in one known namespace. Looked for once. */
function dependenciesOf(repository: Repository, kind: string, id: string): readonly string[] {
  const known = repository.remember(`dependencies of ${kind}`, () => new Map<string, readonly string[]>());
  let found = known.get(id);
  if (found === undefined) known.set(id, (found = certainEdges(repository, kind, id)));
  return found;
}

function certainEdges(repository: Repository, kind: string, id: string): readonly string[] {
  const [namespace = '', name = ''] = id.split('/');
  const found = findNamed(repository, kind, name).filter((it) => it.namespace === namespace);
  const documents = new Set(found.map((it) => it.declaration.document));
  const [only] = documents;
  return documents.size === 1 && only ? edgesOf(only, namespace) : [];
}

function edgesOf(document: ManifestDocument, own: string): readonly string[] {
  const { fields } = document.facts;
  return Array.from(mappingsWith(document.facts, ['spec', 'dependsOn', '*'], 'name'), (steps) => {
    const path = steps.join('.');
    return `${fields.get(`${path}.namespace`)?.value ?? own}/${fields.get(`${path}.name`)?.value ?? ''}`;
  });
}
