import { isFluxGroup } from '../../flux/kind.ts';
import { findNamed, namespacesOf } from '../build/lookup.ts';
import type { ManifestDocument } from '../repository/manifest.ts';
import { mappingsWith } from '../yaml/mappings.ts';
import { clustersOf } from '../build/clusters.ts';
import type { Repository } from '../repository/repository.ts';
import type { Rule } from '../rule.ts';
import { mentionsIn } from './references.ts';
import { Circles } from './circles.ts';

/** An object that waits for itself, directly or through others: it never becomes ready (RULES.md rule 27). */
export const dependencyCycles: Rule = function* (it) {
  const { document, repository, manifest } = it;
  const { kind, name, group } = document.header;
  if (kind === undefined || name === undefined || !isFluxGroup(group)) return;
  for (const namespace of namespacesOf(repository, manifest.path, document)) {
    if (namespace === undefined) continue;
    for (const mention of mentionsIn(it)) {
      if (!mention.path.includes('dependsOn') || mention.path.length !== 3) continue;
      const target = [...mention.namespaces][0];
      if (mention.namespaces.size !== 1 || target === undefined) continue;
      const graph = { repository, kind: kind.value, path: manifest.path };
      const [from, to] = [`${target}/${mention.name}`, `${namespace}/${name.value}`];
      // Nearly nothing is in a circle, and a long chain is not to be followed from each of its links.
      const names = areInCircle(repository, kind.value, from, to) ? pathBack(graph, from, to) : undefined;
      if (names)
        yield { code: 'dependency/cycle', names: [`${namespace}/${name.value}`, ...names], span: mention.nameSpan };
    }
    return;
  }
};

/** Whether two objects of a kind may wait for each other, were all clusters one. Costs all dependencies of the kind, once. */
function areInCircle(repository: Repository, kind: string, a: string, b: string): boolean {
  const known = repository.remember(`circles of ${kind}`, () => new Circles((id) => edgesFrom(repository, kind, id)));
  return known.of(a) === known.of(b);
}

function edgesFrom(repository: Repository, kind: string, id: string): readonly string[] {
  return declarationsOf(repository, kind, id).flatMap(({ edges }) => edges);
}

/** The objects of one kind in the cluster that a file goes to. */
interface Graph {
  readonly repository: Repository;
  readonly kind: string;
  readonly path: string;
}

/** The shortest chain of dependencies from one object to another, both ends included. Costs the edges that can be reached. */
function pathBack(graph: Graph, from: string, to: string): readonly string[] | undefined {
  const before = new Map<string, string>([[from, '']]);
  const queue = [from];
  for (const at of queue) {
    if (at === to) {
      const names: string[] = [];
      for (let step = at; step !== ''; step = before.get(step) ?? '') names.unshift(step);
      return names;
    }
    for (const next of dependenciesOf(graph, at)) {
      if (before.has(next) || before.size > 10_000) continue;
      before.set(next, at);
      queue.push(next);
    }
  }
  return undefined;
}

/** Only edges that are certain: one declaration of the name in the cluster, in one known namespace. */
function dependenciesOf({ repository, kind, path }: Graph, id: string): readonly string[] {
  const [first, ...more] = declarationsOf(repository, kind, id);
  if (first === undefined || more.length === 0) return first?.edges ?? [];
  const [cluster] = clustersOf(repository, path);
  const here = [first, ...more].filter((it) => cluster !== undefined && clustersOf(repository, it.path).has(cluster));
  return here.length === 1 ? (here[0]?.edges ?? []) : [];
}

interface Declared {
  readonly path: string;
  readonly edges: readonly string[];
}

/** The documents that declare an object, each with what it waits for. Looked for once. */
function declarationsOf(repository: Repository, kind: string, id: string): readonly Declared[] {
  const known = repository.remember(`dependencies of ${kind}`, () => new Map<string, readonly Declared[]>());
  const old = known.get(id);
  if (old) return old;
  const [namespace = '', name = ''] = id.split('/');
  const found = findNamed(repository, kind, name).filter((it) => it.namespace === namespace);
  const all = new Map(found.map(({ declaration }) => [declaration.document, declaration.manifest.path]));
  const declared = Array.from(all, ([document, path]) => ({ path, edges: edgesOf(document, namespace) }));
  known.set(id, declared);
  return declared;
}

function edgesOf(document: ManifestDocument, own: string): readonly string[] {
  const { fields } = document.facts;
  return Array.from(mappingsWith(document.facts, ['spec', 'dependsOn', '*'], 'name'), (steps) => {
    const path = steps.join('.');
    return `${fields.get(`${path}.namespace`)?.value ?? own}/${fields.get(`${path}.name`)?.value ?? ''}`;
  });
}
