import type { KustomizationProblem } from '../problems/kustomization.ts';
import { spellings } from './draft.ts';
import type { Fixes } from './draft.ts';
import { removal } from './removal.ts';

export const kustomizationFixes: Fixes<KustomizationProblem> = {
  'kustomization/entry-missing': (it, manifest) => [
    ...spellings(manifest, it.span, it.similar),
    ...removal(it.entry, manifest, it.span),
  ],
  'kustomization/flux-kind': 'The file must get another name, and a fix changes text only.',
};
