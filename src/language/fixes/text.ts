import type { TextProblem } from '../problems/text.ts';
import { draft } from './draft.ts';
import type { Fixes } from './draft.ts';
import { removeRepeated } from './repeated.ts';

export const textFixes: Fixes<TextProblem> = {
  'file/binary': 'Only its author knows what the file should be.',
  'file/too-large': 'What to split off is a decision.',
  'yaml/syntax': 'What the text should mean cannot be known from text that has no meaning.',
  'yaml/duplicate-key': (it, manifest) =>
    draft(
      manifest,
      it.span,
      `Remove this "${it.key}"`,
      (document) => removeRepeated(manifest, document, it.span),
      false,
    ),
};
