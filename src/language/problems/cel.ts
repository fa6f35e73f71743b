import { fluxDocs, quotedList } from './row.ts';
import type { Rows } from './row.ts';

/** What is wrong with an expression that Flux evaluates. */
export interface CelProblem {
  readonly code: 'cel/invalid';
  readonly reason: 'grammar' | 'name' | 'types' | 'result';
  readonly detail: string;
  /** The names that Flux gives the expression. */
  readonly names: readonly string[];
  readonly wants: 'bool' | 'string';
}

export const celRows: Rows<CelProblem> = {
  'cel/invalid': {
    severity: 'error',
    summary: 'A CEL expression cannot be read or has another type than Flux wants, which stops the object for good.',
    docs: `${fluxDocs}/kustomize/kustomizations/#health-check-expressions`,
    message: (it) => words[it.reason](it),
  },
};

const words: { readonly [R in CelProblem['reason']]: (it: CelProblem) => string } = {
  grammar: (it) => `Flux cannot read this CEL expression: ${it.detail}.`,
  name: (it) => `There is no "${it.detail}" here. Use ${quotedList(it.names)}.`,
  types: (it) => `Flux refuses this CEL expression: ${it.detail}.`,
  result: (it) =>
    it.wants === 'bool'
      ? `The expression must be true or false, and is of type ${it.detail}. Compare it, such as with == true.`
      : `The expression must be a text, and is of type ${it.detail}. Put it into string(…).`,
};
