import { didYouMean } from './row.ts';
import type { Rows } from './row.ts';

/** What is wrong with what Flux Operator reads in a text, and its CRDs do not look into. */
export type OperatorProblem =
  | { readonly code: 'operator/schedule'; readonly value: string }
  | { readonly code: 'operator/time-zone'; readonly value: string }
  | { readonly code: 'operator/filter'; readonly value: string; readonly fault: string }
  | { readonly code: 'operator/copy-form'; readonly value: string }
  | {
      readonly code: 'operator/copy-missing';
      readonly kind: string;
      readonly namespace: string;
      readonly name: string;
      readonly similar: readonly string[];
    };

const docs = 'https://fluxoperator.dev/docs/crd';

export const operatorRows: Rows<OperatorProblem> = {
  'operator/schedule': {
    severity: 'error',
    summary: 'The schedule of an input provider cannot be read, so it gives no inputs.',
    docs: `${docs}/resourcesetinputprovider/#schedule`,
    message: (it) =>
      `"${it.value}" is no schedule. Write minute, hour, day of the month, month and weekday (0 to 6), such as "30 3 * * 1-5".`,
  },
  'operator/time-zone': {
    severity: 'error',
    summary: 'The time zone of a schedule is not known, so the input provider gives no inputs.',
    docs: `${docs}/resourcesetinputprovider/#schedule`,
    message: (it) => `There is no time zone "${it.value}". Write one like "Europe/Berlin".`,
  },
  'operator/filter': {
    severity: 'error',
    summary: 'A filter of an input provider is no regular expression that Go can read, so it gives no inputs.',
    docs: `${docs}/resourcesetinputprovider/#filter`,
    message: (it) => `Flux Operator cannot read this regular expression: ${it.fault}.`,
  },
  'operator/copy-form': {
    severity: 'error',
    summary: 'What an object is copied from is not written as namespace/name, so the ResourceSet makes nothing.',
    docs: `${docs}/resourceset/#copying-data-from-existing-configmaps-and-secrets`,
    message: (it) => `"${it.value}" does not say what to copy. Write namespace/name.`,
  },
  'operator/copy-missing': {
    severity: 'warning',
    summary: 'A ResourceSet copies a ConfigMap or Secret that is in no file, and looks like a slip of one that is.',
    docs: `${docs}/resourceset/#copying-data-from-existing-configmaps-and-secrets`,
    message: (it) =>
      `No ${it.kind} "${it.name}" is declared in namespace "${it.namespace}", so the ResourceSet makes nothing.${didYouMean(it.similar)}`,
  },
};
