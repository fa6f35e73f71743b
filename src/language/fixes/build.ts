import { kustomizeGroup } from '../../flux/kind.ts';
import type { BuildProblem } from '../problems/build.ts';
import type { Manifest } from '../repository/manifest.ts';
import { folderOf } from '../repository/paths.ts';
import type { Span } from '../yaml/text.ts';
import { replace, spellings } from './draft.ts';
import type { Draft, Fixes } from './draft.ts';
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
  'build/entry-is-kustomization': (it, manifest) =>
    isListed(folderOf(it.entry), manifest)
      ? removal(it.entry, manifest, it.span)
      : [{ title: 'List its folder', edits: [replace(manifest, it.span, folderOf(it.entry) || '.')] }],
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
  'build/replacement-source': unknown,
  'build/replacement-field': unknown,
  'build/image-unused': (it, manifest) => spellings(manifest, it.span, it.similar),
  'build/patch-form': unknown,
  'build/patch-file-missing': unknown,
  'build/patch-no-object': 'The name stands in the text of the patch, which may be in another file.',
  'build/patch-selects-nothing': unknown,
  'build/patch-path': unknown,
  'build/replacement-kind': (it, manifest) => spellings(manifest, it.span, it.similar),
  'build/patch-kind': (it, manifest) => spellings(manifest, it.span, it.similar),
  'build/wrong-kind': (it, manifest) => kindsOfFiles(it.span, manifest),
  'build/wrong-version': (it, manifest) => spellings(manifest, it.span, [it.right]),
  'build/deprecated-field': modernised,
  'build/orphan': ({ kustomization, commented }, { path }, repository) =>
    commented ? backIn(commented, repository) : listing(kustomization, path, repository),
  'build/path-is-file': (it, manifest) => [{ title: 'Use its folder', edits: [replace(manifest, it.span, it.folder)] }],
  'build/ignored': 'What to exclude is a decision.',
  'build/no-namespace': 'Which namespace is meant, only its author knows.',
  'build/namespace-missing': 'Whether the name or the Namespace is missing is a decision.',
  'build/namespace-misspelt': (it, manifest) => spellings(manifest, it.span, it.similar),
  'build/two-owners': decision,
};

/** Whether a kustomization file lists a folder as it is written, or with a `./` before it. */
function isListed(folder: string, manifest: Manifest): boolean {
  const all = manifest.documents.flatMap((it) => [...it.facts.fields]);
  return all.some(
    ([field, { value }]) => /^(?:resources|components|bases)\.\d+$/.test(field) && plain(value) === plain(folder),
  );
}

function plain(entry: string): string {
  return entry.replace(/^\.\//, '').replace(/\/$/, '');
}

/** The kinds that kustomize reads in a file, each with the version that goes with it. */
function kindsOfFiles(span: Span, manifest: Manifest): readonly Draft[] {
  const version = manifest.documentAt(span.start)?.header.apiVersion;
  return (['Kustomization', 'Component'] as const).map((kind) => {
    const wanted = `${kustomizeGroup}/${kind === 'Component' ? 'v1alpha1' : 'v1beta1'}`;
    const edits = [replace(manifest, span, kind)];
    if (version !== undefined && version.value !== wanted) edits.push(replace(manifest, version.span, wanted));
    return { title: `Change to "${kind}"`, edits };
  });
}
