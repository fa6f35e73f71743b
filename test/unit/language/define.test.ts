import { strict as assert } from 'node:assert';
import { defining } from '../cursor.ts';
import type { Files } from '../cursor.ts';

const files: Files = {
  'sources.yaml': `apiVersion: v1
kind: Namespace
metadata:
  name: flux-system
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: fleet
  namespace: flux-system
`,
  'tenant/source.yaml':
    'apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata:\n  name: fleet\n  namespace: tenant\n',
  'apps/kustomization.yaml': 'resources: []\n',
  'plain/deep/b.yaml': 'a: 1\n',
  'plain/z.yaml': 'a: 1\n',
  'charts/lite/Chart.yaml': 'name: lite\n',
  'dashboards/a.json': '',
};

const document = (spec: string): string =>
  `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata:\n  name: apps\n  namespace: flux-system\nspec:\n${spec}`;

describe('go to definition', () => {
  it('goes from a name to the name of the object, in the namespace that counts', () => {
    assert.deepEqual(defining(document('  sourceRef:\n    kind: GitRepository\n    name: fle|et\n'), files), [
      'sources.yaml fleet',
    ]);
    assert.deepEqual(
      defining(document('  sourceRef: {kind: GitRepository, name: |fleet, namespace: tenant}\n'), files),
      ['tenant/source.yaml fleet'],
    );
  });

  it('goes to other namespaces when the right one has no such object', () => {
    assert.deepEqual(
      defining(document('  sourceRef:\n    kind: GitRepository\n    name: fle|et\n    namespace: x\n'), files),
      ['sources.yaml fleet', 'tenant/source.yaml fleet'],
    );
  });

  it('goes to the Kustomization that is waited for', () => {
    const other = document('').replace('name: apps', 'name: infra');
    assert.deepEqual(defining(document('  dependsOn:\n    - name: in|fra\n'), { 'infra.yaml': other }), [
      'infra.yaml infra',
    ]);
  });

  it('goes to the kustomization file of a path, else to its first manifest', () => {
    assert.deepEqual(defining(document('  path: ./ap|ps\n'), files), ['apps/kustomization.yaml']);
    assert.deepEqual(defining(document('  path: pl|ain/\n'), files), ['plain/z.yaml']);
    assert.deepEqual(defining(document('  path: ./dash|boards\n'), files), []);
    assert.deepEqual(defining(document('  path: ./no|pe\n'), files), []);
  });

  it('goes to the chart in this repository', () => {
    const release =
      'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nspec:\n  chart:\n    spec:\n      chart: ./charts/|lite\n';
    assert.deepEqual(defining(release, files), ['charts/lite/Chart.yaml']);
  });

  it('goes from an entry of a kustomization file to the file or folder', () => {
    const at = 'plain/kustomization.yaml';
    assert.deepEqual(defining('resources:\n  - z.|yaml\n', files, at), ['plain/z.yaml']);
    assert.deepEqual(defining('resources: [../ap|ps]\n', files, at), ['apps/kustomization.yaml']);
    assert.deepEqual(defining('patches:\n  - path: ./z|.yaml\n', files, at), ['plain/z.yaml']);
    assert.deepEqual(defining('resources:\n  - ../../out|side\n', files, at), []);
  });

  it('goes nowhere from keys, comments and broken text', () => {
    assert.deepEqual(defining(document('  pa|th: ./apps\n'), files), []);
    assert.deepEqual(defining('|', files), []);
    assert.deepEqual(defining('a: [|', files), []);
  });
});
