import assert from 'node:assert/strict';
import { namedAt } from '../../../src/language/references/uses.ts';
import { defining, place } from '../cursor.ts';
import { fleet } from './fleet.ts';

const files = {
  ...(fleet as Record<string, string>),
  'apps/web/kustomization.yaml': `namespace: web
resources: [release.yaml, other.yaml]
patches:
  - path: values.yaml
  - target: {kind: HelmRelease, name: web}
    patch: "[]"
  - target: {kind: ConfigMap, name: web}
    patch: "[]"
`,
  'apps/web/values.yaml':
    'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata:\n  name: web\nspec:\n  interval: 2h\n',
  'apps/web/other.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\n',
};

function marked(path: keyof typeof files, words: string): string {
  assert.ok(files[path].includes(words.replace('|', '')), words);
  return files[path].replace(words.replace('|', ''), words);
}

describe('names in patches', () => {
  it('lead to the object that is patched', () => {
    const release = ['apps/web/release.yaml web'];
    assert.deepEqual(defining(marked('apps/web/values.yaml', 'name: w|eb'), files, 'apps/web/values.yaml'), release);
    const target = marked('apps/web/kustomization.yaml', 'HelmRelease, name: w|eb');
    assert.deepEqual(defining(target, files, 'apps/web/kustomization.yaml'), release);
  });

  it('are renamed with it, from wherever that is asked', () => {
    for (const [path, words] of [
      ['apps/web/release.yaml', 'metadata:\n  name: w|eb'],
      ['apps/web/values.yaml', 'name: w|eb'],
    ] as const) {
      const text = (files as Record<string, string>)[path] ?? '';
      const at = place(text.replace(words.replace('|', ''), words), files, path);
      const renaming = namedAt(at.repository, at.path, at.offset)?.rename('site');
      assert.ok(renaming && 'edits' in renaming);
      assert.deepEqual(
        renaming.edits.map(
          (it) => `${it.path}:${(at.repository.text(it.path) ?? '').slice(0, it.span.start).split('\n').length}`,
        ),
        ['apps/web/release.yaml:4', 'apps/web/values.yaml:4', 'apps/web/kustomization.yaml:5'],
      );
    }
  });
});
