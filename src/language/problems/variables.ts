import { fluxDocs } from './row.ts';
import type { Rows } from './row.ts';

/** What is wrong with the variables that Flux puts into what it builds. */
export type VariableProblem =
  | {
      readonly code: 'variable/unset';
      readonly name: string;
      /** The Kustomization that applies the object without setting the variable. */
      readonly applier: string;
      /** Whether the Flux in use refuses it; older ones put nothing in its place. */
      readonly strict: boolean;
      readonly sure: boolean;
      readonly similar: readonly string[];
      /** Where the Kustomization could set it: behind the last of its own variables, so far from the left. */
      readonly room?: { readonly path: string; readonly offset: number; readonly indent: number };
    }
  | {
      readonly code: 'variable/malformed';
      readonly reason: string;
      readonly text: string;
      readonly applier: string;
      readonly sure: boolean;
    }
  | { readonly code: 'variable/not-substituted'; readonly name: string; readonly applier: string }
  | { readonly code: 'variable/name'; readonly name: string; readonly from?: string }
  | { readonly code: 'variable/type'; readonly name: string; readonly value: string; readonly is: string }
  | { readonly code: 'variable/unused'; readonly name: string }
  | {
      readonly code: 'variable/operator';
      readonly operator: string;
      readonly name: string;
      /** What stands where the position of a substring should. */
      readonly behind?: string;
      /** What Flux leaves of the value then. */
      readonly left?: 'all' | 'nothing';
    }
  | { readonly code: 'variable/in-base64'; readonly name: string }
  | { readonly code: 'variable/double-dollar'; readonly applier: string };

const docs = `${fluxDocs}/kustomize/kustomizations/#post-build-variable-substitution`;

export const variableRows: Rows<VariableProblem> = {
  'variable/unset': {
    severity: 'error',
    severityOf: (it) => (it.strict && it.sure ? 'error' : 'warning'),
    summary: 'A variable has no default, and the Kustomization that applies the object does not set it.',
    docs,
    message: (it) =>
      `Kustomization "${it.applier}" does not set \${${it.name}}${it.strict ? ': Flux 2.9 and later refuse to build' : ', so it becomes empty'}.` +
      (it.similar.length === 0 ? '' : ` Did you mean ${it.similar.map((one) => `"${one}"`).join(' or ')}?`),
  },
  'variable/malformed': {
    severity: 'error',
    severityOf: (it) => (it.sure ? 'error' : 'warning'),
    summary: 'Flux cannot read a ${…} in an object that it substitutes variables in, which makes the build fail.',
    docs,
    message: (it) =>
      `Flux cannot read "${it.text}": ${it.reason}. Kustomization "${it.applier}" substitutes variables here; write $\${ for a plain \${.`,
  },
  'variable/not-substituted': {
    severity: 'warning',
    summary: 'A name or namespace holds a variable, and the Kustomization that applies it substitutes none.',
    docs,
    message: (it) =>
      `Kustomization "${it.applier}" has no postBuild variables, so \${${it.name}} stays as it is and the API server refuses the name.`,
  },
  'variable/name': {
    severity: 'error',
    summary:
      'A variable has a name that Flux refuses: it may have letters, digits and _, and may not start with a digit.',
    docs,
    message: (it) =>
      `"${it.name}"${it.from === undefined ? '' : ` in ${it.from}`} is no name for a variable: use letters, digits and _ only, and start with a letter or _.`,
  },
  'variable/type': {
    severity: 'error',
    summary: 'A text becomes a number, a boolean or nothing once its variable is put in, quotes in the file or not.',
    docs,
    message: (it) =>
      `\${${it.name}} is ${it.value === '' ? 'empty' : `"${it.value}"`}, so this becomes ${it.is} and not a text: quotes are lost before Flux puts it in.`,
  },
  'variable/unused': {
    severity: 'information',
    summary: 'A variable is set and no file of the repository uses it.',
    docs,
    message: (it) => `No file of this repository uses \${${it.name}}.`,
  },
  'variable/operator': {
    severity: 'warning',
    summary: 'An operator of shells that Flux takes for a default, or a default that it takes for a substring.',
    docs,
    message: (it) => operatorWords[misreadingOf(it)](it),
  },
  'variable/in-base64': {
    severity: 'warning',
    summary: 'A variable is hidden in base64, where Flux does not see it.',
    docs,
    message: (it) => `\${${it.name}} is inside base64, where Flux does not see it. Use stringData.`,
  },
  'variable/double-dollar': {
    severity: 'warning',
    summary: 'Flux makes one $ of two in objects that it substitutes variables in.',
    docs,
    message: (it) =>
      `Kustomization "${it.applier}" substitutes variables here, which makes $ of $$. Write $$$$ to keep two.`,
  },
};

type OperatorProblem = Extract<VariableProblem, { readonly code: 'variable/operator' }>;

/** What Flux makes of an operator that means something else in a shell. */
const operatorWords = {
  'cut to nothing': ({ name, behind }) =>
    `Flux reads a substring here, from position ${behind} on, and the value of \${${name}} ends before it: nothing is left. Write := for a default.`,
  'no substring': ({ name, behind }) =>
    `Flux reads a substring here, and "${behind}" is no position: \${${name}} stays whole and has no default. Write := for a default.`,
  ':?': ({ name }) =>
    `Flux does not fail here as a shell would: it puts the text behind ":?" in when \${${name}} is unset.`,
  '=': ({ name }) =>
    `\${${name}} is set to nothing, and Flux puts the text behind "=" in all the same, which a shell does not.`,
  ':+': ({ name, operator }) =>
    `Flux puts the text behind "${operator}" in when \${${name}} is unset, the opposite of what a shell does.`,
} as const satisfies Readonly<Record<string, (it: OperatorProblem) => string>>;

function misreadingOf({ operator, behind, left }: OperatorProblem): keyof typeof operatorWords {
  if (behind !== undefined) return left === 'nothing' ? 'cut to nothing' : 'no substring';
  return operator === ':?' || operator === '=' ? operator : ':+';
}
