import type { PathProblem } from '../problems/paths.ts';
import { spellings } from './draft.ts';
import type { Fixes } from './draft.ts';

export const pathFixes: Fixes<PathProblem> = {
  'path/backslash': (it, manifest) => spellings(manifest, it.span, [it.path]),
  'path/outside': (it, manifest) => spellings(manifest, it.span, [it.path]),
};
