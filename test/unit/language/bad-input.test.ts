import assert from 'node:assert/strict';
import { builtFolder, builtFrom } from '../../../src/language/build/built.ts';
import { ownersOf } from '../../../src/language/build/ownership.ts';
import { rootsOf } from '../../../src/language/build/roots.ts';
import { check, problemsOf, repositoryOf } from '../carets.ts';
import type { Files } from '../carets.ts';
import { fleet, kustomization } from './fleet.ts';

const source = '  sourceRef:\n    kind: GitRepository\n    name: flux-system\n';
const config = (name: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n  namespace: flux-system\n`;
const list = (name: string, entries: readonly string[]): string =>
  `${name}:\n${entries.map((it) => `  - ${it}\n`).join('')}`;
const codes = (files: Files, path: string): readonly string[] =>
  problemsOf(repositoryOf(files), path).map((it) => it.code);

describe('a repository that is not as it should be', () => {
  it('has entries that leave it, or are absolute: nothing of them is looked for', () => {
    const entries = ['../../../../etc/passwd', '/etc/passwd', '../../..', '/', 'C:/x.yaml', '~/x.yaml'];
    const files = {
      ...fleet,
      'clusters/home/odd/kustomization.yaml': list('resources', entries) + list('components', ['../../../..', '/']),
      'etc/passwd': null,
    };
    const built = builtFolder(repositoryOf(files), 'clusters/home/odd');
    assert.deepEqual(built?.objects, []);
    assert.ok(built.vague.length >= entries.length, 'what may be there is not known');
    assert.ok(!codes(files, 'clusters/home/odd/kustomization.yaml').includes('build/duplicate-object'));
  });

  it('has paths of Kustomizations that climb: Flux holds them at the root', () => {
    const files = { ...fleet, 'clusters/home/up.yaml': kustomization('up', `  path: ../../../../apps/web\n${source}`) };
    const repository = repositoryOf(files);
    const owners = ownersOf(repository, 'apps/web/release.yaml').map((it) => it.applier.manifest.path);
    assert.ok(owners.includes('clusters/home/up.yaml'));
    check({
      ...fleet,
      'clusters/home/up.yaml': kustomization(
        'up',
        `  path: /clusters/../apps/none\n       #${'^'.repeat(22)} error path/missing\n${source}`,
      ),
    });
  });

  it('has kustomizations that go round in a circle, at once or over many', () => {
    const ring: Record<string, string> = {};
    for (let at = 0; at < 200; at++)
      ring[`ring/${at}/kustomization.yaml`] = list('resources', [`../${(at + 1) % 200}`, 'a.yaml']);
    for (let at = 0; at < 200; at++) ring[`ring/${at}/a.yaml`] = config(`a${at}`);
    const repository = repositoryOf({ ...ring, 'self/kustomization.yaml': list('resources', ['.', '../self']) });
    assert.ok(problemsOf(repository, 'self/kustomization.yaml').some((it) => it.severity === 'error'));
    for (const at of [0, 100]) assert.ok((builtFolder(repository, `ring/${at}`)?.objects.length ?? 0) < 200);
    assert.ok(rootsOf(repository, 'ring/7/a.yaml').length <= 1);
  });

  it('has Kustomizations that apply one another', () => {
    const files = {
      'one/flux.yaml': kustomization('two', `  path: ./two\n${source}`),
      'two/flux.yaml': kustomization(
        'one',
        `  path: ./one\n  patches:\n    - patch: |\n        - { op: add, path: /spec/path, value: ./two }\n      target: { kind: Kustomization }\n${source}`,
      ),
    };
    const repository = repositoryOf(files);
    for (const path of Object.keys(files)) {
      assert.ok(ownersOf(repository, path).every((it) => it.above.length < 10));
      problemsOf(repository, path);
    }
  });

  it('has names that differ in upper and lower case: they are different files', () => {
    const files = {
      ...fleet,
      'apps/Web/Release.yaml': config('a'),
      'apps/Web/kustomization.yaml':
        'resources:\n  - release.yaml\n   #^^^^^^^^^^^^ error kustomization/entry-missing\n',
    };
    check(files);
  });

  it('has one file with a hundred identities: each is told once', () => {
    const overlays = Array.from({ length: 100 }, (_, at) => `o${at}`);
    const files: Record<string, string> = {
      'base/kustomization.yaml': list('resources', ['a.yaml']),
      'base/a.yaml': config('a'),
    };
    for (const it of overlays)
      files[`overlays/${it}/kustomization.yaml`] = `namePrefix: ${it}-\n${list('resources', ['../../base'])}`;
    const repository = repositoryOf(files);
    const names = builtFrom(repository, 'base/a.yaml', 0).map((it) => it.identity.name);
    assert.deepEqual(names.sort(), overlays.map((it) => `${it}-a`).sort());
    files['overlays/kustomization.yaml'] = list('resources', overlays);
    assert.equal(builtFrom(repositoryOf(files), 'base/a.yaml', 0).length, 100);
  });

  it('has bases of bases, each named twice: two to the power of thirty ways', () => {
    const files: Record<string, string> = {
      'b0/kustomization.yaml': list('resources', ['a.yaml']),
      'b0/a.yaml': config('a'),
    };
    for (let at = 1; at <= 30; at++) {
      files[`b${at}/kustomization.yaml`] = list('resources', [`../l${at}`, `../r${at}`]);
      files[`l${at}/kustomization.yaml`] = `namePrefix: l\n${list('resources', [`../b${at - 1}`])}`;
      files[`r${at}/kustomization.yaml`] = `namePrefix: r\n${list('resources', [`../b${at - 1}`])}`;
    }
    const repository = repositoryOf(files);
    assert.ok(rootsOf(repository, 'b0/a.yaml').length <= 128);
    problemsOf(repository, 'b0/a.yaml');
    problemsOf(repository, 'b30/kustomization.yaml');
  });

  it('has a list of five thousand entries, one of them wrong', () => {
    const names = Array.from({ length: 5000 }, (_, at) => `c${at}.yaml`);
    const files: Record<string, string> = { 'many/kustomization.yaml': list('resources', [...names, 'nope.yaml']) };
    for (const it of names) files[`many/${it}`] = config(it.replace('.yaml', ''));
    const repository = repositoryOf(files);
    assert.equal(builtFolder(repository, 'many')?.objects.length, 5000);
    const found = problemsOf(repository, 'many/kustomization.yaml').map((it) => it.code);
    assert.deepEqual(found, ['kustomization/entry-missing']);
  });
});
