import type { Step } from '../yaml/parse.ts';
import { didYouMean, fluxDocs } from './row.ts';
import type { Rows } from './row.ts';

/** What is wrong with a HelmRelease or a HelmChart. */
export type HelmProblem =
  | { readonly code: 'helm/chart-choice'; /** Whether both are there; else neither is. */ readonly both: boolean }
  | { readonly code: 'helm/chart-from-oci'; readonly name?: string; readonly namespace?: string }
  | { readonly code: 'helm/version-range'; readonly value: string }
  | { readonly code: 'helm/skip-crds'; readonly skips: boolean; readonly path: readonly Step[] }
  | { readonly code: 'helm/rollback-recreate'; readonly path: readonly Step[] }
  | { readonly code: 'helm/drift-off' }
  | { readonly code: 'helm/drift-pointer'; readonly value: string };

const docs = `${fluxDocs}/helm/helmreleases`;

export const helmRows: Rows<HelmProblem> = {
  'helm/chart-choice': {
    severity: 'error',
    summary: 'A HelmRelease has both chart and chartRef, or neither, which the API server refuses.',
    docs: `${docs}/#chart-template`,
    message: (it) =>
      it.both
        ? 'A HelmRelease takes either chart or chartRef, not both. Remove one.'
        : 'This HelmRelease has no chart. Add spec.chart or spec.chartRef.',
  },
  'helm/chart-from-oci': {
    severity: 'error',
    summary: 'The chart template of a HelmRelease names an OCIRepository, which only chartRef can.',
    docs: `${docs}/#chart-reference`,
    message: () => 'spec.chart cannot name an OCIRepository. Use spec.chartRef instead.',
  },
  'helm/version-range': {
    severity: 'error',
    summary: 'The version of a chart is no semver range, so Flux finds no chart.',
    docs: `${docs}/#chart-template`,
    message: (it) => `"${it.value}" is not a version or range of versions. Write 1.2.3, 1.x or ">=1.0 <2".`,
  },
  'helm/skip-crds': {
    severity: 'warning',
    summary: 'The field install.skipCRDs is deprecated; install.crds says the same.',
    docs: `${docs}/#controlling-the-lifecycle-of-custom-resource-definitions`,
    message: (it) => `skipCRDs is deprecated. ${it.skips ? 'Use crds: Skip' : 'Remove it'}.`,
  },
  'helm/rollback-recreate': {
    severity: 'warning',
    summary: 'The field rollback.recreate has no effect on Flux 2.8 and later.',
    docs: `${docs}/#rollback-configuration`,
    message: () => 'recreate has no effect on Flux 2.8 and later. Remove it.',
  },
  'helm/drift-off': {
    severity: 'warning',
    summary: 'Differences are ignored while drift detection is off, which has no effect.',
    docs: `${docs}/#drift-detection`,
    message: () => 'Drift detection is off, so there is nothing to ignore. Add mode: enabled.',
  },
  'helm/drift-pointer': {
    severity: 'warning',
    summary: 'A path of ignored differences is no JSON pointer, so it ignores nothing.',
    docs: `${docs}/#ignore-rules`,
    message: (it) =>
      `"${it.value}" is not a JSON pointer. It must start with a slash.${didYouMean([pointerOf(it.value)])}`,
  },
};

/** `spec.replicas` or `spec/replicas` → `/spec/replicas`. */
export function pointerOf(text: string): string {
  const path = text.replace(/^\.|^\$\./, '');
  return `/${path.includes('/') ? path : path.replaceAll('.', '/')}`;
}
