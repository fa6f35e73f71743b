import type { LinkProblem } from '../problems/links.ts';
import type { Manifest } from '../repository/manifest.ts';
import type { Step } from '../yaml/parse.ts';
import type { Span } from '../yaml/text.ts';
import { draft, spellings } from './draft.ts';
import type { Draft, Fixes } from './draft.ts';
import { addAfter } from './edit.ts';

/** Lets Flux go on without the object. */
function optional(item: readonly Step[], manifest: Manifest, span: Span): readonly Draft[] {
  return draft(
    manifest,
    span,
    'Add optional: true',
    (document) =>
      document.nodeAt([...item, 'optional']) === undefined
        ? addAfter(manifest, document, [...item, 'name'], 'optional: true')
        : undefined,
    false,
  );
}

export const linkFixes: Fixes<LinkProblem> = {
  'reference/misspelt-key': (it, manifest) => spellings(manifest, it.span, it.similar),
  'reference/misspelt': (it, manifest) => spellings(manifest, it.span, it.similar),
  'reference/object-missing': (it, manifest) => [
    ...spellings(manifest, it.span, it.similar),
    ...(it.item === undefined ? [] : optional(it.item, manifest, it.span)),
  ],
  'reference/hashed': 'Whether the hash goes or the name follows it is a decision, and stands in another file.',
  'reference/key-missing': (it, manifest) => spellings(manifest, it.span, it.similar),
  'reference/input-missing': (it, manifest) => spellings(manifest, it.span, it.similar),
  'image/marker-missing': (it, manifest) => spellings(manifest, it.span, it.similar),
  'helm/release-twice': 'Which of the two gets another name is a decision: Helm would install it anew.',
  'helm/chart-missing': (it, manifest) => spellings(manifest, it.span, it.similar),
};
