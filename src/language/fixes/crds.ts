import type { CrdProblem } from '../problems/crds.ts';
import { schemaTypes } from '../problems/crds.ts';
import { similar } from '../similar.ts';
import { replace, spellings } from './draft.ts';
import type { Fixes } from './draft.ts';

export const crdFixes: Fixes<CrdProblem> = {
  'crd/invalid': ({ what, span }, manifest) => {
    if (what.is === 'type') return spellings(manifest, span, similar(what.type, schemaTypes));
    if (what.is !== 'name') return [];
    return [{ title: `Rename to "${what.wanted}"`, edits: [replace(manifest, span, what.wanted)] }];
  },
};
