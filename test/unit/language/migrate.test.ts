import assert from 'node:assert/strict';
import { migrate } from '../../../src/language/migrate/migrate.ts';
import { repositoryOf } from '../carets.ts';
import { edited } from '../edited.ts';
import { becomes, migrated } from '../migrated.ts';

const release = (version: string, spec: string) => `# before
apiVersion: helm.toolkit.fluxcd.io/${version}
kind: HelmRelease
metadata:
  name: app
  namespace: apps
spec:
  interval: 1h
${spec}`;

const chart = (more: string) => `  chart:
    spec:
      chart: ./app
${more}      sourceRef:
        kind: GitRepository
        name: flux-system
`;

describe('migration of API versions', () => {
  it('brings a HelmRelease to v2, values files included', () => {
    becomes(
      release('v2beta1', chart('      valuesFile: values-prod.yaml # ours\n')),
      release('v2', chart('      valuesFiles: [values-prod.yaml] # ours\n')),
    );
    becomes(
      release('v2beta2', chart('      valuesFile: a.yaml\n      valuesFiles:\n        - b.yaml\n        - c.yaml\n')),
      release('v2', chart('      valuesFiles:\n        - a.yaml\n        - b.yaml\n        - c.yaml\n')),
    );
    becomes(
      release('v2beta2', chart('      valuesFiles: [b.yaml]\n      valuesFile: "a.yaml"\n')),
      release('v2', chart('      valuesFiles: ["a.yaml", b.yaml]\n')),
    );
  });

  it('makes one list of patches', () => {
    const before = `${chart('')}  postRenderers:
    - kustomize:
        patches:
          - target:
              kind: Deployment
            patch: |
              - op: remove
                path: /spec/replicas
        patchesStrategicMerge:
          - kind: Deployment
            apiVersion: apps/v1
            # why
            metadata:
              name: app

            spec:
              replicas: 2
          - {kind: Service, apiVersion: v1, metadata: {name: app}}
        patchesJson6902:
          - target:
              version: v1
              kind: Service
              name: app
            patch:
            - op: add
              path: /metadata/labels/a
              value: {b: c}
        images: []
`;
    const after = `${chart('')}  postRenderers:
    - kustomize:
        patches:
          - patch: |
              kind: Deployment
              apiVersion: apps/v1
              # why
              metadata:
                name: app

              spec:
                replicas: 2
          - patch: |
              {kind: Service, apiVersion: v1, metadata: {name: app}}
          - target:
              version: v1
              kind: Service
              name: app
            patch: |
              - op: add
                path: /metadata/labels/a
                value: {b: c}
          - target:
              kind: Deployment
            patch: |
              - op: remove
                path: /spec/replicas
        images: []
`;
    becomes(release('v2beta1', before), release('v2', after));
  });

  it('removes what nothing reads', () => {
    becomes(
      'apiVersion: source.toolkit.fluxcd.io/v1beta1\nkind: GitRepository\nmetadata: {name: a, namespace: b}\nspec:\n  interval: 1h\n  url: https://example.com/a\n  gitImplementation: libgit2\n  accessFrom:\n    namespaceSelectors: []\n',
      'apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: {name: a, namespace: b}\nspec:\n  interval: 1h\n  url: https://example.com/a\n',
    );
    becomes(
      'apiVersion: "kustomize.toolkit.fluxcd.io/v1beta2"\nkind: Kustomization\nmetadata: {name: a, namespace: b}\nspec:\n  interval: 1h\n  prune: true\n  validation: client\n  path: ./\n  sourceRef: {kind: GitRepository, name: flux-system}\n',
      'apiVersion: "kustomize.toolkit.fluxcd.io/v1"\nkind: Kustomization\nmetadata: {name: a, namespace: b}\nspec:\n  interval: 1h\n  prune: true\n  path: ./\n  sourceRef: {kind: GitRepository, name: flux-system}\n',
    );
    becomes(
      'apiVersion: notification.toolkit.fluxcd.io/v1beta2\nkind: Provider\nmetadata: {name: a, namespace: b}\nspec:\n  type: slack\nstatus:\n  observedGeneration: 1\n',
      'apiVersion: notification.toolkit.fluxcd.io/v1beta3\nkind: Provider\nmetadata: {name: a, namespace: b}\nspec:\n  type: slack\n',
    );
  });

  it('goes as far as the Flux in use', () => {
    const old = { 'a.yaml': release('v2beta1', chart('      valuesFile: a.yaml\n')) };
    assert.equal(migrated(old, '2.2')['a.yaml'], release('v2beta2', chart('      valuesFile: a.yaml\n')));
    assert.deepEqual(migrated({ 'a.yaml': release('v2beta2', chart('')) }, '2.2'), {});
  });

  it('finds mentions in patches, targets, health checks and receivers, and nothing else', () => {
    const before = `resources: [a.yaml]
patches:
  - target:
      group: helm.toolkit.fluxcd.io
      version: v2beta1
      kind: HelmRelease
    patch: |-
      apiVersion: helm.toolkit.fluxcd.io/v2beta2 # old
      kind: HelmRelease
      metadata:
        name: any
  - patch: |-
      kind: GitRepository
      metadata:
        name: any
      apiVersion: source.toolkit.fluxcd.io/v1beta2
  - target: {version: v1beta1, kind: Job, group: batch}
    patch: |-
      apiVersion: example.fluxcd.io/v1beta1
      kind: GitRepository
      metadata:
        name: any
  - target:
      kind: Kustomization
      group: kustomize.config.k8s.io
      version: v1beta1
    path: p.yaml
`;
    const after = before.replace('v2beta1', 'v2').replace('v2beta2', 'v2').replace('fluxcd.io/v1beta2', 'fluxcd.io/v1');
    assert.equal(
      migrated({
        'k/kustomization.yaml': before,
        'k/a.yaml': '',
        'k/p.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: any\n',
      })['k/kustomization.yaml'],
      after,
    );
    const ks = (version: string) =>
      `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: a, namespace: b}\nspec:\n  interval: 1h\n  prune: true\n  path: ./\n  sourceRef: {kind: GitRepository, name: flux-system}\n  healthChecks:\n    - apiVersion: helm.toolkit.fluxcd.io/${version}\n      kind: HelmRelease\n      name: a\n    - kind: Bucket\n      apiVersion: apps/v1beta1\n      name: b\n`;
    becomes(ks('v2beta1'), ks('v2'));
  });

  it('leaves generated files, templates and aliases alone', () => {
    const old = release('v2beta1', chart(''));
    assert.deepEqual(migrated({ 'x/gotk-components.yaml': old, 'c/Chart.yaml': '', 'c/templates/a.yaml': old }), {});
    const shared = `${chart('')}  postRenderers:\n    - kustomize:\n        patchesStrategicMerge:\n          - &a {kind: X}\n`;
    const repository = repositoryOf({ 'a.yaml': release('v2beta1', shared) });
    const text = edited(repository, 'a.yaml', [...migrate(repository, {})].flat());
    assert.equal(text, release('v2', shared));
  });
});
