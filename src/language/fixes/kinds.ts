import type { KindProblem } from '../problems/kinds.ts';
import { replace, spellings } from './draft.ts';
import type { Fixes } from './draft.ts';

export const kindFixes: Fixes<KindProblem> = {
  'kind/unknown': (it, manifest) => spellings(manifest, it.span, it.similar),
  'kind/version': (it, manifest) => [{ title: `Use ${it.current}`, edits: [replace(manifest, it.span, it.current)] }],
  'kind/deprecated': (it, manifest) => [
    { title: `Use ${it.current}`, edits: [replace(manifest, it.span, it.current)] },
  ],
};
