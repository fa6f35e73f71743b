import type { Step } from '../yaml/parse.ts';
import { placeText } from '../schema/place.ts';
import type { Refusal } from '../values/judge.ts';
import { didYouMean, fluxDocs, quotedList } from './row.ts';
import type { Rows } from './row.ts';
import { articles } from './schemaWords.ts';

/** What is wrong with a HelmRelease or a HelmChart. */
export type HelmProblem =
  | { readonly code: 'helm/chart-choice'; /** Whether both are there; else neither is. */ readonly both: boolean }
  | { readonly code: 'helm/chart-from-oci'; readonly name?: string; readonly namespace?: string }
  | { readonly code: 'helm/version-range'; readonly value: string }
  | { readonly code: 'helm/skip-crds'; readonly skips: boolean; readonly path: readonly Step[] }
  | { readonly code: 'helm/rollback-recreate'; readonly path: readonly Step[] }
  | { readonly code: 'helm/drift-off' }
  | { readonly code: 'helm/drift-pointer'; readonly value: string }
  | {
      readonly code: 'helm/values';
      /** From `spec.values`. */
      readonly path: readonly Step[];
      readonly refusal: Refusal;
      /** The schema that refuses it. */
      readonly file: string;
    };

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
  'helm/values': {
    severity: 'error',
    summary: 'A value does not fit the values.schema.json of a chart in this repository, so Helm refuses the release.',
    docs: 'https://helm.sh/docs/topics/charts/#schema-files',
    message: ({ path, refusal, file }) => {
      const name = path.length === 0 ? 'The mapping of values' : `The value "${placeText(path)}"`;
      const hint = refusal.what === 'unknown' ? didYouMean(refusal.similar) : '';
      return `${name} ${refusalWords(refusal)}, says ${file}. Helm refuses the release.${hint}`;
    },
  },
};

/** What must be instead, in words that follow the name of the value. */
function refusalWords(refusal: Refusal): string {
  switch (refusal.what) {
    case 'type':
      return `must be ${refusal.expected.map(articleOf).join(' or ')}, and this is ${articleOf(refusal.found)}`;
    case 'enum':
      return `must be ${quotedList(refusal.allowed.map((it) => (typeof it === 'string' ? it : JSON.stringify(it))))}`;
    case 'required':
      return `needs "${refusal.field}", which is missing`;
    case 'unknown':
      return `has no field "${refusal.field}"`;
    case 'pattern':
      return `must match ${refusal.pattern}`;
    case 'bound':
      return `must be ${refusal.bound}`;
    case 'choice':
      return 'fits none of the forms that it may have, or more than one';
  }
}

function articleOf(type: string): string {
  return articles[type] ?? type;
}

/** `spec.replicas` or `spec/replicas` → `/spec/replicas`. */
export function pointerOf(text: string): string {
  const path = text.replace(/^\.|^\$\./, '');
  return `/${path.includes('/') ? path : path.replaceAll('.', '/')}`;
}
