import type { LinkProblem } from '../problems/links.ts';
import { spellings } from './draft.ts';
import type { Fixes } from './draft.ts';

export const linkFixes: Fixes<LinkProblem> = {
  'reference/object-missing': (it, manifest) => spellings(manifest, it.span, it.similar),
  'reference/key-missing': (it, manifest) => spellings(manifest, it.span, it.similar),
  'image/marker-missing': (it, manifest) => spellings(manifest, it.span, it.similar),
  'helm/release-twice': 'Which of the two gets another name is a decision: Helm would install it anew.',
  'helm/chart-missing': (it, manifest) => spellings(manifest, it.span, it.similar),
};
