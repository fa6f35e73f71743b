import { didYouMean, fluxDocs } from './row.ts';
import type { Rows } from './row.ts';

/** What is wrong with the form of a path. */
export interface PathProblem {
  readonly code: 'path/backslash';
  /** The path with slashes. */
  readonly path: string;
}

export const pathRows: Rows<PathProblem> = {
  'path/backslash': {
    severity: 'warning',
    summary: 'A path has backslashes, which separate nothing where Flux runs.',
    docs: `${fluxDocs}/kustomize/kustomizations/#path`,
    message: (it) => `Flux separates folders with slashes.${didYouMean([it.path])}`,
  },
};
