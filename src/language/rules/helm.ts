import { parseConstraint } from '../../flux/semver.ts';
import { isSymbolic } from '../yaml/symbolic.ts';
import { hasValue, keySpan, lengthAt, valueAt } from '../repository/values.ts';
import { mayBeAdded } from './outcome.ts';
import type { Rule } from '../rule.ts';

const template = ['spec', 'chart', 'spec'];

/** A HelmRelease takes its chart from one place (RULES.md rule 13). */
export const chartChoice: Rule = function* (it) {
  const { document } = it;
  if (document.header.version.startsWith('v2beta')) return;
  const [chart, ref] = [hasValue(document, ['spec', 'chart']), hasValue(document, ['spec', 'chartRef'])];
  if (chart !== ref || !hasValue(document, ['spec'])) return;
  if (chart) yield { code: 'helm/chart-choice', both: true, span: keySpan(document, ['spec', 'chartRef']) };
  else if (!mayBeAdded(it, ['spec', 'chart'], ['spec', 'chartRef']))
    yield { code: 'helm/chart-choice', both: false, span: keySpan(document, ['spec']) };
};

/** `spec.chart` cannot name an OCIRepository, only `chartRef` can (RULES.md rule 14). */
export const chartFromOci: Rule = function* ({ document }) {
  const kind = valueAt(document, [...template, 'sourceRef', 'kind']);
  if (kind?.text !== 'OCIRepository') return;
  const name = valueAt(document, [...template, 'sourceRef', 'name']);
  const namespace = valueAt(document, [...template, 'sourceRef', 'namespace']);
  yield {
    code: 'helm/chart-from-oci',
    ...(name?.verbatim === true && { name: name.text }),
    ...(namespace?.verbatim === true && { namespace: namespace.text }),
    span: kind.span,
  };
};

/** Versions of a chart from a Helm repository are Masterminds constraints; `stable` is any release (RULES.md rule 15). */
export const chartVersion: Rule = function* ({ document }) {
  const at = document.header.kind?.value === 'HelmChart' ? ['spec'] : template;
  const version = valueAt(document, [...at, 'version']);
  if (version === undefined || ['', 'stable'].includes(version.text)) return;
  const source = valueAt(document, [...at, 'sourceRef', 'kind']);
  if (source?.text !== 'HelmRepository' || parseConstraint(version.text) !== undefined) return;
  yield { code: 'helm/version-range', value: version.text, span: version.span };
};

/** Fields that do nothing any more (RULES.md rule 57; helm-controller 1.6 api/v2). */
export const deadHelmFields: Rule = function* ({ document, flux }) {
  const path = ['spec', 'install', 'skipCRDs'];
  const skip = valueAt(document, path);
  if (skip) yield { code: 'helm/skip-crds', skips: skip.text === 'true', path, span: keySpan(document, path) };
  const recreate = ['spec', 'rollback', 'recreate'];
  if (valueAt(document, recreate)?.text === 'true' && Number(flux.oldest.split('.')[1]) >= 8)
    yield { code: 'helm/rollback-recreate', path: recreate, span: keySpan(document, recreate) };
};

/** Ignored differences without drift detection, and paths that are no JSON pointers (RULES.md rule 58). */
export const driftIgnores: Rule = function* (it) {
  const { document } = it;
  const path = ['spec', 'driftDetection', 'ignore'];
  const count = lengthAt(document, path);
  if (count === 0) return;
  const mode = ['spec', 'driftDetection', 'mode'];
  if (!hasValue(document, mode) && !mayBeAdded(it, mode))
    yield { code: 'helm/drift-off', span: keySpan(document, path) };
  for (let at = 0; at < count; at++) {
    for (let nth = 0; nth < lengthAt(document, [...path, at, 'paths']); nth++) {
      const pointer = valueAt(document, [...path, at, 'paths', nth]);
      if (!pointer || pointer.text === '' || pointer.text.startsWith('/') || isSymbolic(pointer.text)) continue;
      yield { code: 'helm/drift-pointer', value: pointer.text, span: pointer.span };
    }
  }
};
