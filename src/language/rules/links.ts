import { looseReferencesByKind } from '../../flux/references.ts';
import { makersOf } from '../build/makers.ts';
import { allOfKind, candidatesOf, findNamed } from '../build/lookup.ts';
import { textOf } from '../yaml/parse.ts';
import { isApplied } from '../build/placement.ts';
import { areApart } from '../build/clusters.ts';
import { surelyApplied } from '../build/applied.ts';
import { entriesOf } from '../build/ownership.ts';
import type { Repository } from '../repository/repository.ts';
import type { Rule, Subject } from '../rule.ts';
import { isSlip, similar } from '../similar.ts';
import { isSymbolic } from '../yaml/symbolic.ts';
import { generatedBeside, variableSources } from '../variables/variableSources.ts';
import type { VariableSource } from '../variables/variableSources.ts';
import { isClosed } from '../build/world.ts';
import { mayBeCopied } from './copiers.ts';
import { isExternal, mentionsIn } from './references.ts';
import type { Mention } from './references.ts';
import { groupBy } from '../../flux/groups.ts';

const lists = /^spec\n(?:(?:valuesFrom|postBuild\nsubstituteFrom)\n\d+|kubeConfig\nconfigMapRef)$/;

/** ConfigMaps and Secrets that values, variables and ways to other clusters come from (RULES.md rules 17, 75). Secrets are often made by hand: only slips are told. */
export const missingSources: Rule = function* (it) {
  const { repository, document, manifest } = it;
  for (const mention of mentionsIn(it, looseReferencesByKind)) {
    const [kind] = mention.kinds;
    if (!lists.test(mention.path.join('\n')) || (kind !== 'ConfigMap' && kind !== 'Secret')) continue;
    if (isSymbolic(mention.name) || mention.name === '') continue;
    const all = variableSources(repository, kind, mention.name, mention.namespaces);
    const isAway = ({ entries: [first] }: VariableSource) =>
      first !== undefined && areApart(repository, manifest.path, first.place.path);
    const sources = all.filter((one) => !isAway(one));
    const away = all.find(isAway)?.entries[0]?.place.path;
    if (sources.length > 0) {
      if (mention.path.includes('valuesFrom')) yield* missingKey(it, mention, kind, sources);
      continue;
    }
    if (textOf(document.nodeAt([...mention.path, 'optional'])) === 'true' || !isApplied(repository, manifest.path))
      continue;
    const isSaid = [...mention.namespaces].some((one) =>
      isExternal(it.external, `${kind}/${one ?? '*'}/${mention.name}`),
    );
    if (isSaid) continue;
    const slip = slipIn(it, kind, mention);
    const [namespace] = mention.namespaces;
    const other = otherKind(it, kind, mention);
    const isLikely =
      slip.elsewhere.length > 0
        ? !mayBeCopied(repository, kind, mention.name)
        : slip.similar.length > 0 || away !== undefined || other !== undefined;
    if (!isLikely && !(kind === 'ConfigMap' && isClosed(repository, namespace))) continue;
    const where = { ...(namespace !== undefined && { namespace }), ...(away !== undefined && { away }), ...other };
    const said = { kind, name: mention.name, item: mention.path, ...where, ...slip };
    yield { code: 'reference/object-missing', ...said, span: mention.nameSpan };
  }
};

/** A Secret where a ConfigMap was meant, or the other way round: where there is one, and the document does not name both. */
function otherKind(it: Subject, kind: string, { name, namespaces }: Mention): { readonly other: string } | undefined {
  const other = kind === 'Secret' ? 'ConfigMap' : 'Secret';
  const isNamed = mentionsIn(it, looseReferencesByKind).some((one) => one.kinds[0] === other && one.name === name);
  return isNamed || variableSources(it.repository, other, name, namespaces).length === 0 ? undefined : { other };
}

function slipIn(
  { repository, manifest }: Subject,
  kind: string,
  mention: Mention,
): { readonly similar: readonly string[]; readonly elsewhere: readonly string[] } {
  const near = [...generatedBeside(repository, kind, manifest.path)];
  const elsewhere = new Set<string>();
  if (kind === 'Secret') {
    // What a controller makes is called like what it is made of, unless that says otherwise.
    if ([...makersOf(repository, mention.name)].length > 0) return { similar: [], elsewhere: [] };
    for (const maker of makersOf(repository))
      for (const { namespace, name } of candidatesOf(repository, maker))
        if (namespace !== undefined && mention.namespaces.has(namespace) && isSlip(name, mention.name)) near.push(name);
  }
  for (const name of repository.objects.names('', kind)) {
    const alike = name === mention.name || similar(mention.name, [name]).length > 0;
    for (const declaration of alike ? repository.objects.named('', kind, name) : []) {
      if (areApart(repository, manifest.path, declaration.manifest.path)) continue;
      for (const { namespace, name: real } of candidatesOf(repository, declaration)) {
        if (real === mention.name && namespace !== undefined) elsewhere.add(namespace);
        else if (namespace === undefined || mention.namespaces.has(namespace)) near.push(real);
      }
    }
  }
  return { similar: similar(mention.name, near), elsewhere: [...elsewhere] };
}

function* missingKey(
  { document }: Subject,
  mention: Mention,
  kind: string,
  sources: ReturnType<typeof variableSources>,
): ReturnType<Rule> extends Iterable<infer P> ? Generator<P> : never {
  if (sources.some((one) => one.open) || sources.length !== 1) return;
  const node = document.nodeAt([...mention.path, 'valuesKey']);
  const key = textOf(node) ?? 'values.yaml';
  const keys = sources.flatMap((one) => one.entries.map((entry) => entry.name));
  if (isSymbolic(key) || keys.includes(key) || keys.length === 0) return;
  const span = node ? document.span(node) : mention.nameSpan;
  const alike = node ? similar(key, keys) : [];
  yield { code: 'reference/key-missing', kind, name: mention.name, key, keys: keys.slice(0, 3), similar: alike, span };
}

/** Markers that name no ImagePolicy (RULES.md rule 24). */
export const missingPolicies: Rule = function* ({ repository, document, manifest }) {
  for (const { value, span } of document.facts.markers) {
    const [namespace = '', name = ''] = value.split(':', 2);
    if (namespace === '' || name === '' || isSymbolic(value)) continue;
    const found = findNamed(repository, 'ImagePolicy', name);
    if (found.some((it) => it.namespace === undefined || it.namespace === namespace)) continue;
    const near = [...allOfKind(repository, 'ImagePolicy')].filter((it) => it.namespace === namespace);
    const alike = similar(
      name,
      near.map((it) => it.name),
    );
    const isSure = isClosed(repository, namespace) && isApplied(repository, manifest.path);
    const elsewhere = [...new Set(found.flatMap((it) => it.namespace ?? []))];
    if (alike.length === 0 && elsewhere.length === 0 && !isSure) continue;
    const at = document.shift({ start: span.end - name.length, end: span.end });
    yield { code: 'image/marker-missing', name, namespace, similar: alike, elsewhere, span: at };
  }
};

/** HelmReleases that install one Helm release (RULES.md rule 52; helm-controller api/v2, GetReleaseName). */
export const releasesTwice: Rule = function* ({ repository, document, manifest }) {
  const name = document.facts.header.name;
  if (document.facts.header.kind?.value !== 'HelmRelease' || name === undefined) return;
  for (const { namespace, name: own, entries, key } of releaseOf(repository, manifest.path, document)) {
    const other = releasesOf(repository, key).find((it) => {
      const isSame = it.name === own && it.namespace === namespace;
      return !isSame && it.path !== manifest.path && [...it.entries].some((one) => entries.has(one));
    });
    if (other === undefined) continue;
    const release = key.split('\n')[1] ?? '';
    const label = other.namespace === namespace ? other.name : `${other.namespace}/${other.name}`;
    yield { code: 'helm/release-twice', release, other: label, span: document.shift(name.span) };
    return;
  }
};

interface Release {
  readonly key: string;
  readonly name: string;
  readonly namespace: string;
  readonly path: string;
  /** The entries of the clusters that it reaches. */
  readonly entries: ReadonlySet<string>;
}

/** The releases of one key. Costs the HelmReleases of its name, and once all of them where builds may rename. */
function releasesOf(repository: Repository, key: string): readonly Release[] {
  const name = repository.builds.mayRename ? undefined : (key.split('\n')[1] ?? '');
  const known = repository.remember(name === undefined ? 'all releases' : `releases of ${name}`, () => {
    const places =
      name === undefined ? [...releaseNames(repository).values()].flat() : releaseNames(repository).get(name);
    const all = (places ?? []).flatMap(({ path, index }) => {
      const document = repository.manifest(path)?.documents[index];
      return document === undefined ? [] : [...releaseOf(repository, path, document)];
    });
    return groupBy(all, (it) => it.key);
  });
  return known.get(key) ?? [];
}

interface Place {
  readonly path: string;
  readonly index: number;
}

/** The HelmReleases by the names under which they install, as far as their files tell. */
function releaseNames(repository: Repository): ReadonlyMap<string, readonly Place[]> {
  return repository.remember('release names', () => {
    const found = new Map<string, Place[]>();
    for (const { manifest, document } of repository.objects.ofKind('helm.toolkit.fluxcd.io', 'HelmRelease')) {
      const name = releaseName(document, document.facts.header.name?.value ?? '');
      const place = { path: manifest.path, index: manifest.documents.indexOf(document) };
      const list = found.get(name);
      if (list) list.push(place);
      else found.set(name, [place]);
    }
    return found;
  });
}

/** helm-controller api/v2, GetReleaseName. */
function releaseName({ facts }: Subject['document'], own: string): string {
  const target = facts.fields.get('spec.targetNamespace')?.value;
  return facts.fields.get('spec.releaseName')?.value ?? (target === undefined ? own : `${target}-${own}`);
}

function* releaseOf(repository: Repository, path: string, document: Subject['document']): Generator<Release> {
  const { fields, patch } = document.facts;
  const remote = [...fields.keys()].some((it) => it.startsWith('spec.kubeConfig.'));
  if (patch || remote || repository.builds.isPatch(path) || repository.isTemplate(path)) return;
  const index = repository.manifest(path)?.documents.indexOf(document) ?? -1;
  for (const { object, applier } of surelyApplied(repository, path, index)) {
    const { name: own, namespace } = object.identity;
    const release = releaseName(document, own);
    const storage = fields.get('spec.storageNamespace')?.value ?? namespace;
    if (namespace === '' || isSymbolic(release + storage + namespace)) continue;
    const entries = entriesOf(repository, applier);
    yield { key: `${storage}\n${release}`, name: own, namespace, path, entries };
  }
}
