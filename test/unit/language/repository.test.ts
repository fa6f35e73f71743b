import assert from 'node:assert/strict';
import { rootsOf } from '../../../src/language/build/roots.ts';
import { diagnose } from '../../../src/language/diagnose.ts';
import { Manifest } from '../../../src/language/repository/manifest.ts';
import { scanOutline } from '../../../src/language/yaml/outline.ts';
import { outlineOf } from '../../../src/language/yaml/outlineOf.ts';
import { parseOne } from '../../../src/language/yaml/parse.ts';
import { Repository } from '../../../src/language/repository/repository.ts';
import { headerWant, kustomizeWant, wanted } from '../../../src/language/yaml/wanted.ts';
import { problemsOf, repositoryOf } from '../carets.ts';
import { fleet, kustomization } from './fleet.ts';

const settings = { rules: {}, external: [] };

describe('a repository', () => {
  it('tells whether an edit can change the problems of other files', () => {
    const path = 'clusters/home/apps.yaml';
    const text = kustomization(
      'apps',
      '  path: ./apps\n  sourceRef:\n    kind: GitRepository\n    name: flux-system\n',
    );
    const repository = repositoryOf(fleet);
    assert.equal(repository.set(path, text), true, 'a new file');
    assert.equal(repository.set(path, text), false, 'the same text');
    assert.equal(
      repository.set(path, text.replace('spec:', 'spec:\n  prune: true')),
      false,
      'a field nobody else reads',
    );
    assert.equal(repository.set(path, text.replace('name: apps', 'name: app')), true, 'a name');
    assert.equal(repository.set(path, text.replace('./apps', './app')), true, 'a path');
    assert.equal(repository.set(path, `${text}\0`), true, 'no text any more');
  });

  it('keeps the kustomization file of a folder when another one goes', () => {
    const list = 'resources: [a.yaml]\n';
    const repository = repositoryOf({ 'kustomization.yaml': list, Kustomization: 'resources: []\n', 'a.yaml': '' });
    assert.equal(repository.builds.fileOf('')?.path, 'kustomization.yaml');
    repository.delete('Kustomization');
    assert.equal(repository.builds.fileOf('')?.path, 'kustomization.yaml');
  });

  it('tells a file that the kustomization file in the root lists from one that nothing lists', () => {
    const files = { 'kustomization.yaml': 'resources: [a/a.yaml]\n', 'a/a.yaml': 'a: 1\n', 'a/b.yaml': 'b: 1\n' };
    const repository = repositoryOf(files);
    assert.equal(rootsOf(repository, 'a/a.yaml').length, 1);
    assert.equal(rootsOf(repository, 'a/b.yaml').length, 0);
  });

  it('is the same however it came about', () => {
    const path = 'clusters/home/more.yaml';
    const wrong = kustomization(
      'more',
      '  path: ./nope\n  sourceRef:\n    kind: GitRepository\n    name: flux-sytem\n',
    );
    const grown = repositoryOf({ ...fleet, [path]: wrong, 'other.txt': null });
    for (const name of Object.keys(fleet)) grown.delete(name);
    grown.delete('other.txt');
    assert.deepEqual([...grown.folders.all()], ['clusters/home', 'clusters']);
    for (const [name, text] of Object.entries(fleet)) grown.set(name, text ?? '');
    const fresh = repositoryOf({ ...fleet, [path]: wrong });
    const words = (it: Repository) => problemsOf(it, path).map((one) => `${one.severity} ${one.message}`);
    assert.deepEqual(words(grown), words(fresh));
    assert.equal(words(fresh).length, 1);
  });

  it('sees an edit of another file at once', () => {
    const repository = repositoryOf(fleet);
    const charts = fleet['clusters/home/charts.yaml'] ?? '';
    repository.set('clusters/home/charts.yaml', charts.replace('name: charts', 'name: charts2'));
    assert.deepEqual(
      problemsOf(repository, 'apps/web/release.yaml').map((it) => it.code),
      ['reference/missing'],
    );
    assert.ok(repository.affectedBy(['clusters/home/charts.yaml']).has('apps/web/release.yaml'));
    repository.set('clusters/home/charts.yaml', charts);
    assert.deepEqual(problemsOf(repository, 'apps/web/release.yaml'), []);
    repository.delete('clusters/home/charts.yaml');
    assert.deepEqual(
      problemsOf(repository, 'apps/web/release.yaml').map((it) => it.code),
      ['reference/missing'],
    );
  });

  it('counts what takes variables, and what is encrypted, among the files that an edit elsewhere touches', () => {
    const repository = repositoryOf({
      ...fleet,
      'apps/web/config.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  a: ${A}\n',
      'apps/web/secret.yaml': 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\nsops:\n  mac: x\n',
    });
    const affected = repository.affectedBy(['clusters/home/apps.yaml']);
    assert.deepEqual(
      ['apps/web/config.yaml', 'apps/web/secret.yaml'].filter((it) => !affected.has(it)),
      [],
    );
  });

  it('parses only the section that an edit touches', () => {
    const before = new Manifest('a.yaml', 'a: 1\n---\nb: 2\n---\nc: 3\n');
    const after = new Manifest('a.yaml', 'a: 1\n---\nb: 22\n---\nc: 3\n', before);
    const same = after.documents.map((it, at) => it.section === before.documents[at]?.section);
    assert.deepEqual(same, [true, false, true]);
    assert.equal(after.documents[2]?.start, 15);
  });

  it('knows files by name when they are too large or no text', () => {
    const repository = repositoryOf({ 'a.yaml': 'x\0y', 'b.yaml': 'a: '.padEnd(6 * 1024 * 1024, 'x') });
    const codes = ['a.yaml', 'b.yaml'].flatMap((path) => diagnose(repository, path, settings).map((it) => it.code));
    assert.deepEqual(codes, ['file/binary', 'file/too-large']);
    repository.set('a.yaml', 'a: 1\n');
    assert.deepEqual(problemsOf(repository, 'a.yaml'), []);
    assert.deepEqual(problemsOf(repository, 'nowhere.yaml'), []);
  });
});

describe('outlines', () => {
  const texts = {
    plain: 'apiVersion: v1\nkind: A\nmetadata:\n  name: a # b\n  namespace: "n"\n',
    lists:
      "resources:\n- a\n- b # c\n- 'd e'\npatches:\n  - path: p\n    target: {kind: X}\n  -\n    path: q\nnamespace: n\n",
    empty: 'metadata:\nkind:\nresources:\n\nnamespace: ~\n',
    deeper:
      'other:\n  metadata:\n    name: no\nmetadata:\n    labels:\n      name: no\n    name: yes\nspec:\n  - kind: no\n',
    block: 'data: |\n  kind: no\n  metadata:\n    name: no\nkind: B\ntext: >-\n kind: no\n',
    odd: 'kind : A\n"metadata":\n  "name": x:y\n  namespace: a#b\n',
    windows: '---\r\nkind: A\r\nmetadata:\r\n  name: b\r\n',
    nested: 'resources:\n  - a\n  - - b\n  - c: d\n  - e\n',
    indented: '  kind: A\n  metadata:\n    name: b\n',
    list: '- op: replace\n  path: /x\n  kind: no\n',
    flow: 'kind: A\nmetadata: {name: a}\nresources: [a, "b"]\n',
    aliases: 'a: &a {name: x}\nmetadata: *a\nkind: &k K\n',
    merges: 'base: &b {kind: K}\n<<: *b\nmetadata:\n  <<: {namespace: n}\n  name: a\n',
    long: 'metadata:\n  name: one\n    two\nkind: >-\n  folded\n',
    escapes: "metadata:\n  name: \"a\\tb\"\n  namespace: 'it''s'\n",
    'anchors before scalars, lists and mappings':
      'apiVersion: &v kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: &m # all\n  name: &app  "a"\n  namespace: &ns\nspec: &s\n  path: &p ./a # b\n  dependsOn: &d\n  - name: &e b\n  sourceRef: &r\n    kind: GitRepository\n    name: *app\n',
  };
  for (const [what, text] of Object.entries(texts)) {
    it(`are the same from lines as from a parse: ${what}`, () => {
      const { document } = parseOne(text);
      for (const want of [headerWant, kustomizeWant, ...wanted.values()]) {
        const scanned = scanOutline(text, want);
        const parsed = outlineOf(document, want);
        const order = (it: typeof parsed) => [...it].sort((a, b) => (a.path < b.path ? -1 : 1));
        if (scanned) assert.deepEqual(order(scanned), order(parsed));
      }
    });
  }
});

describe('any text', () => {
  const good = `${kustomization('a', '  dependsOn:\n    - &x {name: b}\n    - *x\n  path: ./x\n')}---\nresources: [a, *y]\n`;
  const texts: Readonly<Record<string, string>> = {
    brackets: '['.repeat(100_000),
    braces: '{a: '.repeat(5000),
    'nested keys': Array.from({ length: 1500 }, (_, at) => `${' '.repeat(at)}a:`).join('\n'),
    dashes: '- '.repeat(10_000),
    'an alias bomb': `a: &a [x]\n${Array.from({ length: 30 }, (_, at) => `b${at}: &b${at} [*a, *a, *a]`).join('\n')}`,
    'an alias to itself': 'metadata: &a\n  name: *a\n  <<: *a\nkind: *a\n',
    'merges in a circle': 'a: &a\n  <<: *b\nb: &b\n  <<: *a\nmetadata: *a\n',
    'many markers': '---\n'.repeat(3000),
    'many keys': Array.from({ length: 5000 }, (_, at) => `k${at}: 1`).join('\n'),
    quotes: '"'.repeat(9999),
    'control characters': 'a: \u0001\u001b[31m\ud800\n\u2028b: 1\u0085c: 2',
    tabs: '\t\t\ta:\t\tb\n\t- c',
    'strange keys': '? {a: b}\n: c\n[d]: e\n? |\n  f\n: g\n~: h\n1: i\n__proto__: j\nconstructor: k\n',
  };
  for (const [what, text] of Object.entries(texts)) {
    it(`gives problems or none: ${what}`, () => {
      for (const path of ['a.yaml', 'kustomization.yaml']) {
        const repository = new Repository();
        repository.set(path, text);
        assert.ok(diagnose(repository, path, settings).length < 100_000);
      }
    });
  }

  it('half typed, gives problems or none, and spans inside the text', () => {
    for (let end = 0; end <= good.length; end++) {
      const text = good.slice(0, end);
      const repository = repositoryOf({ ...fleet, 'a.yaml': text, 'kustomization.yaml': text });
      for (const path of ['a.yaml', 'kustomization.yaml']) {
        for (const { span } of diagnose(repository, path, settings)) {
          assert.ok(span.start >= 0 && span.start <= span.end && span.end <= end);
        }
      }
    }
  });
});
