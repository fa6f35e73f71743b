import type { Manifest } from '../manifest.ts';
import type { KustomizationProblem } from '../problems/kustomization.ts';
import type { Span } from '../text.ts';
import { spellings } from './draft.ts';
import type { Draft, Fixes } from './draft.ts';

export const kustomizationFixes: Fixes<KustomizationProblem> = {
  'kustomization/entry-missing': (it, manifest) => [
    ...spellings(manifest, it.span, it.similar),
    ...removal(it.entry, manifest, it.span),
  ],
  'kustomization/flux-kind': 'The file must get another name, and a fix changes text only.',
};

/** Takes an entry away with its line, where it has a line of its own. */
function removal(entry: string, manifest: Manifest, span: Span): readonly Draft[] {
  const { text, path } = manifest;
  const start = text.lastIndexOf('\n', span.start - 1) + 1;
  const newline = text.indexOf('\n', span.end);
  const end = newline < 0 ? text.length : newline + 1;
  if (!/^\s*-\s+$/.test(text.slice(start, span.start)) || !/^\s*(#.*)?\s*$/.test(text.slice(span.end, end))) return [];
  return [{ title: `Remove "${entry}"`, edits: [{ path, span: { start, end }, text: '' }], sure: false }];
}
