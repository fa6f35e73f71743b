import { looseReferences, looseReferencesByKind } from '../../flux/references.ts';
import { below } from '../build/bases.ts';
import { rootsOf } from '../build/roots.ts';
import { locality } from '../build/locality.ts';
import { lockedEntries } from '../build/lockdown.ts';
import { allOfKind, candidatesOf, findNamed } from '../build/lookup.ts';
import { entriesOf } from '../build/ownership.ts';
import { isPatched } from '../build/patched.ts';
import { isApplied } from '../build/placement.ts';
import { rootedPath } from '../repository/paths.ts';
import type { Repository } from '../repository/repository.ts';
import type { Rule, Subject } from '../rule.ts';
import { similar } from '../similar.ts';
import { isSymbolic } from '../yaml/symbolic.ts';
import { surelyApplied } from '../build/applied.ts';
import { isBefore } from '../../flux/versions.ts';
import { isClosed } from '../build/world.ts';
import { isFound, mentionsIn } from './references.ts';
import type { Mention } from './references.ts';
import { groupBy } from '../../flux/groups.ts';

/** References to sources of another namespace where Flux is told to refuse them (RULES.md rule 69). */
export const blockedReferences: Rule = function* (it) {
  const { repository, manifest } = it;
  if (lockedEntries(repository).size === 0) return;
  const isLocked = rootsOf(repository, manifest.path).some(
    (root) =>
      'applier' in root &&
      locality(repository, root.applier)?.sure === true &&
      [...entriesOf(repository, root.applier)].some((entry) => lockedEntries(repository).has(entry)),
  );
  if (!isLocked) return;
  for (const mention of mentionsIn(it)) {
    if (!/\nsourceRef$|\nchartRef$|\nimageRepositoryRef$/.test(`\n${mention.path.join('\n')}`)) continue;
    const own = it.document.facts.fields.get(`${mention.path.join('.')}.namespace`)?.value;
    const [kind = ''] = mention.kinds;
    if (own === undefined || isSymbolic(own) || isInside(it, own)) continue;
    yield { code: 'reference/blocked', object: `${kind} "${own}/${mention.name}"`, span: mention.nameSpan };
  }
};

/** Whether the object is, or may be, in a namespace. */
function isInside({ repository, manifest, document }: Subject, namespace: string): boolean {
  const own = repository.objects.in(manifest).find((one) => one.document === document);
  const places = own === undefined ? [] : [...candidatesOf(repository, own)];
  return places.length === 0 || places.some((one) => one.namespace === undefined || one.namespace === namespace);
}

/** Objects whose changes Flux sees at the next interval only (RULES.md rule 91; since Flux 2.7). */
export const unwatchedObjects: Rule = function* ({ repository, manifest, document, flux }) {
  const { kind, group, name } = document.header;
  if (group !== '' || name === undefined || (kind?.value !== 'ConfigMap' && kind?.value !== 'Secret')) return;
  if (isBefore(flux.oldest, '2.7') || document.section.text.includes('reconcile.fluxcd.io/watch')) return;
  for (const { object } of surelyApplied(repository, manifest.path, manifest.documents.indexOf(document))) {
    const { identity } = object;
    const user = usersOfObjects(repository).get(`${kind.value}/${identity.namespace}/${identity.name}`);
    if (user === undefined || isPatched(repository, manifest.path)) continue;
    yield { code: 'reference/not-watched', user, span: name.span };
    return;
  }
};

/** Who takes values or variables from a ConfigMap or a Secret, by `Kind/namespace/name`: the first of them. */
function usersOfObjects(repository: Repository): ReadonlyMap<string, string> {
  return repository.remember('users of objects', () => {
    const users = new Map<string, string>();
    for (const [group, from] of takingKinds) {
      for (const { manifest, document, declared } of repository.objects.ofKind(group, from)) {
        for (const mention of mentionsIn({ repository, manifest, document }, takers)) {
          for (const namespace of mention.namespaces) {
            const key = `${mention.kinds[0] ?? ''}/${namespace ?? ''}/${mention.name}`;
            if (!users.has(key)) users.set(key, `${from} "${declared.name.value}"`);
          }
        }
      }
    }
    return users;
  });
}

const takingKinds = [
  ['kustomize.toolkit.fluxcd.io', 'Kustomization'],
  ['helm.toolkit.fluxcd.io', 'HelmRelease'],
] as const;
const takers = groupBy(
  looseReferences.filter((it) => /From$/.test(it.path.at(-2) ?? '')),
  (it) => it.from,
);

/** Event sources and resources that are not there (RULES.md rule 84): a missing namespace means the object's own. */
export const missingEventSources: Rule = function* (it) {
  const kind = it.document.header.kind?.value;
  if (kind !== 'Alert' && kind !== 'Receiver') return;
  for (const mention of mentionsIn(it, looseReferencesByKind)) {
    const [list] = [mention.path[1]];
    if ((list !== 'eventSources' && list !== 'resources') || mention.name === '' || isSymbolic(mention.name)) continue;
    const [namespace] = mention.namespaces;
    if (namespace === undefined || mention.namespaces.size > 1) continue;
    const found = missingSource(it, mention, namespace);
    if (found === undefined) continue;
    const [wanted = ''] = mention.kinds;
    const { name, path } = mention;
    const said = { kind: wanted, name, namespace, isReceiver: kind === 'Receiver', path, ...found };
    yield { code: 'notification/no-source', ...said, span: mention.nameSpan };
  }
};

function missingSource(
  it: Subject,
  mention: Mention,
  namespace: string,
): { readonly similar: readonly string[]; readonly elsewhere: readonly string[] } | undefined {
  const { repository, manifest } = it;
  const isSure = isClosed(repository, namespace) && isApplied(repository, manifest.path);
  const all = mention.kinds.flatMap((kind) => [...allOfKind(repository, kind)]);
  const near = all.filter((one) => one.namespace === undefined || one.namespace === namespace);
  if (mention.name === '*') {
    const isThere = near.length > 0 || (namespace === 'flux-system' && mention.kinds.some((kind) => made.has(kind)));
    return isThere || !isSure ? undefined : { similar: [], elsewhere: [] };
  }
  if (isFound(it, mention)) return undefined;
  const elsewhere = all.flatMap((one) =>
    one.name === mention.name && one.namespace !== undefined ? [one.namespace] : [],
  );
  const isMade = namespace === 'flux-system' && mention.kinds.some((kind) => made.has(kind));
  const alike = similar(mention.name, [...near.map((one) => one.name), ...(isMade ? ['flux-system'] : [])]);
  if (!isSure && elsewhere.length === 0 && alike.length === 0) return undefined;
  return { similar: alike, elsewhere: [...new Set(elsewhere)] };
}

/** What bootstrap makes without a file. */
const made: ReadonlySet<string> = new Set(['GitRepository', 'OCIRepository', 'Bucket', 'Kustomization']);

/** Markers in files that no automation of the policy's namespace updates (RULES.md rule 25; image-automation-controller v1.2). */
export const uncoveredMarkers: Rule = function* ({ repository, manifest, document }) {
  for (const { value, span } of document.facts.markers) {
    const [namespace = '', name = ''] = value.split(':', 2);
    if (namespace === '' || isSymbolic(value) || !isApplied(repository, manifest.path)) continue;
    if (!findNamed(repository, 'ImagePolicy', name).some((it) => it.namespace === namespace)) continue;
    const folders = foldersUpdated(repository, namespace);
    if (folders === undefined || folders.some((it) => it === '' || manifest.path.startsWith(`${it}/`))) continue;
    if (folders.length === 0 && !isClosed(repository, namespace)) continue;
    const said = folders.map((it) => `./${it}`);
    yield { code: 'image/marker-uncovered', namespace, folders: said, span: document.shift(span) };
  }
};

/** The folders of this repository that the automations of a namespace update; `undefined` where that cannot be said. */
function foldersUpdated(repository: Repository, namespace: string): readonly string[] | undefined {
  const folders: string[] = [];
  for (const it of allOfKind(repository, 'ImageUpdateAutomation')) {
    if (it.namespace !== undefined && it.namespace !== namespace) continue;
    const path = it.declaration.document.facts.fields.get('spec.update.path')?.value ?? '';
    const folder = rootedPath(path);
    if (it.namespace === undefined || isSymbolic(path) || !repository.exists(below('', folder))) return undefined;
    folders.push(folder);
  }
  return folders;
}
