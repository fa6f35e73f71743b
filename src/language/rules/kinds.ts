import { isFluxGroup } from '../../flux/kind.ts';
import { kindOf, kinds } from '../../flux/kinds.ts';
import { livesOf, servedVersion, stateOf } from '../../flux/versions.ts';
import type { FluxInUse } from '../../flux/versions.ts';
import type { Problem } from '../problems.ts';
import type { Header } from '../repository/header.ts';
import type { Rule } from '../rule.ts';
import { isOwnGroup } from '../schema/dialect.ts';
import { editDistance, similar } from '../similar.ts';
import { isSymbolic } from '../yaml/symbolic.ts';

/** A kind that its Flux group does not have. Groups that no row knows belong to other projects under the same domain. */
export const unknownKind: Rule = function* ({ document }) {
  for (const { header } of document.objects()) yield* kindProblem(header);
};

function* kindProblem({ group, kind }: Header): Generator<Problem> {
  if (kind === undefined || !isFluxGroup(group) || isSymbolic(kind.value) || kindOf(group, kind.value)) return;
  const known = kinds.filter((it) => it.group === group).map((it) => it.kind);
  if (known.length === 0 || kind.value === `${known.find((it) => kind.value === `${it}List`) ?? '?'}List`) return;
  const elsewhere = kinds.filter((it) => it.kind === kind.value).map((it) => it.group);
  if (elsewhere.length > 0) return;
  yield { code: 'kind/unknown', group, kind: kind.value, similar: similar(kind.value, known), span: kind.span };
}

/** A kind that is a slip of one that a CRD of the repository, or the cluster, has in that group. */
export const misspeltKind: Rule = function* ({ document, repository: { schemas } }) {
  const { group, kind } = document.header;
  if (kind === undefined || !group.includes('.') || isSymbolic(kind.value) || !schemas.hasGroup(group)) return;
  if (isFluxGroup(group) || isOwnGroup(group)) return;
  const known = new Set(schemas.kinds().flatMap((it) => (it.group === group ? it.kind : [])));
  if (known.has(kind.value) || kind.value.length < 5) return;
  const alike = similar(kind.value, known).filter(
    (it) => editDistance(it.toLowerCase(), kind.value.toLowerCase(), 2) <= 2,
  );
  if (alike.length > 0) yield { code: 'kind/unknown', group, kind: kind.value, similar: alike, span: kind.span };
};

/** A kind in a group that is a slip of Flux's or Kubernetes' own, and that nothing declares: nobody else has both. */
export const unknownGroup: Rule = function* ({ document, repository }) {
  const { group, kind, apiVersion } = document.header;
  if (kind === undefined || apiVersion === undefined || isSymbolic(apiVersion.value)) return;
  if (isOwnGroup(group) || kinds.some((it) => it.group === group)) return;
  const { schemas } = repository;
  const isSlip = (it: { readonly group: string; readonly kind: string }) =>
    it.kind === kind.value && it.group !== '' && editDistance(it.group, group, 2) <= 2;
  const mayBeOwn = ownKind(group) && !schemas.hasGroup(group);
  const meant = kinds.find(isSlip) ?? (mayBeOwn ? schemas.kinds().find(isSlip) : undefined);
  if (meant === undefined || schemas.hasGroup(group)) return;
  const span = { start: apiVersion.span.start, end: apiVersion.span.start + group.length };
  yield { code: 'kind/group', kind: kind.value, group, meant: meant.group, span };
};

/** Whether a group may be meant for one of Kubernetes': others have a domain of their own. */
function ownKind(group: string): boolean {
  return group !== '' && (!group.includes('.') || group.endsWith('.k8s.io'));
}

/** A version of a Flux kind that the Flux in use does not serve (RULES.md 3.2), or a kind in another kind's group. */
export const unknownVersion: Rule = function* ({ document, flux }) {
  for (const { header } of document.objects()) yield* versionProblem(header, flux);
};

function* versionProblem({ group, kind, apiVersion, version }: Header, flux: FluxInUse): Generator<Problem> {
  if (kind === undefined || apiVersion === undefined || !isFluxGroup(group) || isSymbolic(apiVersion.value)) return;
  const row = kindOf(group, kind.value) ?? inAnotherGroup(group, kind.value);
  if (row === undefined) return;
  const life = row.group === group ? livesOf(group, kind.value).find((it) => it.version === version) : undefined;
  if (life === undefined && row.group === group && row.versions.includes(version)) return;
  const current = `${row.group}/${servedVersion(row.group, row.kind, flux) ?? row.versions[0] ?? 'v1'}`;
  const fact = { kind: kind.value, version: apiVersion.value, current, span: apiVersion.span };
  const { since, deprecated, removed } = life ?? {};
  if (life === undefined) yield { code: 'kind/version', ...fact };
  else if (stateOf(life, flux.oldest) === 'removed' && removed) yield { code: 'kind/version', ...fact, removed };
  else if (stateOf(life, flux.newest) === 'future' && since) yield { code: 'kind/version', ...fact, since };
  else if (deprecated && stateOf(life, flux.oldest) === 'deprecated')
    yield { code: 'kind/deprecated', ...fact, deprecated, ...(removed !== undefined && { removed }) };
}

function inAnotherGroup(group: string, kind: string): (typeof kinds)[number] | undefined {
  return kinds.some((it) => it.group === group) ? kinds.find((it) => it.kind === kind) : undefined;
}
