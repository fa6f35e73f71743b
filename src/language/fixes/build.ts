import type { BuildProblem } from '../problems/build.ts';
import { folderOf } from '../repository/paths.ts';
import { replace, spellings } from './draft.ts';
import type { Fixes } from './draft.ts';
import { backIn, listing } from './listing.ts';
import { modernised } from './modernised.ts';
import { removal } from './removal.ts';

const decision = 'Which of the two to keep is a decision.';
const unknown = 'Only its author knows what is meant.';

export const buildFixes: Fixes<BuildProblem> = {
  'build/duplicate-object': decision,
  'build/entry-twice': (it, manifest) => removal(it.entry, manifest, it.span),
  'build/no-kustomization-file': (it, manifest) => removal(it.entry, manifest, it.span),
  'build/not-an-object': unknown,
  'build/entry-is-kustomization': (it, manifest) => [
    { title: 'List its folder', edits: [replace(manifest, it.span, folderOf(it.entry) || '.')] },
  ],
  'build/component-kind': 'The entry belongs into another list, whose place is a decision.',
  'build/component-missing': unknown,
  'build/component-remote': unknown,
  'build/several-files': decision,
  'build/cycle': 'Which of the entries to give up is a decision.',
  'build/source-missing': unknown,
  'build/source-form': unknown,
  'build/key-twice': decision,
  'build/nothing-to-merge': unknown,
  'build/exists-already': decision,
  'build/no-replicas': unknown,
  'build/patch-form': unknown,
  'build/patch-file-missing': unknown,
  'build/patch-no-object': 'The name stands in the text of the patch, which may be in another file.',
  'build/patch-selects-nothing': unknown,
  'build/patch-path': unknown,
  'build/wrong-kind': (it, manifest) => spellings(manifest, it.span, ['Kustomization', 'Component']),
  'build/wrong-version': (it, manifest) => spellings(manifest, it.span, [it.right]),
  'build/deprecated-field': modernised,
  'build/orphan': ({ kustomization, commented }, { path }, repository) =>
    commented ? backIn(commented, repository) : listing(kustomization, path, repository),
  'build/path-is-file': (it, manifest) => [{ title: 'Use its folder', edits: [replace(manifest, it.span, it.folder)] }],
  'build/ignored': 'What to exclude is a decision.',
  'build/no-namespace': 'Which namespace is meant, only its author knows.',
  'build/namespace-missing': 'Whether the name or the Namespace is missing is a decision.',
  'build/two-owners': decision,
};
