import assert from 'node:assert/strict';
import { membersAt, neededBy, needsOf } from '../../../src/language/references/hierarchy.ts';
import type { Need } from '../../../src/language/references/hierarchy.ts';
import type { Repository } from '../../../src/language/repository/repository.ts';
import { repositoryOf } from '../carets.ts';
import { fleet, kustomization } from './fleet.ts';

const own = '  sourceRef:\n    kind: GitRepository\n    name: flux-system\n';

describe('what needs what', () => {
  const repository = repositoryOf({
    ...fleet,
    'clusters/home/infra.yaml': kustomization('infra', `  path: ./infra\n${own}`),
    'clusters/home/more.yaml': kustomization('more', `  path: ./more\n  dependsOn:\n    - name: infra\n${own}`),
    'infra/map.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: values\n  namespace: web\n',
    'more/release.yaml': `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: shop
  namespace: web
spec:
  dependsOn:
    - name: web
  valuesFrom:
    - kind: ConfigMap
      name: values
    - kind: ConfigMap
      name: values
      valuesKey: more
`,
  });

  it('is told from who needs: the source, what is waited for and used, who applies', () => {
    assert.deepEqual(told(repository, needsOf, 'more/release.yaml', 'kind: HelmRelease'), [
      'waits for HelmRelease web/web at web',
      'uses ConfigMap web/values at values values',
      'applied by Kustomization flux-system/more at shop',
    ]);
    assert.deepEqual(told(repository, needsOf, 'apps/web/release.yaml', 'name: web'), [
      'fetched from HelmRepository flux-system/charts at charts',
      'applied by Kustomization flux-system/apps at web',
    ]);
  });

  it('is told from who is needed: who names it, and what it applies', () => {
    assert.deepEqual(told(repository, neededBy, 'clusters/home/infra.yaml', 'name: infra'), [
      'waits for Kustomization flux-system/more at infra',
    ]);
    assert.deepEqual(told(repository, neededBy, 'clusters/home/apps.yaml', 'name: apps'), [
      'applied by it HelmRelease web/web at web',
    ]);
    assert.deepEqual(told(repository, neededBy, 'infra/map.yaml', 'name: values'), [
      'uses HelmRelease web/shop at values values',
    ]);
  });

  it('starts at the object that a reference names, where the cursor is at one', () => {
    const [member, ...others] = membersAt(
      repository,
      'more/release.yaml',
      offset(repository, 'more/release.yaml', 'name: web'),
    );
    assert.deepEqual(others, []);
    assert.equal(member?.path, 'apps/web/release.yaml');
    assert.deepEqual(membersAt(repository, 'apps/web/kustomization.yaml', 0), []);
    assert.deepEqual(membersAt(repository, 'nowhere.yaml', 0), []);
  });

  it('keeps to the cluster of an object', () => {
    const clusters = repositoryOf({
      ...fleet,
      ...cluster('home'),
      ...cluster('away'),
    });
    assert.deepEqual(told(clusters, neededBy, 'clusters/away/infra.yaml', 'name: infra'), [
      'waits for Kustomization flux-system/more at infra',
    ]);
    assert.deepEqual(
      membersAt(clusters, 'clusters/away/more.yaml', offset(clusters, 'clusters/away/more.yaml', '- name: infra')).map(
        (it) => it.path,
      ),
      ['clusters/away/infra.yaml'],
    );
  });

  it('tells by their files who has the same words, as in each cluster', () => {
    const clusters = repositoryOf({ ...fleet, ...cluster('home'), ...cluster('away') });
    const [release] = membersAt(clusters, 'apps/web/release.yaml', 0);
    assert.ok(release);
    assert.deepEqual(
      needsOf(clusters, release).map(({ why, member }) => `${why} ${member.name} ${member.where ?? ''}`.trim()),
      [
        'fetched from charts',
        'applied by apps',
        'applied by more clusters/home/more.yaml',
        'applied by more clusters/away/more.yaml',
      ],
    );
  });
});

function cluster(name: string) {
  const sync = (fleet as Record<string, string>)['clusters/home/flux-system/gotk-sync.yaml'] ?? '';
  return {
    [`clusters/${name}/flux-system/gotk-sync.yaml`]: sync.replace('clusters/home', `clusters/${name}`),
    [`clusters/${name}/infra.yaml`]: kustomization('infra', `  path: ./infra/${name}\n${own}`),
    [`clusters/${name}/more.yaml`]: kustomization('more', `  path: ./apps\n  dependsOn:\n    - name: infra\n${own}`),
    [`infra/${name}/kustomization.yaml`]: 'resources: []\n',
  };
}

function offset(repository: Repository, path: string, words: string): number {
  const at = (repository.text(path) ?? '').indexOf(words);
  assert.ok(at >= 0, words);
  return at + words.length;
}

function told(
  repository: Repository,
  ask: (repository: Repository, member: Need['member']) => readonly Need[],
  path: string,
  words: string,
): readonly string[] {
  const [member] = membersAt(repository, path, offset(repository, path, words));
  assert.ok(member, `there is an object at ${words}`);
  return ask(repository, member).map(({ member: other, why, spans }) => {
    const text = repository.text(ask === needsOf ? path : other.path) ?? '';
    const places = spans.map((it) => text.slice(it.start, it.end)).join(' ');
    return `${why} ${other.kind} ${other.namespace}/${other.name} at ${places}`;
  });
}
