import assert from 'node:assert/strict';
import type { FluxObject } from '../../../src/flux/objects.ts';
import { compare } from '../../../src/language/build/compare.ts';
import { Repository } from '../../../src/language/repository/repository.ts';
import { bundledSchemas } from '../../schemas.ts';
import { fleet } from './fleet.ts';

const schemas = bundledSchemas();
const id = { group: 'helm.toolkit.fluxcd.io', kind: 'HelmRelease', namespace: 'web', name: 'web' };

/** As a server has the release of the fleet: with defaults, a status, and what Flux writes. */
const live: FluxObject = {
  apiVersion: 'helm.toolkit.fluxcd.io/v2',
  kind: 'HelmRelease',
  metadata: {
    name: 'web',
    namespace: 'web',
    uid: 'u',
    resourceVersion: '9',
    generation: 2,
    creationTimestamp: '2026-01-01T00:00:00Z',
    labels: { 'kustomize.toolkit.fluxcd.io/name': 'apps', 'kustomize.toolkit.fluxcd.io/namespace': 'flux-system' },
    annotations: { 'reconcile.fluxcd.io/requestedAt': 'now' },
  },
  spec: {
    interval: '1h',
    chart: {
      spec: {
        chart: 'web',
        reconcileStrategy: 'ChartVersion',
        version: '*',
        sourceRef: { kind: 'HelmRepository', name: 'charts', namespace: 'flux-system' },
      },
    },
  },
  status: { conditions: [] },
};

/** The lines in which both sides differ, those of the file with `-`, those of the cluster with `+`. */
function differences(object: FluxObject, more = ''): readonly string[] {
  const repository = new Repository({ schemas });
  for (const [path, text] of Object.entries(fleet))
    repository.set(path, (text ?? '') + (path.endsWith('release.yaml') ? more : ''));
  const found = compare(repository, id, object) ?? assert.fail('no file declares it');
  assert.equal(found.path, 'apps/web/release.yaml');
  const [file, cluster] = [found.file.split('\n'), found.cluster.split('\n')];
  return [
    ...file.filter((it) => !cluster.includes(it)).map((it) => `- ${it.trim()}`),
    ...cluster.filter((it) => !file.includes(it)).map((it) => `+ ${it.trim()}`),
  ];
}

function withSpec(change: object): FluxObject {
  return { ...live, spec: { ...live.spec, ...change } };
}

describe('an object of the cluster beside its file', () => {
  it('differs in nothing when it is what Flux made of the file, defaults and all', () => {
    assert.deepEqual(differences(live), []);
  });

  it('shows what somebody changed, added or took away in the cluster', () => {
    assert.deepEqual(differences(withSpec({ interval: '5m', suspend: true, chart: undefined })).slice(-2), [
      '+ interval: 5m',
      '+ suspend: true',
    ]);
    assert.deepEqual(differences({ ...live, metadata: { ...live.metadata, labels: { team: 'x' } } }).slice(-2), [
      '+ labels:',
      '+ team: x',
    ]);
    assert.ok(differences(live, '  timeout: 5m\n').includes('- timeout: 5m'));
  });

  it('takes a variable for whatever it became, and no more than that', () => {
    const more = '  releaseName: a-${name}-z\n';
    assert.ok(
      !differences(withSpec({ releaseName: 'a-b-z' }), more)
        .join()
        .includes('releaseName'),
    );
    assert.ok(differences(withSpec({ releaseName: 'b-z' }), more).includes('+ releaseName: b-z'));
  });

  it('never shows what looks like a secret', () => {
    const more = '  values:\n    password: mine\n    user: me\n';
    assert.ok(
      !differences(withSpec({ values: { password: 'mine', user: 'me' } }), more)
        .join()
        .includes('password'),
    );
    const changed = differences(withSpec({ values: { password: 'theirs', user: 'me' } }), more);
    assert.deepEqual(
      changed.filter((it) => it.includes('password')),
      ['- password: (hidden)', '+ password: (hidden, another value)'],
    );
    assert.doesNotMatch(changed.join(), /mine|theirs/);
  });

  it('is made with the file of its own cluster, where several clusters declare the same', () => {
    const repository = new Repository({ schemas });
    const bucket = (url: string) =>
      `apiVersion: source.toolkit.fluxcd.io/v1\nkind: HelmRepository\nmetadata:\n  name: c\n  namespace: x\nspec:\n  url: ${url}\n`;
    for (const it of ['production', 'staging']) {
      repository.set(`clusters/${it}/kustomization.yaml`, 'resources:\n  - c.yaml\n');
      repository.set(`clusters/${it}/c.yaml`, bucket(`https://${it}`));
    }
    const one = { ...id, group: 'source.toolkit.fluxcd.io', kind: 'HelmRepository', namespace: 'x', name: 'c' };
    const object = {
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'HelmRepository',
      metadata: { name: 'c', namespace: 'x' },
    };
    for (const it of ['staging', 'production'])
      assert.equal(compare(repository, one, object, `clusters/${it}`)?.path, `clusters/${it}/c.yaml`);
  });

  it('is made with the build of its own cluster, where overlays change one file', () => {
    const repository = new Repository({ schemas });
    const release = fleet['apps/web/release.yaml'] ?? '';
    repository.set('apps/base/kustomization.yaml', 'namespace: web\nresources:\n  - web.yaml\n');
    repository.set('apps/base/web.yaml', release);
    for (const it of ['production', 'staging']) {
      const patch = `patches:\n  - patch: |\n      kind: HelmRelease\n      apiVersion: helm.toolkit.fluxcd.io/v2\n      metadata:\n        name: web\n      spec:\n        releaseName: ${it}\n`;
      repository.set(`apps/${it}/kustomization.yaml`, `resources:\n  - ../base\n${patch}`);
    }
    for (const it of ['staging', 'production'])
      assert.match(compare(repository, id, live, `apps/${it}`)?.file ?? '', new RegExp(`releaseName: ${it}`));
  });

  it('is nothing where no file builds the object', () => {
    const repository = new Repository({ schemas });
    for (const [path, text] of Object.entries(fleet)) repository.set(path, text ?? '');
    assert.equal(compare(repository, { ...id, name: 'other' }, live), undefined);
  });

  it('survives an object that holds anything', () => {
    assert.ok(differences({ ...live, spec: 4, metadata: { name: 'web' } } as never).length > 0);
  });
});
