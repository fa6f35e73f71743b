import type { ReleaseProblem } from '../problems/releases.ts';
import { draft, spellings } from './draft.ts';
import type { Fixes } from './draft.ts';
import type { Manifest, ManifestDocument } from '../repository/manifest.ts';
import type { TextEdit } from '../yaml/text.ts';
import { keysAt } from '../repository/values.ts';
import { addAfter, addBefore } from './edit.ts';

export const releaseFixes: Fixes<ReleaseProblem> = {
  'helm/namespace-missing': (it, manifest) => [
    ...draft(manifest, it.span, 'Let Helm create the namespace', (document) =>
      document.nodeAt(['spec', 'install']) === undefined
        ? addAfter(manifest, document, ['spec', 'targetNamespace'], 'install: { createNamespace: true }')
        : addToInstall(manifest, document),
    ),
    ...spellings(manifest, it.span, it.similar),
  ],
  'helm/values-file-missing': (it, manifest) => spellings(manifest, it.span, it.similar),
  'helm/values-form':
    'Whether the text is a mapping written wrong, or one value for a targetPath, only the author knows.',
};

function addToInstall(manifest: Manifest, document: ManifestDocument): TextEdit | undefined {
  const install = ['spec', 'install'];
  const [first] = keysAt(document, install);
  if (first === undefined || keysAt(document, install).includes('createNamespace')) return undefined;
  return addBefore(manifest, document, [...install, first], 'createNamespace: true');
}
