import { groupBy } from '../../flux/groups.ts';
import { kindOf } from '../../flux/kinds.ts';
import type { Reference } from '../../flux/references.ts';
import { builtBy } from '../build/built.ts';
import type { Applier } from '../build/builds.ts';
import { mayMeet } from '../build/clusters.ts';
import { candidatesOf, objectIdOf } from '../build/lookup.ts';
import { rootsOf } from '../build/roots.ts';
import { cursorAt } from '../repository/cursor.ts';
import type { Manifest, ManifestDocument } from '../repository/manifest.ts';
import type { Repository } from '../repository/repository.ts';
import type { Span } from '../yaml/text.ts';
import { everyReference, leadsTo, targetAt } from './targets.ts';
import { mentionsIn } from '../rules/references.ts';
import type { Mention } from '../rules/references.ts';

/** An object of a file, by its place: what others need, and what needs others. */
export interface Member {
  readonly path: string;
  /** Zero-based number of the document in the file. */
  readonly document: number;
  readonly kind: string;
  /** Name and namespace as the first build that takes it in has them; the namespace is empty where no file says it. */
  readonly name: string;
  readonly namespace: string;
  /** The file, where another member beside it has the same words: each cluster may have one. */
  readonly where?: string;
  readonly span: Span;
  readonly nameSpan: Span;
}

/** One object needs another. */
export interface Need {
  readonly member: Member;
  /** Why, in a few words: `waits for`, `applied by`. */
  readonly why: string;
  /** Where that stands, in the file of the one that needs the other. */
  readonly spans: readonly Span[];
}

/** The object that a place is about: the one that is named there, else the one whose document it is. */
export function membersAt(repository: Repository, path: string, offset: number): readonly Member[] {
  const cursor = cursorAt(repository, path, offset);
  if (cursor === undefined) return [];
  const target = cursor.onKey ? undefined : targetAt(cursor);
  if (target)
    return toldApart(
      target.found.flatMap(({ declaration: it }) => memberOf(repository, it.manifest, it.document) ?? []),
    );
  const own = memberOf(repository, cursor.manifest, cursor.document);
  return own === undefined ? [] : [own];
}

/** What an object needs: its source, what it waits for and uses, and who applies it. */
export function needsOf(repository: Repository, { path, document: index }: Member): readonly Need[] {
  const manifest = repository.manifest(path);
  const document = manifest?.documents[index];
  if (manifest === undefined || document === undefined) return [];
  const needs = new Needs();
  for (const mention of mentionsIn({ repository, manifest, document }, everyReference)) {
    for (const { declaration: it } of leadsTo(repository, path, mention).found)
      needs.add(memberOf(repository, it.manifest, it.document), whyOf(mention.reference), mention.nameSpan);
  }
  const own = document.header.name?.span;
  for (const { manifest: file, document: applier } of appliersOf(repository, path))
    if (applier !== document) needs.add(memberOf(repository, file, applier), 'applied by', own);
  return needs.all;
}

/** What needs an object: who names it, and the Flux objects that it applies. */
export function neededBy(repository: Repository, { path, document: index }: Member): readonly Need[] {
  const manifest = repository.manifest(path);
  const document = manifest?.documents[index];
  if (manifest === undefined || document === undefined) return [];
  const needs = new Needs();
  for (const [file, mention, referrer] of mentionsOf(repository, manifest, document))
    needs.add(memberOf(repository, file, referrer), whyOf(mention.reference), mention.nameSpan);
  const applier = repository.builds.applierOf(document);
  for (const { origin, identity } of (applier && builtBy(repository, applier)?.objects) ?? []) {
    const file = kindOf(identity.group, identity.kind) && repository.manifest(origin.path);
    const applied = file?.documents[origin.document];
    if (file && applied && applied !== document)
      needs.add(memberOf(repository, file, applied), 'applied by it', applied.header.name?.span);
  }
  return needs.all;
}

/** The mentions of an object, each with the file and the document that it stands in. */
function* mentionsOf(
  repository: Repository,
  manifest: Manifest,
  document: ManifestDocument,
): Generator<readonly [Manifest, Mention, ManifestDocument]> {
  const declarations = repository.objects.in(manifest).filter((it) => it.document === document);
  const names = declarations.flatMap((it) => [...candidatesOf(repository, it)].map(({ name }) => name));
  for (const path of [...new Set(names.flatMap((it) => [...repository.mentioned.files(it)]))].sort()) {
    const file = repository.manifest(path);
    if (file === undefined || !mayMeet(repository, path, manifest.path)) continue;
    for (const referrer of file.documents) {
      for (const mention of mentionsIn({ repository, manifest: file, document: referrer }, everyReference)) {
        if (!names.includes(mention.name)) continue;
        const { found, exact } = leadsTo(repository, path, mention);
        if (exact && found.some((it) => it.declaration.document === document)) yield [file, mention, referrer];
      }
    }
  }
}

/** Needs of the same object for the same reason are one. */
class Needs {
  readonly #all = new Map<string, { readonly member: Member; readonly why: string; readonly spans: Span[] }>();

  add(member: Member | undefined, why: string, span: Span | undefined): void {
    if (member === undefined) return;
    const key = `${member.path}\n${member.document}\n${why}`;
    const need = this.#all.get(key) ?? { member, why, spans: [] };
    this.#all.set(key, need);
    if (span !== undefined) need.spans.push(span);
  }

  get all(): readonly Need[] {
    const needs = [...this.#all.values()];
    const members = toldApart(needs.map((it) => it.member));
    return needs.map((it, at) => ({ ...it, member: members[at] ?? it.member }));
  }
}

function toldApart(members: readonly Member[]): readonly Member[] {
  const groups = groupBy(members, ({ kind, namespace, name }) => `${kind}/${namespace}/${name}`);
  return members.map((it) => {
    const alike = groups.get(`${it.kind}/${it.namespace}/${it.name}`) ?? [];
    return alike.some(({ path }) => path !== it.path) ? { ...it, where: it.path } : it;
  });
}

function memberOf(repository: Repository, manifest: Manifest, document: ManifestDocument): Member | undefined {
  const id = objectIdOf(repository, manifest.path, document);
  const { name } = document.header;
  if (id === undefined || name === undefined || document.facts.patch || repository.builds.isPatch(manifest.path))
    return;
  const span = { start: document.start, end: document.end };
  const index = manifest.documents.indexOf(document);
  return {
    path: manifest.path,
    document: index,
    kind: id.kind,
    name: id.name,
    namespace: id.namespace,
    span,
    nameSpan: name.span,
  };
}

function appliersOf(repository: Repository, path: string): readonly Applier[] {
  return rootsOf(repository, path).flatMap((root) => ('applier' in root ? [root.applier] : []));
}

/** By the last key of the field. Any other use is `uses`. */
const reasons: Readonly<Record<string, string>> = {
  dependsOn: 'waits for',
  sourceRef: 'fetched from',
  chartRef: 'fetched from',
  imageRepositoryRef: 'picks from',
  providerRef: 'sends to',
  eventSources: 'watches',
  healthChecks: 'checks',
  resources: 'triggers',
};

function whyOf({ path }: Reference): string {
  return reasons[path.findLast((it) => it !== '*') ?? ''] ?? 'uses';
}
