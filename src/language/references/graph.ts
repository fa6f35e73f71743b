import { kindOf } from '../../flux/kinds.ts';
import { areApart } from '../build/clusters.ts';
import { candidatesOf, findNamed } from '../build/lookup.ts';
import type { Candidate } from '../build/lookup.ts';
import { rootsOf } from '../build/roots.ts';
import type { Repository } from '../repository/repository.ts';
import { mentionsIn } from '../rules/references.ts';
import type { Mention } from '../rules/references.ts';

/** A Flux object of the repository, or one that is named and that no file declares. */
export interface GraphNode {
  /** `Kind/namespace/name`, and `@file` behind it where another cluster has one that is called the same; the namespace is empty where nobody says it. */
  readonly id: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** The file that declares it, relative to the repository; absent when none does. */
  readonly file?: string;
}

/** What one object has to do with another: it applies or makes it, fetches from it, waits for it, or names it otherwise. */
export type Relation = 'applies' | 'makes' | 'source' | 'dependsOn' | 'uses';

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly relation: Relation;
}

/** The Flux objects of a repository and how they hang together, sorted by id. */
export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/**
 * Draws what the wanted files declare, and what it hangs together with. Costs the size of the repository: parses every file that declares a
 * Flux object.
 */
export function graphOf(repository: Repository, isWanted: (path: string) => boolean = () => true): Graph {
  const nodes = new Map<string, GraphNode>();
  const nodeOf = namer(repository);
  const edges = new Map<string, GraphEdge>();
  const link = (from: GraphNode, to: GraphNode, relation: Relation): void => {
    for (const it of [from, to]) if (!nodes.has(it.id)) nodes.set(it.id, it);
    edges.set(`${from.id} ${to.id} ${relation}`, { from: from.id, to: to.id, relation });
  };
  for (const manifest of repository.manifests()) {
    if (!isWanted(manifest.path)) continue;
    for (const declaration of repository.objects.in(manifest)) {
      if (kindOf(declaration.declared.group, declaration.declared.kind) === undefined) continue;
      for (const candidate of candidatesOf(repository, declaration)) {
        const node = nodeOf(candidate);
        nodes.set(node.id, node);
        const maker = makerOf(repository, candidate, nodeOf);
        if (maker !== undefined) link(maker, node, 'makes');
        else for (const applier of appliersOf(repository, candidate, nodeOf)) link(applier, node, 'applies');
        for (const [target, relation] of targetsOf(repository, candidate, nodeOf)) link(node, target, relation);
      }
    }
    repository.release(manifest.path);
  }
  const byId = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  return {
    nodes: [...nodes.values()].sort((a, b) => byId(a.id, b.id)),
    edges: [...edges.values()].sort((a, b) => byId(a.from, b.from) || byId(a.to, b.to) || byId(a.relation, b.relation)),
  };
}

type Namer = (candidate: Candidate) => GraphNode;

/** Gives objects their nodes. */
function namer(repository: Repository): Namer {
  const files = new Map<string, Set<string>>();
  for (const declaration of repository.objects.all()) {
    if (kindOf(declaration.declared.group, declaration.declared.kind) === undefined) continue;
    for (const candidate of candidatesOf(repository, declaration)) {
      const id = idOf(candidate);
      files.set(id, (files.get(id) ?? new Set()).add(declaration.manifest.path));
    }
  }
  const isShared = (id: string): boolean => {
    const [first, ...others] = files.get(id) ?? [];
    return first !== undefined && others.some((it) => areApart(repository, first, it));
  };
  const shared = new Set([...files.keys()].filter(isShared));
  return (candidate) => {
    const { declaration, name, namespace = '' } = candidate;
    const { kind } = declaration.declared;
    const [id, file] = [idOf(candidate), declaration.manifest.path];
    return { id: shared.has(id) ? `${id}@${file}` : id, kind, namespace, name, file };
  };
}

function idOf({ declaration, name, namespace = '' }: Candidate): string {
  return `${declaration.declared.kind}/${namespace}/${name}`;
}

/** The object whose document declares another that its controller makes, such as an artifact; `undefined` for what stands there itself. */
function makerOf(repository: Repository, { declaration }: Candidate, nodeOf: Namer): GraphNode | undefined {
  const { manifest, document, declared } = declaration;
  const { group, kind } = document.facts.header;
  if (kind === undefined || kind.value === declared.kind || kindOf(group, kind.value) === undefined) return undefined;
  const own = repository.objects.in(manifest).find((it) => it.document === document && it.declared.kind === kind.value);
  const [first] = own === undefined ? [] : candidatesOf(repository, own);
  return first && nodeOf(first);
}

function* appliersOf(repository: Repository, { declaration }: Candidate, nodeOf: Namer): Generator<GraphNode> {
  for (const root of rootsOf(repository, declaration.manifest.path)) {
    if (!('applier' in root) || root.applier.document === declaration.document) continue;
    const { applier } = root;
    const { group, kind } = applier.document.facts.header;
    const own = repository.objects
      .in(applier.manifest)
      .filter((it) => it.document === applier.document && it.declared.kind === 'Kustomization');
    if (kind === undefined || kindOf(group, kind.value) === undefined) continue;
    for (const it of own) for (const candidate of candidatesOf(repository, it)) yield nodeOf(candidate);
  }
}

function* targetsOf(
  repository: Repository,
  { declaration }: Candidate,
  nodeOf: Namer,
): Generator<readonly [target: GraphNode, relation: Relation]> {
  const { manifest, document, declared } = declaration;
  if (document.facts.header.kind?.value !== declared.kind) return;
  for (const mention of mentionsIn({ repository, manifest, document })) {
    const relation = relationOf(mention);
    const found = mention.kinds
      .flatMap((kind) => findNamed(repository, kind, mention.name))
      .filter((it) => mention.namespaces.has(it.namespace))
      .filter((it) => !areApart(repository, manifest.path, it.declaration.manifest.path));
    if (found.length > 0) for (const it of found) yield [nodeOf(it), relation];
    else yield [missing(mention), relation];
  }
}

function relationOf({ reference }: Mention): Relation {
  const field = reference.path.findLast((it) => it !== '*') ?? '';
  if (field === 'dependsOn') return 'dependsOn';
  return ['sourceRef', 'chartRef', 'sources'].includes(field) ? 'source' : 'uses';
}

function missing({ kinds, name, namespaces }: Mention): GraphNode {
  const kind = kinds[0] ?? '';
  const namespace = [...namespaces][0] ?? '';
  return { id: `${kind}/${namespace}/${name}`, kind, namespace, name };
}
