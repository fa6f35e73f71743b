import { didYouMean, fluxDocs } from './row.ts';
import type { Rows } from './row.ts';

/** What a HelmRelease needs around it and does not have. */
export type ReleaseProblem =
  | {
      readonly code: 'helm/namespace-missing';
      readonly namespace: string;
      readonly similar: readonly string[];
      /** Whether the chart is at hand and makes no namespace itself. */
      readonly certain: boolean;
    }
  | { readonly code: 'helm/values-file-missing'; readonly file: string; readonly similar: readonly string[] }
  | { readonly code: 'helm/values-form'; readonly kind: string; readonly name: string; readonly key: string };

const docs = `${fluxDocs}/helm/helmreleases`;

export const releaseRows: Rows<ReleaseProblem> = {
  'helm/namespace-missing': {
    severity: 'error',
    severityOf: (it) => (it.certain ? 'error' : 'warning'),
    summary: 'A HelmRelease installs into a namespace that nothing in the repository makes.',
    docs: `${docs}/#target-namespace`,
    message: (it) =>
      `Nothing makes the namespace "${it.namespace}". Set install.createNamespace, or add a Namespace object.${didYouMean(it.similar)}`,
  },
  'helm/values-file-missing': {
    severity: 'error',
    summary: 'A values file of a chart in this repository does not exist.',
    docs: `${fluxDocs}/source/helmcharts/#values-files`,
    message: (it) =>
      `There is no file "${it.file}", seen from the root of the source. Correct it, or set ignoreMissingValuesFiles.${didYouMean(it.similar)}`,
  },
  'helm/values-form': {
    severity: 'error',
    summary: 'Values of a HelmRelease come from a text that is no mapping.',
    docs: `${docs}/#values-references`,
    message: (it) =>
      `"${it.key}" of ${it.kind} "${it.name}" is no mapping of values. Write key: value there, or set targetPath.`,
  },
};
