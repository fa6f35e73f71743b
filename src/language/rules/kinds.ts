import { apiVersionOf, isFluxGroup } from '../../flux/kind.ts';
import { kindOf, kinds } from '../../flux/kinds.ts';
import type { Rule } from '../rule.ts';
import { similar } from '../similar.ts';
import { isSymbolic } from '../symbolic.ts';
import { isBefore } from '../versions.ts';

/** A kind that its Flux group does not have. Groups that no row knows belong to other projects under the same domain. */
export const unknownKind: Rule = function* ({ document }) {
  const { group, kind } = document.header;
  if (kind === undefined || !isFluxGroup(group) || isSymbolic(kind.value) || kindOf(group, kind.value)) return;
  const known = kinds.filter((it) => it.group === group).map((it) => it.kind);
  if (known.length === 0 || kind.value === `${known.find((it) => kind.value === `${it}List`) ?? '?'}List`) return;
  const elsewhere = kinds.filter((it) => it.kind === kind.value).map((it) => it.group);
  if (elsewhere.length > 0) return;
  yield { code: 'kind/unknown', group, kind: kind.value, similar: similar(kind.value, known), span: kind.span };
};

/** A version of a Flux kind that the Flux in use does not serve (RULES.md 3.2), or a kind in another kind's group. */
export const unknownVersion: Rule = function* ({ document, fluxVersion }) {
  const { group, kind, apiVersion, version } = document.header;
  if (kind === undefined || apiVersion === undefined || !isFluxGroup(group) || isSymbolic(apiVersion.value)) return;
  const row = kindOf(group, kind.value) ?? inAnotherGroup(group, kind.value);
  if (row === undefined || (row.group === group && row.versions.includes(version))) return;
  const removed = row.group === group ? row.removed[version] : undefined;
  if (removed !== undefined && isBefore(fluxVersion, removed)) return;
  yield {
    code: 'kind/version',
    kind: kind.value,
    version: apiVersion.value,
    current: apiVersionOf(row),
    ...(removed !== undefined && { removed }),
    span: apiVersion.span,
  };
};

function inAnotherGroup(group: string, kind: string): (typeof kinds)[number] | undefined {
  return kinds.some((it) => it.group === group) ? kinds.find((it) => it.kind === kind) : undefined;
}
