import { didYouMean, fluxDocs } from './row.ts';
import type { Rows } from './row.ts';

/** What is wrong with one value of a Flux object. */
export type ValueProblem = {
  readonly code: 'duration/invalid';
  readonly value: string;
  readonly hours: boolean;
  readonly suggestion?: string;
};

export const valueRows: Rows<ValueProblem> = {
  'duration/invalid': {
    severity: 'error',
    summary: 'A duration is not in a form that the API server takes.',
    docs: `${fluxDocs}/kustomize/kustomizations/#interval`,
    message: (it) =>
      `"${it.value}" is not a duration Flux takes: numbers with ${it.hours ? 'h, m, s or ms' : 'm, s or ms, without hours'}.` +
      didYouMean(it.suggestion === undefined ? [] : [it.suggestion]),
  },
};
