import type { Manifest } from '../repository/manifest.ts';
import { fieldEdits } from '../migrate/migrate.ts';
import { versionOf } from '../../flux/objects.ts';
import type { KindProblem } from '../problems/kinds.ts';
import type { Span } from '../yaml/text.ts';
import { replace, spellings } from './draft.ts';
import type { Draft, Fixes } from './draft.ts';

type VersionProblem = Extract<KindProblem, { readonly current: string }>;

export const kindFixes: Fixes<KindProblem> = {
  'kind/unknown': (it, manifest) => spellings(manifest, it.span, it.similar),
  'kind/group': (it, manifest) => spellings(manifest, it.span, [it.meant]),
  'kind/version': toVersion,
  'kind/deprecated': toVersion,
  'kind/new-field': 'Whether to do without the field or to upgrade is a decision.',
};

/** The version, and with it the fields that it does not have. */
function toVersion(it: VersionProblem & { readonly span: Span }, manifest: Manifest): readonly Draft[] {
  const document = manifest.documentAt(it.span.start);
  const object =
    document && [...document.objects()].find(({ header }) => header.apiVersion?.span.start === it.span.start);
  const fields = object ? fieldEdits(manifest, document, object, versionOf(it.current)) : [];
  return [{ title: `Use ${it.current}`, edits: [replace(manifest, it.span, it.current), ...fields] }];
}
