import assert from 'node:assert/strict';
import { whyNoFix } from '../../../src/language/fixes.ts';
import { codes } from '../../../src/language/messages.ts';
import { fixed } from '../fixed.ts';
import { fleet, kustomization } from './fleet.ts';

const path = 'clusters/home/more.yaml';
const release = (ref: string, before = '') => `${before}apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: more, namespace: web}
spec:
  chart:
    spec:
      sourceRef:
${ref}`;

describe('fixes', () => {
  it('correct a misspelt name', () => {
    const wrong = kustomization('more', '  sourceRef:\n    kind: GitRepository\n    name: flux-sytem # ours\n');
    assert.equal(
      fixed({ ...fleet, [path]: wrong }, path, 'Change to "flux-system"'),
      wrong.replace('flux-sytem', 'flux-system'),
    );
  });

  it('keep quotes and Windows line ends', () => {
    const wrong = kustomization('more', '  sourceRef:\n    kind: GitRepository\n    name: "flux-sytem"\n').replaceAll(
      '\n',
      '\r\n',
    );
    assert.equal(
      fixed({ ...fleet, [path]: wrong }, path, 'Change to "flux-system"'),
      wrong.replace('flux-sytem', 'flux-system'),
    );
  });

  for (const newline of ['\n', '\r\n']) {
    it(`add the namespace in which the object is (${JSON.stringify(newline)})`, () => {
      const ref = '        name: charts # all of them\n        kind: HelmRepository\n';
      assert.equal(
        fixed({ ...fleet, [path]: release(ref).replaceAll('\n', newline) }, path, 'Look in namespace "flux-system"'),
        release(ref.replace('them\n', 'them\n        namespace: flux-system\n')).replaceAll('\n', newline),
      );
    });
  }

  it('add it in flow style, at the end of a file, and change a wrong one', () => {
    const flow = release('        {kind: HelmRepository, name: charts}');
    assert.equal(
      fixed({ ...fleet, [path]: flow }, path, 'Look in namespace "flux-system"'),
      flow.replace('charts', 'charts, namespace: flux-system'),
    );
    const last = release(
      '        kind: HelmRepository\n        name: charts',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: web}\n---\n',
    );
    assert.equal(
      fixed({ ...fleet, [path]: last }, path, 'Look in namespace "flux-system"'),
      `${last}\n        namespace: flux-system`,
    );
    const wrong = release('        kind: HelmRepository\n        name: charts\n        namespace: webb\n');
    assert.equal(
      fixed({ ...fleet, [path]: wrong }, path, 'Look in namespace "flux-system"'),
      wrong.replace('webb', 'flux-system'),
    );
  });

  it('bring versions, durations, paths and entries right', () => {
    const source = '  sourceRef:\n    kind: GitRepository\n    name: flux-system\n';
    const old = kustomization('more', source).replace('/v1', '/v1beta2');
    assert.equal(
      fixed({ ...fleet, [path]: old }, path, 'Use kustomize.toolkit.fluxcd.io/v1'),
      kustomization('more', source),
    );
    const slow = kustomization('more', `  timeout: 2 days\n${source}`);
    assert.equal(fixed({ ...fleet, [path]: slow }, path, 'Write 48h'), slow.replace('2 days', '48h'));
    const lost = kustomization('more', `  path: ./app/web\n${source}`);
    const { 'clusters/home/apps.yaml': _, ...others } = fleet;
    assert.equal(fixed({ ...others, [path]: lost }, path, 'Change to "./apps/web"'), lost.replace('app/', 'apps/'));
    const kustomize = 'resources:\n  - releas.yaml # x\n  - ./other.yaml\n';
    const other = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: web}\n';
    const entry = { ...fleet, 'apps/web/kustomization.yaml': kustomize, 'apps/web/other.yaml': other };
    const file = 'apps/web/kustomization.yaml';
    assert.equal(
      fixed(entry, file, 'Change to "release.yaml"'),
      'resources:\n  - release.yaml # x\n  - ./other.yaml\n',
    );
    assert.equal(fixed(entry, file, 'Remove "releas.yaml"', false), 'resources:\n  - ./other.yaml\n');
    const unknown = 'apiVersion: source.toolkit.fluxcd.io/v1\nkind: Buckett\n';
    assert.equal(fixed({ [path]: unknown }, path, 'Change to "Bucket"'), unknown.replace('tt', 't'));
  });

  it('exist, or there is a reason why not', () => {
    const without = codes.filter((code) => whyNoFix(code) !== undefined);
    assert.ok(without.length < codes.length);
    for (const code of without) assert.match(whyNoFix(code) ?? '', /^[A-Z].*\.$/);
  });
});
