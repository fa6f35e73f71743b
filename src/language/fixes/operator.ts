import type { OperatorProblem } from '../problems/operator.ts';
import { spellings } from './draft.ts';
import type { Fixes } from './draft.ts';

export const operatorFixes: Fixes<OperatorProblem> = {
  'operator/schedule': 'When it should be, only its author knows.',
  'operator/time-zone': 'Which time zone is meant, only its author knows.',
  'operator/filter': 'What the expression should match, only its author knows.',
  'operator/copy-form': 'What to copy, only its author knows.',
  'operator/copy-missing': (it, manifest) => spellings(manifest, it.span, it.similar),
};
