import type { ValueProblem } from '../problems/values.ts';
import { replace } from './draft.ts';
import type { Fixes } from './draft.ts';

export const valueFixes: Fixes<ValueProblem> = {
  'duration/invalid': (it, manifest) =>
    it.suggestion === undefined
      ? []
      : [{ title: `Write ${it.suggestion}`, edits: [replace(manifest, it.span, it.suggestion)] }],
};
