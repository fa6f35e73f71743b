import assert from 'node:assert/strict';
import { completing } from '../cursor.ts';
import type { Files } from '../cursor.ts';

const map = (name: string): string => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n`;
const here = 'apps/kustomization.yaml';
const files: Files = {
  'apps/a.yaml': map('a'),
  'apps/b.yaml': map('b'),
  'apps/patch.yaml': map('a'),
  'apps/config/site.env': '',
  'apps/other/kustomization.yaml': 'resources: [../b.yaml]\n',
  'parts/tls/kustomization.yaml': 'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n',
  'charts/lite/Chart.yaml': 'name: lite\n',
  'charts/lite/values-prod.yaml': 'a: 1\n',
  'charts/lite/templates/a.yaml': 'a: 1\n',
};
const release = (chart: string): string => `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: lite, namespace: web}
spec:
  chart:
    spec:
      ${chart}
      valuesFiles:
        - |
`;

describe('completion of files', () => {
  it('offers for resources what nothing applies yet first, and says so', () => {
    const offers = completing('resources:\n  - |\n', files, here);
    assert.deepEqual(
      offers.all.map((it) => `${it.label} ${it.detail ?? ''}`.trim()),
      ['a.yaml nothing applies it yet', 'other nothing applies it yet', 'patch.yaml nothing applies it yet', 'b.yaml'],
    );
  });

  it('offers Components under components alone', () => {
    completing('components:\n  - |\n', files, here).offersOnly('../parts/tls');
    const offered = completing('resources:\n  - |\n', files, here).labels;
    assert.ok(!offered.includes('../parts/tls'), offered.join());
  });

  it('offers for patches what no kustomization file lists', () => {
    completing('resources: [a.yaml]\npatches:\n  - path: |\n', files, here).offersOnly('patch.yaml');
  });

  it('offers any file for generators', () => {
    completing('configMapGenerator:\n  - name: a\n    envs:\n      - |\n', files, here).offers(
      'config/site.env',
      'a.yaml',
    );
  });

  it('offers the values beside a chart of this repository, and none of a chart repository', () => {
    const git = 'chart: ./charts/lite\n      sourceRef: {kind: GitRepository, name: fleet}';
    completing(release(git), files).offersOnly('./charts/lite/values-prod.yaml');
    completing(release(git.replace('Git', 'Helm')), files).offersOnly();
  });

  it('offers Components for a Flux Kustomization, as its path sees them', () => {
    const flux =
      'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata:\n  name: apps\nspec:\n  path: ./apps\n  components:\n    - |\n';
    completing(flux, files).offersOnly('../parts/tls');
  });
});
