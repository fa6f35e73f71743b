import { strict as assert } from 'node:assert';
import { Texts } from '../../../src/language/schema/texts.ts';
import { bundledSchemas } from '../../schemas.ts';
import { readTexts } from '../../texts.ts';
import { hovering } from '../cursor.ts';
import type { Files } from '../cursor.ts';

const files: Files = {
  'sources/fleet.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: fleet
  namespace: flux-system
spec:
  interval: 5m
  url: https://git.example.com/team/fleet.git
  ref:
    branch: main
`,
  'apps/kustomization.yaml': 'resources:\n  - web.yaml\n  - api.yaml\n',
  'apps/web.yaml':
    'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n---\napiVersion: v1\nkind: Service\nmetadata:\n  name: web\n',
  'apps/api.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: api\n',
};

const document = (spec: string): string =>
  `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata:\n  name: apps\n  namespace: flux-system\nspec:\n${spec}`;

describe('hover', () => {
  it('tells what a kind is, which versions are served, and where to read on', () => {
    const text = hovering('apiVersion: helm.toolkit.fluxcd.io/v2\nkind: Helm|Release\n');
    assert.match(text, /^\*\*HelmRelease\*\*\n\nInstalls and upgrades one Helm chart/);
    assert.match(text, /`helm\.toolkit\.fluxcd\.io\/v2`/);
    assert.match(text, /`v2beta2` until Flux 2\.8/);
    assert.match(text, /\(https:\/\/fluxcd\.io\/flux\/components\/helm\/helmreleases\/\)/);
  });

  it('tells what a kind of the cluster is for, and of an unknown one what kinds are', () => {
    const knowledge = { schemas: bundledSchemas(), texts: new Texts(readTexts) };
    const text = hovering('apiVersion: apps/v1\nkind: Stateful|Set\n', {}, 'file.yaml', knowledge);
    assert.match(text, /^\*\*StatefulSet\*\*.*\n\nRuns pods with lasting names/);
    const unknown = hovering('apiVersion: example.com/v1\nkind: Wid|get\n', {}, 'file.yaml', knowledge);
    assert.match(unknown, /^\*\*kind\*\* string\n\nWhat sort of object this is/);
  });

  it('tells the two Kustomizations apart', () => {
    assert.match(
      hovering('apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kust|omization\n'),
      /Never an object of the cluster/,
    );
    assert.match(hovering(document('').replace('kind: K', 'kind: |K')), /applies the result to the cluster/);
  });

  it('tells what a kind in a reference is', () => {
    assert.match(hovering(document('  sourceRef:\n    kind: Git|Repository\n')), /^\*\*GitRepository\*\*/);
  });

  it('tells what a name leads to', () => {
    const text = hovering(document('  sourceRef:\n    kind: GitRepository\n    name: fl|eet\n'), files);
    assert.equal(
      text,
      [
        '**GitRepository** `flux-system/fleet` in `sources/fleet.yaml`\n',
        '- interval: `5m`',
        '- url: `https://git.example.com/team/fleet.git`',
        '- ref.branch: `main`',
      ].join('\n'),
    );
  });

  it('says where the object is when it is in another namespace', () => {
    const text = hovering(
      document('  sourceRef:\n    kind: GitRepository\n    name: fl|eet\n    namespace: x\n'),
      files,
    );
    assert.match(text, /^No such object in the namespace that counts/);
  });

  it('says that nothing declares a name, and who makes flux-system', () => {
    assert.match(
      hovering(document('  sourceRef:\n    kind: GitRepository\n    name: no|pe\n'), files),
      /declared in no file/,
    );
    assert.match(
      hovering(document('  sourceRef:\n    kind: GitRepository\n    name: flux-|system\n')),
      /flux bootstrap/,
    );
  });

  it('counts what a folder holds', () => {
    assert.equal(
      hovering(document('  path: ./ap|ps\n'), files),
      'Folder `apps`, built from `apps/kustomization.yaml`\n\n- 2 × Deployment\n- 1 × Service',
    );
    assert.match(hovering(document('  path: ./no|pe\n'), files), /is no folder of this repository/);
  });

  it('spells durations', () => {
    assert.equal(hovering(document('  interval: 1h|30m\n')), '= 1 hour 30 minutes (`1h30m0s`)');
    assert.equal(hovering(document('  interval: 1|d\n')), '');
  });

  it('lets nothing from a file become a link, a picture or HTML', () => {
    const hostile = '"`](https://evil.example) ![x](y) <img src=x> **b**"';
    const evil = {
      'a.yaml': files['sources/fleet.yaml']?.replace('https://git.example.com/team/fleet.git', hostile) ?? '',
    };
    const text = hovering(document('  sourceRef:\n    kind: GitRepository\n    name: fl|eet\n'), evil);
    assert.match(text, /- url: `ˋ\]\(https:\/\/evil\.example\)[^`\n]*`\n/);
    const path = hovering(document('  path: "./`x` <b>|"\n'), files);
    assert.match(path, /^`ˋxˋ <b>` is no folder/);
  });

  it('is silent on keys, in other fields and in blank places', () => {
    assert.equal(hovering(document('  pa|th: ./apps\n'), files), '');
    assert.equal(hovering(document('  prune: tr|ue\n'), files), '');
    assert.equal(hovering('|\n', files), '');
    assert.equal(hovering('kind: |[', files), '');
  });
});
