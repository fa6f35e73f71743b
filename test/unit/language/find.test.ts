import assert from 'node:assert/strict';
import { find } from '../../../src/language/references/find.ts';
import type { Repository } from '../../../src/language/repository/repository.ts';
import { problemsOf, repositoryOf } from '../carets.ts';
import { fleet } from './fleet.ts';

describe('finding objects', () => {
  const repository = repositoryOf({
    ...fleet,
    'apps/web/config.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web-config\n',
    'apps/web/patch.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web-config\n  namespace: other\n',
    'apps/web/kustomization.yaml':
      'namespace: web\nnamePrefix: my-\nresources: [release.yaml, config.yaml]\npatches: [{path: patch.yaml}]\n',
  });

  it('looks for kind, name and namespace as they are in the cluster', () => {
    assert.deepEqual(found(repository, 'helmrelease web'), ['HelmRelease my-web web apps/web/release.yaml']);
    assert.deepEqual(found(repository, 'my-web web'), [
      'ConfigMap my-web-config web apps/web/config.yaml',
      'HelmRelease my-web web apps/web/release.yaml',
    ]);
    assert.deepEqual(found(repository, 'repo flux-system'), [
      'GitRepository flux-system flux-system clusters/home/flux-system/gotk-sync.yaml',
      'HelmRepository charts flux-system clusters/home/charts.yaml',
    ]);
  });

  it('goes on once problems have been looked for', () => {
    for (const path of repository.paths()) problemsOf(repository, path);
    assert.deepEqual(found(repository, 'helmrelease web'), ['HelmRelease my-web web apps/web/release.yaml']);
  });

  it('takes letters in their order, whatever their case', () => {
    assert.deepEqual(found(repository, 'cmCFG'), ['ConfigMap my-web-config web apps/web/config.yaml']);
    assert.deepEqual(found(repository, 'gfc'), []);
  });

  it('tells those whose name has a word of the query', () => {
    const all = [...find(repository, 'web')].filter((it) => it !== undefined);
    assert.deepEqual(
      all.filter((it) => it.near).map((it) => it.kind),
      ['HelmRelease', 'ConfigMap'],
    );
  });

  it('gives the objects of Flux where nothing is asked', () => {
    const kinds = new Set(found(repository, '').map((it) => it.split(' ')[0]));
    assert.deepEqual([...kinds], ['GitRepository', 'HelmRelease', 'HelmRepository', 'Kustomization']);
  });
});

function found(repository: Repository, query: string): readonly string[] {
  return [...find(repository, query)]
    .flatMap((it) => (it ? [`${it.kind} ${it.name} ${it.namespace ?? '-'} ${it.place.path}`] : []))
    .sort();
}
