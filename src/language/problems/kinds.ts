import { didYouMean, fluxDocs } from './row.ts';
import type { Rows } from './row.ts';

/** What is wrong with `apiVersion` and `kind`. */
export type KindProblem =
  | {
      readonly code: 'kind/unknown';
      readonly group: string;
      readonly kind: string;
      readonly similar: readonly string[];
    }
  | {
      readonly code: 'kind/version';
      readonly kind: string;
      readonly version: string;
      /** The newest `group/version` of the kind. */
      readonly current: string;
      /** The Flux minor that no longer serves the version, absent when no Flux ever did. */
      readonly removed?: string;
    };

export const kindRows: Rows<KindProblem> = {
  'kind/unknown': {
    severity: 'error',
    summary: 'A Flux API group has no such kind.',
    docs: fluxDocs,
    message: (it) => `${it.group} has no kind "${it.kind}".${didYouMean(it.similar)}`,
  },
  'kind/version': {
    severity: 'error',
    summary: 'The version of a Flux kind is not served by the Flux in use.',
    docs: 'https://fluxcd.io/flux/installation/upgrade/',
    message: (it) =>
      it.removed === undefined
        ? `No version of Flux serves ${it.kind} as ${it.version}. Use ${it.current}.`
        : `Flux ${it.removed} and later do not serve ${it.kind} as ${it.version}. Use ${it.current}.`,
  },
};
