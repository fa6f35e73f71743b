import assert from 'node:assert/strict';
import { entriesOf, nameOfApplier, ownersOf } from '../../../src/language/build/ownership.ts';
import { scopesOf } from '../../../src/language/variables/variables.ts';
import { check, repositoryOf } from '../carets.ts';
import type { Files } from '../carets.ts';

const source = '  sourceRef:\n    kind: GitRepository\n    name: flux-system\n';
const flux = (name: string, path: string, more = ''): string => `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: ${name}
  namespace: flux-system
spec:
  interval: 10m
  prune: true
  path: ${path}
${source}${more}`;
const git = `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: flux-system
  namespace: flux-system
spec:
  interval: 1m
  url: https://git.example.com/fleet.git
  ref:
    branch: main
---
`;
const config = (name: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n  namespace: flux-system\n`;
const listing = (...entries: readonly string[]): string => `resources:\n${entries.map((it) => `  - ${it}\n`).join('')}`;

const inline = `patches:
  - target:
      kind: Kustomization
      name: apps
    patch: |
      - op: replace
        path: /spec/path
        value: ./apps/CLUSTER
`;
/** Two clusters that take the same Kustomization from a base, each to its own folder. */
const clusters = (patch: string, more: Files = {}): Files => ({
  'clusters/base/kustomization.yaml': listing('apps.yaml'),
  'clusters/base/apps.yaml': flux('apps', './apps/none'),
  'clusters/one/kustomization.yaml': listing('gotk-sync.yaml', '../base') + patch.replaceAll('CLUSTER', 'one'),
  'clusters/one/gotk-sync.yaml': git + flux('flux-system', './clusters/one'),
  'clusters/two/kustomization.yaml': listing('gotk-sync.yaml', '../base') + patch.replaceAll('CLUSTER', 'two'),
  'clusters/two/gotk-sync.yaml': git + flux('flux-system', './clusters/two'),
  'apps/one/a.yaml': config('a'),
  'apps/two/b.yaml': config('b'),
  'apps/none/c.yaml': config('c'),
  ...more,
});

function owners(files: Files, path: string): readonly (readonly string[])[] {
  return ownersOf(repositoryOf(files), path).map(({ applier, above }) =>
    [applier, ...above].map((it) => `${nameOfApplier(it)} ${it.folder}`),
  );
}

describe('the owner of a folder that parents choose', () => {
  const expectEach = (files: Files): void => {
    assert.deepEqual(owners(files, 'apps/one/a.yaml'), [
      ['flux-system/apps apps/one', 'flux-system/flux-system clusters/one'],
    ]);
    assert.deepEqual(owners(files, 'apps/two/b.yaml'), [
      ['flux-system/apps apps/two', 'flux-system/flux-system clusters/two'],
    ]);
    assert.deepEqual(owners(files, 'apps/none/c.yaml'), []);
  };

  it('is who is patched by a JSON patch in each overlay', () => {
    expectEach(clusters(inline));
  });

  it('is who is patched by a merge patch, in the text or in a file', () => {
    const merge = `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: apps
  namespace: flux-system
spec:
  path: ./apps/CLUSTER
`;
    expectEach(clusters(`patches:\n  - patch: |\n${merge.replaceAll(/^/gm, '      ').trimEnd()}\n`));
    expectEach(
      clusters('patches:\n  - path: path.yaml\n', {
        'clusters/one/path.yaml': merge.replace('CLUSTER', 'one'),
        'clusters/two/path.yaml': merge.replace('CLUSTER', 'two'),
      }),
    );
  });

  it('is who is patched by the spec of the Kustomization above', () => {
    const files = clusters('', {});
    const above = (name: string): string =>
      git +
      flux('flux-system', `./clusters/${name}`, `  ${inline.replaceAll('\n', '\n  ').replace('CLUSTER', name)}\n`);
    expectEach({ ...files, 'clusters/one/gotk-sync.yaml': above('one'), 'clusters/two/gotk-sync.yaml': above('two') });
  });

  it('is who has a variable in its path that the Kustomization above sets', () => {
    const above = (name: string): string =>
      git + flux('flux-system', `./clusters/${name}`, `  postBuild:\n    substitute:\n      cluster: ${name}\n`);
    expectEach({
      ...clusters(''),
      'clusters/base/apps.yaml': flux('apps', './apps/${cluster:=none}'),
      'clusters/one/gotk-sync.yaml': above('one'),
      'clusters/two/gotk-sync.yaml': above('two'),
    });
  });

  it('stays who is written when the patch is for another one, or sets something else', () => {
    const written = [['flux-system/apps apps/none', 'flux-system/flux-system clusters/one']];
    for (const patch of [inline.replace('name: apps', 'name: other'), inline.replace('/spec/path', '/spec/timeout')])
      assert.deepEqual(owners(clusters(patch), 'apps/none/c.yaml'), written);
  });

  it('is nobody here when a patch gives it the source of another repository', () => {
    const patch = inline.replace('/spec/path', '/spec/sourceRef/name').replace('./apps/CLUSTER', 'elsewhere');
    assert.deepEqual(owners(clusters(patch), 'apps/none/c.yaml'), []);
  });

  it('is who gets a source from a patch alone, when that is this repository', () => {
    const patch = (name: string) =>
      inline
        .replace('op: replace', 'op: add')
        .replace('/spec/path', '/spec/sourceRef')
        .replace('./apps/CLUSTER', `{kind: GitRepository, name: ${name}}`);
    const bare = { 'clusters/base/apps.yaml': flux('apps', './apps/none').replace(source, '') };
    const named = { ...bare, 'clusters/base/kustomization.yaml': listing('apps.yaml', 'git.yaml') };
    const other = (url: string) => git.replace('name: flux-system', 'name: config').replace(/url: .*/, `url: ${url}`);
    const files = (url: string) => clusters(patch('config'), { ...named, 'clusters/base/git.yaml': other(url) });
    const found = [['flux-system/apps apps/none', 'flux-system/flux-system clusters/one']];
    assert.deepEqual(owners(files('https://git.example.com/fleet'), 'apps/none/c.yaml'), found);
    assert.deepEqual(owners(files('https://git.example.com/other'), 'apps/none/c.yaml'), []);
  });

  it('leads to the entry of its own cluster alone, with its own variables', () => {
    const repository = repositoryOf(
      clusters(`${inline}      - op: add
        path: /spec/postBuild
        value: { substitute: { WHERE: CLUSTER } }
`),
    );
    const [one, ...more] = ownersOf(repository, 'apps/one/a.yaml');
    assert.ok(one && more.length === 0);
    assert.deepEqual([...entriesOf(repository, one.applier)], ['clusters/one/gotk-sync.yaml\n1']);
    const [document] = repository.manifest('apps/two/b.yaml')?.documents ?? [];
    assert.ok(document);
    const values = scopesOf(repository, 'apps/two/b.yaml', document).map((it) => it.variables.get('WHERE')?.value);
    assert.deepEqual(values, ['two']);
  });

  it('is told once for each cluster that gives it other variables', () => {
    const both = inline.replace('CLUSTER', 'one');
    const repository = repositoryOf(
      clusters(`${both}      - op: add
        path: /spec/postBuild
        value: { substitute: { WHERE: CLUSTER } }
`),
    );
    const [document] = repository.manifest('apps/one/a.yaml')?.documents ?? [];
    assert.ok(document);
    const values = scopesOf(repository, 'apps/one/a.yaml', document).map((it) => it.variables.get('WHERE')?.value);
    assert.deepEqual(values.sort(), ['one', 'two']);
  });

  it('follows an edit of the patch', () => {
    const files = clusters(inline);
    const repository = repositoryOf(files);
    assert.equal(ownersOf(repository, 'apps/none/c.yaml').length, 0);
    const path = 'clusters/one/kustomization.yaml';
    repository.set(path, (files[path] ?? '').replace('./apps/one', './apps/none'));
    assert.equal(ownersOf(repository, 'apps/none/c.yaml').length, 1);
    assert.equal(ownersOf(repository, 'apps/one/a.yaml').length, 0);
  });
});

describe('path/missing', () => {
  it('is told where the folder of one cluster is not there', () => {
    const files = clusters(inline);
    check({ ...files, 'apps/one/a.yaml': config('a') });
    const { 'apps/two/b.yaml': _, ...rest } = files;
    check({
      ...rest,
      'clusters/base/apps.yaml': flux('apps', './apps/none\n       #^^^^^^^^^^^ error path/missing'),
    });
  });

  it('is told of what an image automation of this repository updates, and of no other', () => {
    const automation = (name: string, path: string): string => `apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageUpdateAutomation
metadata:
  name: updates
  namespace: flux-system
spec:
  interval: 30m
  sourceRef:
    kind: GitRepository
    name: ${name}
  git:
    commit:
      author:
        email: flux@example.com
  update:
    path: ${path}
`;
    const one = 'apps/one/updates.yaml';
    check({ ...clusters(inline), [one]: automation('flux-system', './app\n         #^^^^^ warning path/missing') });
    check({ ...clusters(inline), [one]: automation('flux-system', './apps') });
    check({ ...clusters(inline), [one]: automation('flux-system', '.') });
    const deep = { 'apps/one/web/server/b.yaml': config('b') };
    const slip = './apps/one/wbe/server\n         #^^^^^^^^^^^^^^^^^^^^^ warning path/missing';
    const other = `---\n${git.replace('name: flux-system', 'name: other').replace('---\n', '')}`;
    check({ ...clusters(inline), ...deep, [one]: automation('other', slip) + other });
    check({ ...clusters(inline), ...deep, [one]: automation('other', './chart/of/others') + other });
    check({
      ...clusters(inline),
      ...deep,
      [one]: automation('other', './apps/one/wbe/server') + other.replace('fleet.git', 'other.git'),
    });
    check({
      ...clusters(inline),
      [one]: `${automation('other', './app')}---\n${git.replace('name: flux-system', 'name: other').replace('fleet.git', 'other.git').replace('---\n', '')}`,
    });
  });

  it('is told of a Kustomization that many clusters share', () => {
    const files: Record<string, string> = {
      'base/kustomization.yaml': listing('apps.yaml'),
      'base/apps.yaml': flux('apps', './apps/none\n       #^^^^^^^^^^^ error path/missing'),
    };
    for (let at = 0; at < 12; at++) {
      files[`clusters/c${at}/kustomization.yaml`] = listing('gotk-sync.yaml', '../../base');
      files[`clusters/c${at}/gotk-sync.yaml`] = git + flux('flux-system', `./clusters/c${at}`);
    }
    check(files);
  });
});
