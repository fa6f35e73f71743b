import type { PodProblem } from '../problems/pods.ts';
import { spellings } from './draft.ts';
import type { Fixes } from './draft.ts';

export const podFixes: Fixes<PodProblem> = {
  'pod/volume-missing': (it, manifest) => spellings(manifest, it.span, it.similar),
};
