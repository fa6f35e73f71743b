import assert from 'node:assert/strict';
import { locality } from '../../../src/language/build/locality.ts';
import { ownersOf } from '../../../src/language/build/ownership.ts';
import { placeOf, remotesIn } from '../../../src/language/repository/remotes.ts';
import { problemsOf, repositoryOf } from '../carets.ts';

const config = (...urls: readonly string[]): string =>
  `[core]\n\tbare = false\n${urls.map((it, at) => `[remote "r${at}"]\n\turl = ${it}\n\tfetch = +refs/heads/*\n`).join('')}[branch "main"]\n\turl = no\n`;
const git = (name: string, url: string): string =>
  `apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata:\n  name: ${name}\n  namespace: flux-system\nspec:\n  interval: 1m\n  url: ${url}\n`;
const flux = (name: string, source: string, path: string): string =>
  `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata:\n  name: ${name}\n  namespace: flux-system\nspec:\n  interval: 10m\n  path: ${path}\n  sourceRef:\n    kind: GitRepository\n    name: ${source}\n`;

describe('remotes', () => {
  it('are read from the settings of Git, and nothing else in them', () => {
    assert.deepEqual(remotesIn(config('git@example.com:a/b.git', '"https://example.com/c"')), [
      'git@example.com:a/b.git',
      'https://example.com/c',
    ]);
    assert.deepEqual(remotesIn(''), []);
  });

  it('are one place however they are written, without user and password', () => {
    const urls = [
      'git@git.example.com:Team/fleet.git',
      'ssh://git@git.example.com:2222/Team/fleet',
      'https://me:secret@git.example.com/team/fleet.git/',
      'https://git.example.com//team/fleet',
    ];
    assert.deepEqual([...new Set(urls.map(placeOf))], ['git.example.com/team/fleet']);
    assert.notEqual(placeOf('https://git.example.com/team/fleet2'), placeOf(urls[0] ?? ''));
  });

  it('tell which source is this repository, and which is another one with the same folders', () => {
    const repository = repositoryOf({
      'cluster/sources.yaml': `${git('home', 'https://example.com/me/home.git')}---\n${git('other', 'https://example.com/me/other.git')}`,
      'cluster/mine.yaml': flux('mine', 'home', './apps'),
      'cluster/theirs.yaml': flux('theirs', 'other', './apps'),
      'apps/a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n',
    });
    const names = () =>
      ownersOf(repository, 'apps/a.yaml').map((it) => [
        it.applier.document.facts.header.name?.value,
        locality(repository, it.applier)?.sure,
      ]);
    const both = [
      ['mine', false],
      ['theirs', false],
    ];
    assert.deepEqual(names(), both);
    repository.setGitConfig(config('git@example.com:me/home.git'));
    assert.deepEqual(names(), [['mine', true]]);
    repository.setGitConfig(config('git@example.com:fork/home.git'));
    assert.deepEqual(names(), both, 'a fork says nothing');
  });

  it('are not this checkout where another branch is fetched: it may be like it, below the root alone', () => {
    const at = (branch: string) => `  ref:\n    branch: ${branch}\n`;
    const home = 'https://example.com/me/home.git';
    const files = (branch: string, path: string) => ({
      'flux-system/gotk-sync.yaml': `${git('flux-system', home)}${at('main')}---\n${flux('flux-system', 'flux-system', './flux-system')}`,
      'flux-system/team.yaml': `${git('team', home)}${at(branch)}---\n${flux('team', 'team', path)}`,
      'flux-system/staging/a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n',
      'apps/a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n',
    });
    const sure = (branch: string, path: string) => {
      const repository = repositoryOf(files(branch, path));
      const [, team] = [...repository.builds.appliers()];
      return team && locality(repository, team)?.sure;
    };
    assert.equal(sure('main', './apps'), true);
    assert.equal(sure('team', './apps'), false);
    assert.equal(sure('team', './staging'), undefined);
  });
});

describe('the folder that a FluxInstance syncs', () => {
  const instance = (path: string): string => `apiVersion: fluxcd.controlplane.io/v1
kind: FluxInstance
metadata: {name: flux, namespace: flux-system}
spec:
  sync:
    kind: GitRepository
    url: https://example.com/me/fleet.git
    path: ${path}
`;
  const found = (path: string, remote?: string) => {
    const repository = repositoryOf({ 'clusters/home/flux/instance.yaml': instance(path) });
    if (remote !== undefined) repository.setGitConfig(config(remote));
    return problemsOf(repository, 'clusters/home/flux/instance.yaml').map((it) => `${it.severity} ${it.code}`);
  };

  it('is missing for certain in a clone of what it syncs', () => {
    assert.deepEqual(found('nowhere', 'git@example.com:me/fleet.git'), ['error path/missing']);
    assert.deepEqual(found('clusters/home', 'git@example.com:me/fleet.git'), []);
  });

  it('is likely to be missing where it would stand around the file itself', () => {
    assert.deepEqual(found('clusters/hom'), ['warning path/missing']);
    assert.deepEqual(found('clusters/home'), []);
  });

  it('is a slip of the folder around the file, where an artifact has it', () => {
    const path = 'clusters/home/flux/instance.yaml';
    const ofArtifact = (folder: string) => {
      const text = instance(folder).replace('GitRepository', 'OCIRepository').replace('https:', 'oci:');
      const repository = repositoryOf({ [path]: text, 'clusters/lab/a.yaml': '' });
      repository.setGitConfig(config('git@example.com:me/fleet-source.git'));
      return problemsOf(repository, path).map((it) => `${it.severity} ${it.code}`);
    };
    assert.deepEqual(ofArtifact('cluster/home'), ['warning path/missing']);
    assert.deepEqual(ofArtifact('clusters/home'), []);
    assert.deepEqual(ofArtifact('cluster/lab'), []);
    assert.deepEqual(ofArtifact('elsewhere'), []);
  });

  it('is that of the chart, too', () => {
    const path = 'apps/flux/release.yaml';
    const repository = repositoryOf({
      'cluster/home/a.yaml': '',
      [path]: `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: flux-instance, namespace: flux-system}
spec:
  chartRef: {kind: OCIRepository, name: flux-instance}
  values:
    instance:
      sync: {kind: GitRepository, url: https://example.com/me/fleet.git, path: cluster/hom}
`,
    });
    const codes = problemsOf(repository, path).map((it) => `${it.severity} ${it.code}`);
    assert.ok(codes.includes('warning path/missing'), codes.join());
  });

  it('is not looked for where another repository may be synced', () => {
    assert.deepEqual(found('deploy/prod'), []);
    assert.deepEqual(found('clusters/hom', 'git@example.com:me/other.git'), []);
  });
});
