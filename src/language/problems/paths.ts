import { didYouMean, fluxDocs } from './row.ts';
import type { Rows } from './row.ts';

/** What is wrong with the form of a path. */
export type PathProblem =
  | {
      readonly code: 'path/backslash';
      /** The path with slashes. */
      readonly path: string;
    }
  | {
      readonly code: 'path/outside';
      /** The path as Flux takes it. */
      readonly path: string;
    };

export const pathRows: Rows<PathProblem> = {
  'path/backslash': {
    severity: 'warning',
    summary: 'A path has backslashes, which separate nothing where Flux runs.',
    docs: `${fluxDocs}/kustomize/kustomizations/#path`,
    message: (it) => `Flux separates folders with slashes.${didYouMean([it.path])}`,
  },
  'path/outside': {
    severity: 'warning',
    summary:
      'A path leaves the source by .., which Flux does not: it takes another folder than the one that is written.',
    docs: `${fluxDocs}/kustomize/kustomizations/#path`,
    message: (it) => `Paths start at the root of the source and never leave it: Flux takes this for "${it.path}".`,
  },
};
