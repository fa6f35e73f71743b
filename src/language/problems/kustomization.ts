import { didYouMean, fluxDocs, kustomizeDocs } from './row.ts';
import type { Rows } from './row.ts';

/** What is wrong with a kustomization file. */
export type KustomizationProblem =
  | { readonly code: 'kustomization/entry-missing'; readonly entry: string; readonly similar: readonly string[] }
  | { readonly code: 'kustomization/flux-kind'; readonly file: string };

export const kustomizationRows: Rows<KustomizationProblem> = {
  'kustomization/entry-missing': {
    severity: 'error',
    summary: 'A kustomization file lists a file or folder that does not exist, which makes the build fail.',
    docs: `${kustomizeDocs}/resource/`,
    message: (it) => `There is no file or folder "${it.entry}".${didYouMean(it.similar)}`,
  },
  'kustomization/flux-kind': {
    severity: 'error',
    summary: 'A Flux Kustomization is in a file that kustomize takes for its own, which makes the build fail.',
    docs: `${fluxDocs}/kustomize/kustomizations/#generating-a-kustomizationyaml-file`,
    message: (it) =>
      `kustomize takes ${it.file} for its own file and cannot read a Flux Kustomization in it. Give it another name.`,
  },
};
