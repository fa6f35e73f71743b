import assert from 'node:assert/strict';
import { livesOf } from '../../../../src/flux/versions.ts';
import { kinds } from '../../../../src/flux/kinds.ts';
import { bundledSchemas } from '../../../schemas.ts';
import { check } from '../../carets.ts';

const judged = (fluxVersion: string, text: string) => check(text, { fluxVersion }, bundledSchemas());

describe('API versions that a newer Flux does not serve', () => {
  it('have their own fields', () => {
    const kustomization = (rest: string) => `apiVersion: kustomize.toolkit.fluxcd.io/v1beta2
kind: Kustomization
metadata: {name: flux-system, namespace: flux-system}
spec:
  interval: 10m
  prune: true
  sourceRef: {kind: GitRepository, name: flux-system}
${rest}`;
    const rules = { 'kind/deprecated': 'off', 'reference/missing': 'off' } as const;
    const check22 = (text: string) => check(text, { fluxVersion: '2.2', rules }, bundledSchemas());
    check22(kustomization('  validation: client\n  patchesStrategicMerge: []\n'));
    check22(kustomization('  pruning: true\n  ^^^^^^^ error schema/unknown-field\n'));
    check22(kustomization('  deletionPolicy: Orphan\n  ^^^^^^^^^^^^^^ error schema/unknown-field\n'));
  });

  it('are told to be gone, and are judged all the same', () =>
    judged(
      '2.9',
      `apiVersion: helm.toolkit.fluxcd.io/v2beta1
           #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error kind/version
kind: HelmRelease
metadata: {name: web, namespace: shop}
spec:
  interval: 10m
  chart: {spec: {chart: web, sourceRef: {kind: GitRepository, name: flux-system, namespace: flux-system}}}
  valuesFiles: [a.yaml]
  ^^^^^^^^^^^ error schema/unknown-field
`,
    ));

  it('are all there', () => {
    const schemas = bundledSchemas();
    const missing = kinds.flatMap(({ group, kind }) =>
      livesOf(group, kind).flatMap(({ version }) =>
        schemas.find(group, version, kind) === undefined ? `${group}/${version} ${kind}` : [],
      ),
    );
    assert.deepEqual(missing, []);
  });
});
