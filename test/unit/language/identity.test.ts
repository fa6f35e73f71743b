import assert from 'node:assert/strict';
import { findNamed, identitiesOf, namespacesOf } from '../../../src/language/build/lookup.ts';
import { check, repositoryOf } from '../carets.ts';
import type { Files } from '../carets.ts';
import { fleet, kustomization } from './fleet.ts';

const source = '  sourceRef:\n    kind: GitRepository\n    name: flux-system\n';
const chart = (name: string, more = ''): string =>
  `apiVersion: source.toolkit.fluxcd.io/v1\nkind: HelmRepository\nmetadata:\n  name: ${name}\n${more}spec:\n  interval: 1h\n  url: https://charts.example.com\n`;
const build = (spec = '') => kustomization('base', `  path: ./overlay\n${spec}${source}`);

function becomes(files: Files, path: string): readonly string[] {
  const repository = repositoryOf({ ...fleet, ...files });
  const [document] = repository.manifest(path)?.documents ?? [];
  assert.ok(document);
  return identitiesOf(repository, path, document).map((it) => `${it.namespace}/${it.name}`);
}

describe('the identity of an object in clusters', () => {
  const base = { 'base/kustomization.yaml': 'resources: [charts.yaml]\n', 'base/charts.yaml': chart('charts') };

  it('is what overlays and Flux make of it, the outermost last', () => {
    const overlay = 'namePrefix: outer-\nnamespace: middle\nresources: [../base]\n';
    const files = {
      ...base,
      'base/kustomization.yaml': 'nameSuffix: -inner\nnamespace: inner\nresources: [charts.yaml]\n',
      'overlay/kustomization.yaml': overlay,
    };
    assert.deepEqual(becomes({ ...files, 'clusters/home/base.yaml': build() }, 'base/charts.yaml'), [
      'middle/outer-charts-inner',
    ]);
    const to = build('  targetNamespace: outermost\n  namePrefix: flux-\n');
    assert.deepEqual(becomes({ ...files, 'clusters/home/base.yaml': to }, 'base/charts.yaml'), [
      'outermost/flux-charts-inner',
    ]);
  });

  it('is what patches make of it, of which one name only was in a file', () => {
    const patch = (value: string) =>
      `namespace: web\nresources: [../base]\npatches:\n  - target:\n      kind: HelmRepository\n    patch: |\n      - op: replace\n        path: /metadata/name\n        value: ${value}\n`;
    const files = { ...base, 'overlay/kustomization.yaml': patch('renamed'), 'clusters/home/base.yaml': build() };
    assert.deepEqual(becomes(files, 'base/charts.yaml'), ['web/renamed']);
    const repository = repositoryOf({ ...fleet, ...files });
    const names = (name: string) => findNamed(repository, 'HelmRepository', name).map((it) => it.namespace);
    assert.deepEqual(names('renamed'), ['web']);
    assert.deepEqual(names('charts'), ['flux-system']);
  });

  it('is one for each build that takes the file in', () => {
    const files = {
      ...base,
      'a/kustomization.yaml': 'namespace: a\nresources: [../base]\n',
      'b/kustomization.yaml': 'namespace: b\ncomponents: [../part]\n',
      'part/kustomization.yaml':
        'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: [../base]\n',
    };
    assert.deepEqual([...becomes(files, 'base/charts.yaml')].sort(), ['a/charts', 'b/charts']);
  });

  it('is not known where nothing says the namespace, or a variable does', () => {
    const repository = repositoryOf({ ...fleet, 'lost/charts.yaml': chart('charts') });
    const [document] = repository.manifest('lost/charts.yaml')?.documents ?? [];
    assert.ok(document);
    assert.deepEqual([...namespacesOf(repository, 'lost/charts.yaml', document)], [undefined]);
    const files = { ...base, 'overlay/kustomization.yaml': 'namespace: ${NS}\nresources: [../base]\n' };
    assert.deepEqual(becomes({ ...files, 'clusters/home/base.yaml': build() }, 'base/charts.yaml'), ['/charts']);
  });

  it('is that of each object of a list, and as written of what a ResourceSet makes', () => {
    const list = `apiVersion: v1\nkind: List\nitems:\n  - ${chart('charts').trim().replaceAll('\n', '\n    ')}\n`;
    const repository = repositoryOf({
      ...fleet,
      'overlay/kustomization.yaml': 'namePrefix: my-\nnamespace: web\nresources: [list.yaml]\n',
      'overlay/list.yaml': list,
    });
    assert.deepEqual(
      findNamed(repository, 'HelmRepository', 'my-charts').map((it) => it.namespace),
      ['web'],
    );
  });

  it('decides whether a reference leads anywhere', () => {
    const release = (name: string, mark: string) =>
      `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata:\n  name: app\n  namespace: web\nspec:\n  chartRef:\n    kind: OCIRepository\n    name: ${name}\n${mark}`;
    const oci = chart('app').replace('HelmRepository', 'OCIRepository').replace('https:', 'oci:');
    const files = {
      ...fleet,
      'clusters/home/base.yaml': build('  targetNamespace: web\n'),
      'overlay/kustomization.yaml':
        'resources: [oci.yaml]\npatches:\n  - target: {kind: OCIRepository}\n    patch: |\n      - {op: replace, path: /metadata/name, value: other}\n',
      'overlay/oci.yaml': oci,
    };
    check({ ...files, 'clusters/home/app.yaml': release('other', '') });
    check({
      ...files,
      'clusters/home/app.yaml': release('app', '         #^^^ error reference/missing\n'),
    });
  });

  it('leaves alone what patches put another value in the place of', () => {
    const patches = (path: string, value: string) =>
      `resources: [base.yaml]\npatches:\n  - target: {kind: Kustomization, name: base}\n    patch: |\n      - {op: replace, path: ${path}, value: ${value}}\n`;
    const files = (kustomize: string, spec: string): Files => ({
      ...fleet,
      'clusters/home/kustomization.yaml': kustomize.replace(
        'base.yaml',
        'flux-system/gotk-sync.yaml, charts.yaml, apps.yaml, ../../base',
      ),
      'base/kustomization.yaml': 'resources: [base.yaml]\n',
      'base/base.yaml': kustomization('base', spec),
      'overlay/charts.yaml': chart('charts', '  namespace: web\n'),
    });
    check(files(patches('/spec/path', './overlay'), `  path: ./nowhere\n${source}`));
    check(
      files(patches('/spec/path', './nowhere'), `  path: ./overlay\n       #^^^^^^^^^ error path/missing\n${source}`),
    );
    check(
      files(
        patches('/spec/sourceRef/name', 'flux-system'),
        `  path: ./overlay\n${source.replace('flux-system', 'other')}`,
      ),
    );
  });
});
