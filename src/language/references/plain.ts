import { isMap, isScalar, isSeq } from 'yaml';
import type { Node, Scalar, YAMLMap } from 'yaml';
import { kinds } from '../../flux/kinds.ts';
import type { FieldSpec } from '../build/fields.ts';
import { isSelected } from '../build/fields.ts';
import { isClusterScoped } from '../build/identity.ts';
import { mayMeet } from '../build/clusters.ts';
import { candidatesOf, namespacesOf } from '../build/lookup.ts';
import type { Candidate } from '../build/lookup.ts';
import { nameReferences } from '../build/referenceTables.ts';
import type { NameReference } from '../build/referenceTables.ts';
import type { Cursor } from '../repository/cursor.ts';
import type { Manifest, ManifestDocument } from '../repository/manifest.ts';
import type { Repository } from '../repository/repository.ts';
import { textOf } from '../yaml/parse.ts';
import type { Span } from '../yaml/text.ts';

const routes = ['HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute', 'UDPRoute'];
const gateway = 'gateway.networking.k8s.io';

/** What kustomize knows of kinds that name one another, and what only matters to people. A target without a kind is what a `kind` beside says. */
const table: readonly NameReference[] = [
  ...nameReferences,
  {
    target: { kind: 'Service' },
    from: routes.map((kind) => ({ kind, group: gateway, path: 'spec/rules/backendRefs/name' })),
  },
  {
    target: { kind: 'Gateway', group: gateway },
    from: routes.map((kind) => ({ kind, group: gateway, path: 'spec/parentRefs/name' })),
  },
  {
    target: {},
    from: [{ kind: 'Kustomization', group: 'kustomize.toolkit.fluxcd.io', path: 'spec/healthChecks/name' }],
  },
  {
    target: { kind: 'ServiceAccount' },
    from: [
      ...kinds.map(({ kind, group }) => ({ kind, group, path: 'spec/serviceAccountName' })),
      { kind: 'Kustomization', group: 'kustomize.toolkit.fluxcd.io', path: 'spec/decryption/serviceAccountName' },
    ],
  },
];

/** A name in a field of a plain Kubernetes object, and the objects that it may mean. */
export interface PlainAt {
  /** The kind that is meant. */
  readonly kind: string;
  readonly name: string;
  readonly span: Span;
  readonly found: readonly Candidate[];
}

/** The object that a field of a plain Kubernetes object names at the cursor. */
export function plainAt(cursor: Cursor): PlainAt | undefined {
  const { document, path, repository, manifest } = cursor;
  const node = cursor.onKey ? undefined : document.nodeAt(path);
  const name = isScalar(node) ? textOf(node) : undefined;
  const [field] = name === undefined || name === '' ? [] : plainFieldsAt(cursor);
  if (node === undefined || name === undefined || field === undefined) return undefined;
  const { kind, namespaces } = field;
  const found = declared(repository, kind, name).filter((it) => isThere(it, namespaces));
  const here = found.filter((it) => mayMeet(repository, manifest.path, it.declaration.manifest.path));
  return { kind, name, span: document.span(node), found: here };
}

/** What a field of a plain Kubernetes object may name. */
export interface PlainField {
  readonly kind: string;
  readonly namespaces: ReadonlySet<string | undefined>;
}

/** The kinds that the field at the cursor may name, whether something stands there yet or not. */
export function plainFieldsAt({ document, path, repository, manifest, onKey }: Cursor): readonly PlainField[] {
  if (onKey) return [];
  const at = path.filter((it) => typeof it === 'string').join('/');
  const beside = document.nodeAt(path.slice(0, -1));
  const kinds = table
    .filter(({ from }) => from.some((it) => isFrom(it, document) && fieldOf(it) === at))
    .map(({ target }) => (isMap(beside) ? chosenIn(beside, target) : target.kind));
  const given = isMap(beside) ? textOf(beside.get('namespace', true)) : undefined;
  return kinds
    .filter((it) => it !== undefined)
    .map((kind) => ({
      kind,
      namespaces: given === undefined ? namespacesOf(repository, manifest.path, document) : new Set([given]),
    }));
}

/** Whether anything is known of what names objects of a kind. */
export function isNamedByPlain(kind: string): boolean {
  return table.some((it) => it.target.kind === kind);
}

/** Where plain Kubernetes objects name one of some objects. Looks at all texts, and parses those that have one of the names. */
export function* plainUses(
  repository: Repository,
  objects: readonly Candidate[],
): Generator<{ readonly path: string; readonly span: Span }> {
  const names = new Set(objects.map((it) => it.name));
  for (const manifest of repository.manifests()) {
    if (repository.isTemplate(manifest.path) || ![...names].some((it) => manifest.text.includes(it))) continue;
    const here = objects.filter((it) => mayMeet(repository, manifest.path, it.declaration.manifest.path));
    for (const document of here.length === 0 ? [] : manifest.documents)
      for (const span of usesIn(repository, manifest, document, here)) yield { path: manifest.path, span };
  }
}

function usesIn(
  repository: Repository,
  manifest: Manifest,
  document: ManifestDocument,
  objects: readonly Candidate[],
): readonly Span[] {
  const rows = table.flatMap(({ target, from }) =>
    from.filter((it) => isFrom(it, document)).map((it) => ({ target, it })),
  );
  if (rows.length === 0 || !objects.some((it) => document.section.text.includes(it.name))) return [];
  const own = namespacesOf(repository, manifest.path, document);
  const found: Span[] = [];
  for (const { target, it } of rows) {
    for (const { node, holder } of scalarsAt(document.yaml.contents, fieldOf(it).split('/'))) {
      const given = textOf(holder.get('namespace', true));
      const wanted = given === undefined ? own : new Set([given]);
      const kind = chosenIn(holder, target);
      const isIt = objects.some(
        (one) => one.declaration.declared.kind === kind && one.name === textOf(node) && isThere(one, wanted),
      );
      if (isIt) found.push(document.span(node));
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** The scalars at a path, through the items of all lists on the way, each with the mapping that it stands in. */
function* scalarsAt(
  node: unknown,
  path: readonly string[],
  holder?: YAMLMap,
): Generator<{ readonly node: Scalar & Node; readonly holder: YAMLMap }> {
  const [step, ...rest] = path;
  if (isSeq(node)) for (const it of node.items) yield* scalarsAt(it, path, holder);
  else if (step === undefined) {
    if (isScalar(node) && holder) yield { node: node, holder };
  } else if (isMap(node)) yield* scalarsAt(node.get(step, true), rest, node);
}

function isFrom(spec: FieldSpec, { facts }: ManifestDocument): boolean {
  const { group, version, kind } = facts.header;
  return spec.kind !== undefined && isSelected(spec, { group, version, kind: kind?.value ?? '' });
}

/** The path to the name: kustomize's table ends some at the mapping that has it. */
function fieldOf({ path }: FieldSpec): string {
  return path === 'subjects' || path.endsWith('clientConfig/service') ? `${path}/name` : path;
}

/** The kind that is meant; `undefined` where the `kind` beside the name says another one. */
function chosenIn(holder: YAMLMap, { kind }: NameReference['target']): string | undefined {
  const said = textOf(holder.get('kind', true));
  return kind === undefined || said === undefined || said === kind ? (said ?? kind) : undefined;
}

function declared(repository: Repository, kind: string, name: string): readonly Candidate[] {
  return repository.objects
    .groupsOf(kind)
    .flatMap((group) => [...repository.objects.named(group, kind, name)])
    .flatMap((it) => [...candidatesOf(repository, it)])
    .filter((it) => it.name === name);
}

/** Whether an object is in one of some namespaces, or may be. */
export function isThere({ declaration, namespace }: Candidate, wanted: ReadonlySet<string | undefined>): boolean {
  const { group, kind } = declaration.declared;
  const { version } = declaration.document.facts.header;
  return (
    namespace === undefined ||
    wanted.has(undefined) ||
    wanted.has(namespace) ||
    isClusterScoped({ group, version, kind })
  );
}
