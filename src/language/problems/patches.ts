import type { Fault } from '../build/problem.ts';
import { didYouMean, kustomizeDocs } from './row.ts';
import type { Rows } from './row.ts';

/** A fault of a build as a problem: its code is `build/` and what it is. */
export type FaultProblem<F extends Fault = Fault> = F extends Fault
  ? { readonly code: `build/${F['what']}`; readonly certain: boolean } & Omit<F, 'what'>
  : never;

type PatchFault = Extract<Fault, { readonly what: `patch-${string}` }>;

/** What is wrong with a patch. */
export type PatchProblem =
  | FaultProblem<PatchFault>
  | { readonly code: 'build/patch-path'; readonly path: string; readonly object: string }
  | { readonly code: 'build/replacement-kind'; readonly kind: string; readonly similar: readonly string[] }
  | { readonly code: 'build/patch-kind'; readonly kind: string; readonly similar: readonly string[] };

const patches = `${kustomizeDocs}/patches/`;

const formWords = {
  neither: 'A patch needs patch, with its text, or path, with its file.',
  both: 'A patch has patch or path, not both.',
  unreadable:
    'This is neither a patch with apiVersion, kind and metadata.name nor a list of operations (op, path, value). Flux cannot read it.',
  'no-target': 'A list of operations needs a target that says which objects it is for.',
  target:
    'kustomize cannot read this target. Write selectors like "app=web, tier!=db" or "app in (web, api)"; the other fields are regular expressions.',
  operation:
    'Each operation needs op, which is add, remove, replace, move, copy or test, and path, which begins with a slash.',
  'no-name': 'An entry of patchesJson6902 needs the name of its target.',
} as const;

export const patchRows: Rows<PatchProblem> = {
  'build/patch-form': {
    severity: 'error',
    severityOf: (it) => (it.wrong === 'operation' && !it.certain ? 'warning' : 'error'),
    summary: 'A patch is not in a form that kustomize reads, which makes the build fail.',
    docs: patches,
    message: (it) => formWords[it.wrong],
  },
  'build/patch-file-missing': {
    severity: 'error',
    summary: 'A patch is in a file that does not exist, which makes the build fail.',
    docs: patches,
    message: (it) => `There is no file "${it.file}".`,
  },
  'build/patch-no-object': {
    severity: 'error',
    summary: 'A patch is for an object that the build does not have, which makes it fail.',
    docs: patches,
    message: (it) => `This build has no ${it.kind} "${it.name}" to patch.${didYouMean(it.similar)}`,
  },
  'build/patch-selects-nothing': {
    severity: 'warning',
    summary: 'The target of a patch fits no object of the build, so the patch does nothing.',
    docs: patches,
    message: () => 'The target fits no object of this build: the patch does nothing. Correct the target, or remove it.',
  },
  'build/patch-kind': {
    severity: 'warning',
    summary: 'The target of a patch says a kind that there is not, so the patch does nothing.',
    docs: patches,
    message: (it) => `There is no kind "${it.kind}", so the patch does nothing.${didYouMean(it.similar)}`,
  },
  'build/replacement-kind': {
    severity: 'warning',
    summary: 'A replacement is for a kind that there is not, so it writes nothing.',
    docs: `${kustomizeDocs}/replacements/`,
    message: (it) => `There is no kind "${it.kind}", so nothing is replaced.${didYouMean(it.similar)}`,
  },
  'build/patch-path': {
    severity: 'error',
    summary: 'An operation of a JSON patch is for a field that its object does not have, which makes the build fail.',
    docs: patches,
    message: (it) => `${it.object} has no "${it.path}" to change. Add what is missing on the way first, or use op add.`,
  },
};
