import assert from 'node:assert/strict';
import { standingsIn } from '../../../src/language/references/standing.ts';
import type { Repository } from '../../../src/language/repository/repository.ts';
import { repositoryOf } from '../carets.ts';
import type { Files } from '../carets.ts';
import { hovering } from '../cursor.ts';
import { fleet, kustomization } from './fleet.ts';

const own = '  sourceRef:\n    kind: GitRepository\n    name: flux-system\n';
const release = (fleet as Record<string, string>)['apps/web/release.yaml'] ?? '';

describe('how an object stands', () => {
  it('is told by who applies it, what it becomes, and how often it is named', () => {
    assert.deepEqual(standing(fleet, 'apps/web/release.yaml'), [
      'applied by apps ← flux-system · namespace web, 0 uses',
    ]);
    assert.deepEqual(standing(fleet, 'clusters/home/charts.yaml'), ['applied by flux-system, 1 uses']);
  });

  it('is told once in a file of several objects that stand alike', () => {
    assert.deepEqual(standing(fleet, 'clusters/home/flux-system/gotk-sync.yaml'), ['applied by flux-system, 2 uses']);
    const two = { ...fleet, 'apps/web/release.yaml': `${release}---\n${release.replace('name: web', 'name: api')}` };
    assert.deepEqual(standing(two, 'apps/web/release.yaml'), ['applied by apps ← flux-system · namespace web, 0 uses']);
    const other = release.replace('name: web', 'name: api').replace('metadata:', 'metadata:\n  namespace: ops');
    const mixed = {
      ...fleet,
      'apps/web/kustomization.yaml': 'resources: [release.yaml]\n',
      'apps/web/release.yaml': `${release.replace('name: web', 'name: web\n  namespace: web')}---\n${other}`,
    };
    assert.deepEqual(standing(mixed, 'apps/web/release.yaml'), ['applied by apps ← flux-system, 0 uses']);
  });

  it('names several Kustomizations, and counts clusters that apply alike', () => {
    const twice = {
      ...fleet,
      'clusters/home/more.yaml': kustomization('more', `  path: ./apps/web\n  targetNamespace: ops\n${own}`),
    };
    assert.deepEqual(standing(twice, 'apps/web/release.yaml'), [
      'applied by apps ← flux-system and more ← flux-system · namespace web, ops, 0 uses',
    ]);
    const away = Object.entries(fleet).flatMap(([path, text]) =>
      path.startsWith('clusters/home/') && text !== null
        ? [[path.replace('home', 'away'), text.replace('./clusters/home', './clusters/away')]]
        : [],
    );
    assert.deepEqual(standing({ ...fleet, ...(Object.fromEntries(away) as Files) }, 'apps/web/release.yaml'), [
      'applied by apps ← flux-system in 2 clusters · namespace web, 0 uses',
    ]);
  });

  it('tells the name that kustomize gives', () => {
    const prefixed = {
      ...fleet,
      'apps/web/kustomization.yaml': 'namespace: web\nnamePrefix: my-\nresources: [release.yaml]\n',
    };
    assert.deepEqual(standing(prefixed, 'apps/web/release.yaml'), [
      'applied by apps ← flux-system · named my-web · namespace web, 0 uses',
    ]);
  });

  it('is not told of patches, of plain objects, and of what nobody applies or names', () => {
    const files = {
      ...fleet,
      'apps/web/kustomization.yaml': 'resources: [map.yaml]\npatches: [{path: release.yaml}]\n',
      'apps/web/map.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n',
      'lost/release.yaml': release,
      'lost/kustomization.yaml': 'resources: [release.yaml]\n',
    };
    for (const path of ['apps/web/release.yaml', 'apps/web/map.yaml', 'lost/release.yaml', 'nowhere.yaml'])
      assert.deepEqual(standing(files, path), []);
  });

  it('is told on hover over the kind and the name of any object', () => {
    const files = fleet as Record<string, string>;
    const own = (marked: string) =>
      hovering(release.replace(marked.replace('|', ''), marked), files, 'apps/web/release.yaml');
    const applied = /Applied as `web\/web` by\n\n- `apps` ← `flux-system` in `clusters\/home\/apps\.yaml`$/;
    assert.match(own('kind: Helm|Release'), applied);
    assert.match(own('name: w|eb'), applied);
    const map = 'apiVersion: v1\nkind: Config|Map\nmetadata: {name: a}\n';
    assert.equal(hovering(map, files, 'lost/map.yaml'), 'Applied by no Kustomization of this repository.');
    assert.equal(hovering(map, {}, 'lost/map.yaml'), '**kind** string\n\n*v1 ConfigMap*');
  });
});

function standing(files: Files, path: string): readonly string[] {
  const repository: Repository = repositoryOf(files);
  return standingsIn(repository, path).map((it) => `${it.owner?.words ?? ''}, ${it.uses.length} uses`);
}
