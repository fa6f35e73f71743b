import type { TextProblem } from '../problems/text.ts';
import type { Fixes } from './draft.ts';

export const textFixes: Fixes<TextProblem> = {
  'file/binary': 'Only its author knows what the file should be.',
  'file/too-large': 'What to split off is a decision.',
  'yaml/syntax': 'What the text should mean cannot be known from text that has no meaning.',
  'yaml/duplicate-key': 'Which of the two values is meant, only the author knows.',
};
