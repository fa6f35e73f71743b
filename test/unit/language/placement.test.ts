import { check } from '../carets.ts';
import { kustomization } from './fleet.ts';

const local = `  sourceRef:
    kind: GitRepository
    name: flux-system
`;

describe('names and namespaces in the cluster', () => {
  it('takes the namespace that kustomize and Flux give, the outer one first', () =>
    check({
      'clusters/a/ks.yaml': kustomization('base', `  path: ./overlay\n  targetNamespace: outer\n${local}`),
      'overlay/kustomization.yaml': 'namespace: middle\nresources: [../base]\n',
      'base/kustomization.yaml': 'namespace: inner\nresources:\n- repo.yaml\n- release.yaml\n',
      'base/repo.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: {name: web}
`,
      'base/release.yaml': `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: app}
spec:
  chartRef: {kind: OCIRepository, name: web}
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: second}
spec:
  chart: {}
  dependsOn:
  - {name: app, namespace: outer}
  - {name: app, namespace: middle}
                          #^^^^^^ error reference/missing
`,
    }));

  it('knows names with prefix and suffix', () =>
    check({
      'a/kustomization.yaml': 'namePrefix: my-\nnameSuffix: -v1\nresources: [repo.yaml]\n',
      'a/repo.yaml':
        'apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: {name: app, namespace: x}\n',
      'b/ks.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: b, namespace: x}
spec:
  sourceRef: {kind: GitRepository, name: my-app-v1}
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: c, namespace: x}
spec:
  sourceRef: {kind: GitRepository, name: app}
                                        #^^^ warning reference/missing
`,
    }));

  it('does not take patches and templates for objects', () => {
    const repo = 'apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: {name: NAME, namespace: x}\n';
    check({
      'a/kustomization.yaml':
        'patches:\n- path: patch.yaml\n #^^^^^^^^^^^^^^^^ error build/patch-no-object\n- path: ../nowhere.yaml\n #^^^^^^^^^^^^^^^^^^^^^ error build/patch-file-missing\n',
      'a/patch.yaml': repo.replace('NAME', 'patched'),
      'a/inline.yaml': `${repo.replace('NAME', 'dropped')}$patch: delete\n`,
      'chart/Chart.yaml': 'name: chart\n',
      'chart/templates/repo.yaml': repo.replace('NAME', 'templated'),
      'b/ks.yaml': ['patched', 'dropped', 'templated', 'real']
        .map(
          (name) => `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: to-${name}, namespace: x}
spec:
  sourceRef: {kind: GitRepository, name: ${name}}
${name === 'real' ? '' : `${' '.repeat(41)}${'^'.repeat(name.length)} warning reference/missing\n`}`,
        )
        .join('---\n'),
      'b/real.yaml': repo.replace('NAME', 'real'),
    });
  });
});
