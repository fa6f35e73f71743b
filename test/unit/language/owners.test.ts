import assert from 'node:assert/strict';
import { fateOf, printFate } from '../../../src/language/build/owners.ts';
import { repositoryOf } from '../carets.ts';
import { fleet } from './fleet.ts';

const repository = repositoryOf({
  ...fleet,
  'apps/web/kustomization.yaml': `${fleet['apps/web/kustomization.yaml'] ?? ''}patches: [{path: more.yaml}]
configMapGenerator:
  - name: generated
    files: [values.yaml=shop.yaml]
`,
  'apps/web/more.yaml': 'kind: HelmRelease\nmetadata: {name: web}\nspec: {interval: 2h}\n',
  'apps/web/shop.yaml': 'a: b\n',
  'other/lost.yaml': 'a: b\n',
});

describe('what becomes of a file', () => {
  it('is told up to the entry of the cluster', () =>
    assert.equal(
      printFate(fateOf(repository, 'apps/web/release.yaml')),
      `apps/web/release.yaml
  applied by Kustomization flux-system/apps  clusters/home/apps.yaml
    which is applied by Kustomization flux-system/flux-system  clusters/home/flux-system/gotk-sync.yaml
  becomes HelmRelease web/web
`,
    ));

  it('is told of patches and of what a generator reads by who uses them', () => {
    for (const path of ['apps/web/more.yaml', 'apps/web/shop.yaml'])
      assert.equal(
        printFate(fateOf(repository, path)),
        `${path}
  used in apps/web/kustomization.yaml
  applied by Kustomization flux-system/apps  clusters/home/apps.yaml
    which is applied by Kustomization flux-system/flux-system  clusters/home/flux-system/gotk-sync.yaml
`,
      );
  });

  it('is nothing where nobody knows it', () =>
    assert.equal(
      printFate(fateOf(repository, 'other/lost.yaml')),
      'other/lost.yaml\n  applied by nobody in this repository\n',
    ));
});
