import assert from 'node:assert/strict';
import { builtAt } from '../../../src/language/build/built.ts';
import { entriesOf, nameOfApplier, ownersOf } from '../../../src/language/build/ownership.ts';
import { check, repositoryOf } from '../carets.ts';
import type { Files } from '../carets.ts';
import { fleet, kustomization } from './fleet.ts';

const head = 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n';
const source = '  sourceRef:\n    kind: GitRepository\n    name: flux-system\n';
const config = (name: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n  namespace: flux-system\n`;

describe('who owns a file', () => {
  const repository = repositoryOf({
    ...fleet,
    'apps/web/lost.yaml': config('lost'),
    'loose.yaml': config('loose'),
  });
  const owners = (path: string) =>
    ownersOf(repository, path).map(({ applier, above }) => [applier, ...above].map(nameOfApplier));

  it('is told up to the entry', () => {
    assert.deepEqual(owners('apps/web/release.yaml'), [['flux-system/apps', 'flux-system/flux-system']]);
    assert.deepEqual(owners('clusters/home/charts.yaml'), [['flux-system/flux-system']]);
    assert.deepEqual(owners('clusters/home/flux-system/gotk-sync.yaml'), [['flux-system/flux-system']]);
  });

  it('is nobody for orphans and what lies elsewhere', () => {
    assert.deepEqual(owners('apps/web/lost.yaml'), []);
    assert.deepEqual(owners('loose.yaml'), []);
  });

  it('begins at one entry for each cluster', () => {
    const other = (fleet['clusters/home/flux-system/gotk-sync.yaml'] ?? '').replace(
      './clusters/home',
      './clusters/two',
    );
    const both = repositoryOf({
      ...fleet,
      'clusters/two/flux-system/gotk-sync.yaml': other,
      'clusters/two/apps.yaml': fleet['clusters/home/apps.yaml'] ?? '',
    });
    const [one, two, ...more] = ownersOf(both, 'apps/web/release.yaml').map((it) => it.applier);
    assert.ok(one && two && more.length === 0);
    assert.notDeepEqual([...entriesOf(both, one)], [...entriesOf(both, two)]);
  });
});

describe('build/path-is-file', () => {
  it('is a path of a Kustomization that names a file', () =>
    check({
      ...fleet,
      'clusters/home/more.yaml': kustomization(
        'more',
        `  path: ./apps/web/release.yaml\n       #^^^^^^^^^^^^^^^^^^^^^^^ error build/path-is-file\n${source}`,
      ),
      'clusters/home/good.yaml': kustomization('good', `  path: ./other\n${source}`),
      'other/a.yaml': config('other'),
    }));
});

describe('build/ignored', () => {
  it('is an entry that Flux never gets', () => {
    const files = {
      ...fleet,
      'apps/web/kustomization.yaml': `${fleet['apps/web/kustomization.yaml'] ?? ''}  - .github/a.yaml
   #^^^^^^^^^^^^^^ warning build/ignored
  - github/a.yaml
`,
      'apps/web/.github/a.yaml': config('a'),
      'apps/web/github/a.yaml': config('b'),
    };
    check(files);
  });

  const sync = fleet['clusters/home/flux-system/gotk-sync.yaml'] ?? '';
  const ignoring = (ignore: string, more: Files = {}): Files => ({
    ...fleet,
    'clusters/home/flux-system/gotk-sync.yaml': sync.replace(
      '  interval: 1m\n',
      `  interval: 1m\n  ignore: |\n${ignore.replaceAll(/^/gm, '    ')}\n`,
    ),
    ...more,
  });
  const marked = (path: string): string =>
    kustomization('more', `  path: ${path}\n       #${'^'.repeat(path.length)} warning build/ignored\n${source}`);
  const silent = (path: string): string => kustomization('more', `  path: ${path}\n${source}`);
  const listed = '/*\n!/clusters\n!/apps';

  it('is a folder that the source of the Kustomization does not let in', () => {
    const more = { 'extra/one/a.yaml': config('one') };
    check(ignoring(listed, { ...more, 'clusters/home/more.yaml': marked('./extra/one') }));
    check(ignoring(`${listed}\n!/extra`, { ...more, 'clusters/home/more.yaml': silent('./extra/one') }));
    check(ignoring('*.txt', { ...more, 'clusters/home/more.yaml': silent('./extra/one') }));
    check(ignoring('/extra/one/a.yaml', { ...more, 'clusters/home/more.yaml': silent('./extra/one') }));
  });

  it('is not told where another file of the source, or a patch, may say otherwise', () => {
    const more = { 'extra/one/a.yaml': config('one'), 'clusters/home/more.yaml': silent('./extra/one') };
    check(
      ignoring(listed, { ...more, 'clusters/away/gotk-sync.yaml': sync.replace('./clusters/home', './clusters/away') }),
    );
    const patch =
      'patches:\n  - target: { kind: GitRepository }\n    patch: |\n      - { op: remove, path: /spec/ignore }\n';
    check(
      ignoring(listed, {
        ...more,
        'clusters/home/flux-system/kustomization.yaml': `resources: [gotk-sync.yaml]\n${patch}`,
      }),
    );
  });

  it('knows no list of its own where the source has one', () => {
    const folder = 'apps/web/.github/a.yaml';
    const web = `${fleet['apps/web/kustomization.yaml'] ?? ''}  - .github/a.yaml\n`;
    check(ignoring('*.txt', { 'apps/web/kustomization.yaml': web, [folder]: config('a') }));
  });

  it('leaves out of a folder that is built as a whole what the source leaves out', () => {
    const twice = config('lost');
    const files = {
      'loose/a.yaml': twice,
      'loose/drafts/b.yaml': twice,
      'loose/unit/kustomization.yaml': 'resources: [c.yaml]\n',
      'loose/unit/c.yaml': twice,
      'clusters/home/more.yaml': silent('./loose'),
    };
    check(ignoring('drafts/\nunit/', files));
    const repository = repositoryOf(ignoring('drafts/\nunit/', files));
    const owner = ownersOf(repository, 'loose/a.yaml')[0]?.applier;
    assert.ok(owner);
    assert.deepEqual(ownersOf(repository, 'loose/drafts/b.yaml'), []);
    const objects = builtAt(repository, { applier: owner })?.objects.map((it) => it.origin.path);
    assert.deepEqual(objects, ['loose/a.yaml']);
  });
});

describe('build/two-owners', () => {
  const two = (more: string, mark: string): Files => ({
    ...fleet,
    'clusters/home/one.yaml': kustomization('one', `  path: ./things\n${mark}${source}`),
    'clusters/home/two.yaml': kustomization(
      'two',
      `  path: ./things/sub\n${mark.replace('^'.repeat(8), '^'.repeat(12))}${source}${more}`,
    ),
    'things/sub/a.yaml': config('a'),
  });

  it('is a folder that two Kustomizations of a cluster build', () =>
    check(two('', '       #^^^^^^^^ warning build/two-owners\n')));

  it('is an object of one name in files of two Kustomizations, as builds leave them', () => {
    const [one, two] = ['one', 'two'].map((name) =>
      kustomization(name, `  path: ./${name}\n       #^^^^^ warning build/two-owners\n${source}`),
    );
    const files = {
      ...fleet,
      'clusters/home/one.yaml': one ?? '',
      'clusters/home/two.yaml': two ?? '',
      'one/a.yaml': config('a'),
      'two/b.yaml': config('a'),
    };
    check(files);
    const quiet = (it: string): string => it.replace(/ *#\^.*\n/, '');
    check({
      ...files,
      'clusters/home/one.yaml': quiet(one ?? ''),
      'clusters/home/two.yaml': quiet(two ?? ''),
      'two/kustomization.yaml': `${head}namePrefix: my-\nresources: [b.yaml]\n`,
    });
  });

  it('is judged by the names that variables make', () => {
    const app = (name: string, value: string, mark = ''): string =>
      kustomization(
        name,
        `  path: ./${name}\n${mark}${source}  components: [../part]\n  postBuild:\n    substitute: {APP: ${value}}\n`,
      );
    const files = (one: string, two: string): Files => ({
      ...fleet,
      'clusters/home/one.yaml': one,
      'clusters/home/two.yaml': two,
      'one/a.yaml': config('one'),
      'two/b.yaml': config('two'),
      'part/kustomization.yaml': `${head.replace('v1beta1', 'v1alpha1').replace('kind: Kustomization', 'kind: Component')}resources: [claim.yaml]\n`,
      'part/claim.yaml': config('${CLAIM:=${APP}}'),
    });
    const mark = '       #^^^^^ warning build/two-owners\n';
    check(files(app('one', 'one', mark), app('two', 'one', mark)));
    check(files(app('one', 'one'), app('two', 'two')));
  });

  it('is none where the second puts it elsewhere', () => check(two('  targetNamespace: elsewhere\n', '')));

  it('is none where the first has a kustomization file that leaves it out', () =>
    check({ ...two('', ''), 'things/kustomization.yaml': `${head}resources: []\n` }));

  it('is none for clusters that share a folder', () => {
    const other = (fleet['clusters/home/flux-system/gotk-sync.yaml'] ?? '').replace(
      './clusters/home',
      './clusters/two',
    );
    check({
      ...fleet,
      'clusters/two/flux-system/gotk-sync.yaml': other,
      'clusters/two/apps.yaml': (fleet['clusters/home/apps.yaml'] ?? '').replace('name: apps', 'name: programs'),
      'clusters/two/charts.yaml': fleet['clusters/home/charts.yaml'] ?? '',
    });
  });
});
