import { groupOf } from '../../flux/objects.ts';
import { mayBeAdded } from './outcome.ts';
import type { Rule } from '../rule.ts';
import { hasValue, keySpan, lengthAt, valueAt } from '../repository/values.ts';

const exprs = ['spec', 'healthCheckExprs'];

/** `wait` checks everything, and looks at no list (RULES.md rule 60). */
export const ignoredHealthChecks: Rule = function* ({ document }) {
  const path = ['spec', 'healthChecks'];
  if (lengthAt(document, path) === 0 || valueAt(document, ['spec', 'wait'])?.text !== 'true') return;
  yield { code: 'health/list-ignored', path, span: keySpan(document, path) };
};

/** Expressions that nobody evaluates (RULES.md rule 61). */
export const unusedExpressions: Rule = function* (it) {
  const { document } = it;
  if (lengthAt(document, exprs) === 0) return;
  const span = keySpan(document, exprs);
  if (document.header.kind?.value === 'HelmRelease') {
    const strategy = ['spec', 'waitStrategy', 'name'];
    if (valueAt(document, strategy)?.text === 'legacy') yield { code: 'health/unused', why: 'legacy', span };
    else if (['install', 'upgrade'].every((it) => valueAt(document, ['spec', it, 'disableWait'])?.text === 'true'))
      yield { code: 'health/unused', why: 'unwaited', span };
    return;
  }
  const wait = valueAt(document, ['spec', 'wait']);
  if (hasValue(document, ['spec', 'wait']) && wait?.text !== 'false') return;
  if (hasValue(document, ['spec', 'healthChecks']) || mayBeAdded(it, ['spec', 'wait'], ['spec', 'healthChecks']))
    return;
  yield { code: 'health/unused', why: 'unchecked', span };
};

/** Two rows for one kind, which ends the reconciliation (RULES.md rule 63; fluxcd/pkg runtime/cel). */
export const duplicateExpressions: Rule = function* ({ document }) {
  const seen = new Set<string>();
  for (let at = 0; at < lengthAt(document, exprs); at++) {
    const apiVersion = valueAt(document, [...exprs, at, 'apiVersion']);
    const kind = valueAt(document, [...exprs, at, 'kind']);
    const hasKind = hasValue(document, [...exprs, at, 'kind']);
    if (apiVersion === undefined || (hasKind && kind === undefined)) continue;
    const group = groupOf(apiVersion.text);
    const key = `${kind?.text ?? ''}.${group}`;
    if (seen.has(key))
      yield { code: 'health/duplicate', group, kind: kind?.text ?? '', span: (kind ?? apiVersion).span };
    seen.add(key);
  }
};

/** The kinds of apps/v1, which a check without version is of (kustomize-controller 1.9 internal/inventory). */
const apps = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ControllerRevision'];

/** Checks of a kind that apps/v1 does not have, which fail at their first look (RULES.md rule 64). */
export const bareChecks: Rule = function* ({ repository, document }) {
  const list = ['spec', 'healthChecks'];
  for (let at = 0; at < lengthAt(document, list); at++) {
    const path = [...list, at];
    const kind = valueAt(document, [...path, 'kind']);
    if (kind === undefined || apps.includes(kind.text) || hasValue(document, [...path, 'apiVersion'])) continue;
    if (hasValue(document, ['spec', 'wait']) || !hasValue(document, [...path, 'name'])) continue;
    const known = repository.schemas.kinds().filter((it) => it.kind === kind.text);
    const groups = new Set(known.map((it) => it.group));
    const newest = known.map((it) => it.version).sort((a, b) => a.length - b.length)[0];
    const [group = ''] = groups;
    const apiVersion =
      groups.size === 1 && newest !== undefined ? { apiVersion: group === '' ? newest : `${group}/${newest}` } : {};
    yield { code: 'health/no-version', kind: kind.text, ...apiVersion, path, span: kind.span };
  }
};
