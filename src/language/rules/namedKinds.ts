import { groupOf } from '../../flux/objects.ts';
import { isFluxGroup } from '../../flux/kind.ts';
import { kindOf } from '../../flux/kinds.ts';
import { livesOf } from '../../flux/versions.ts';
import { lengthAt, valueAt } from '../repository/values.ts';
import type { Rule } from '../rule.ts';
import { isOwnGroup } from '../schema/dialect.ts';
import { editDistance, similar } from '../similar.ts';
import { isSymbolic } from '../yaml/symbolic.ts';

/** The lists whose items say `apiVersion` and `kind` of objects that Flux waits for. */
const lists: readonly (readonly [kind: string, list: string])[] = [
  ['Kustomization', 'healthChecks'],
  ['Kustomization', 'healthCheckExprs'],
  ['HelmRelease', 'healthCheckExprs'],
  ['ResourceSet', 'dependsOn'],
];

/**
 * Kinds that Flux is told to wait for and that their group does not have, where it is known what it has: the wait never ends (RULES.md rule 64), or what
 * is said of their health is never asked for.
 */
export const namedKinds: Rule = function* ({ repository: { schemas }, document }) {
  for (const [of, list] of lists) {
    if (document.header.kind?.value !== of || !document.section.text.includes(list)) continue;
    for (let nth = 0; nth < lengthAt(document, ['spec', list]); nth++) {
      const [apiVersion, kind] = ['apiVersion', 'kind'].map((key) => valueAt(document, ['spec', list, nth, key]));
      if (apiVersion === undefined || kind === undefined || isSymbolic(kind.text)) continue;
      const gone = fluxVersion(apiVersion.text, kind.text);
      if (gone !== undefined)
        yield { code: 'kind/version', kind: kind.text, version: apiVersion.text, current: gone, span: apiVersion.span };
      const group = groupOf(apiVersion.text);
      if (!schemas.hasGroup(group) || !(isOwnGroup(group) || isFluxGroup(group))) continue;
      const known = schemas.kinds().flatMap((it) => (it.group === group ? it.kind : []));
      if (known.includes(kind.text)) continue;
      const alike = similar(kind.text, known).filter(
        (it) => editDistance(it.toLowerCase(), kind.text.toLowerCase(), 2) <= 2,
      );
      if (alike.length > 0) yield { code: 'kind/unknown', group, kind: kind.text, similar: alike, span: kind.span };
    }
  }
};

/** The `group/version` to write for a kind of Flux, where another is written that no Flux has ever served. */
function fluxVersion(apiVersion: string, kind: string): string | undefined {
  const [group = '', version = ''] = apiVersion.split('/');
  const row = kindOf(group, kind);
  if (row === undefined || isSymbolic(apiVersion)) return undefined;
  const isServed = row.versions.includes(version) || livesOf(group, kind).some((it) => it.version === version);
  return isServed ? undefined : `${group}/${row.versions[0] ?? 'v1'}`;
}
