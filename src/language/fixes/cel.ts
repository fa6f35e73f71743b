import type { CelProblem } from '../problems/cel.ts';
import { similar } from '../similar.ts';
import type { Fixes } from './draft.ts';

export const celFixes: Fixes<CelProblem> = {
  'cel/invalid': (it, manifest) => {
    const text = manifest.text.slice(it.span.start, it.span.end);
    if (it.reason !== 'name' || !text.startsWith(it.detail)) return [];
    const span = { start: it.span.start, end: it.span.start + it.detail.length };
    return similar(it.detail, it.names).map((name) => ({
      title: `Change to "${name}"`,
      edits: [{ path: manifest.path, span, text: name }],
    }));
  },
};
