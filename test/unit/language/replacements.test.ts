import assert from 'node:assert/strict';
import { builtFolder } from '../../../src/language/build/built.ts';
import { ownersOf } from '../../../src/language/build/ownership.ts';
import { check, repositoryOf } from '../carets.ts';
import type { Files } from '../carets.ts';
import { fleet, kustomization } from './fleet.ts';

const config = (name: string, data: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n  namespace: a\ndata:\n${data}`;
const kustomize = (replacements: string): string =>
  `resources:\n  - from.yaml\n  - to.yaml\n  - other.yaml\n${replacements}`;
const copy = (more = '', field = 'data.b', source = 'data.a'): string => `  - source:
      kind: ConfigMap
      name: from
      fieldPath: ${source}
    targets:
      - select:
          kind: ConfigMap
        reject:
          - name: from
          - name: other
        fieldPaths:
          - ${field}
${more}`;
const files = (replacement: string): Files => ({
  'x/kustomization.yaml': kustomize(`replacements:\n${replacement}`),
  'x/from.yaml': config('from', '  a: new\n'),
  'x/to.yaml': config('to', '  b: old\n  c.d: old\n'),
  'x/other.yaml': config('other', '  b: old\n'),
});
const data = (given: Files) =>
  (builtFolder(repositoryOf(given), 'x')?.objects ?? []).map((it) => [
    it.identity.name,
    it.vague ? 'vague' : it.body()['data'],
  ]);
const [from, other] = [
  ['from', { a: 'new' }],
  ['other', { b: 'old' }],
];

describe('replacements', () => {
  it('copy a text into the chosen objects, and leave the others', () => {
    assert.deepEqual(data(files(copy())), [from, ['to', { b: 'new', 'c.d': 'old' }], other]);
    assert.deepEqual(data(files(copy('', 'data.c\\.d'))), [from, ['to', { b: 'old', 'c.d': 'new' }], other]);
    assert.deepEqual(data(files(copy('', 'data.[c.d]'))), [from, ['to', { b: 'old', 'c.d': 'new' }], other]);
  });

  it('make a field only when told to', () => {
    assert.deepEqual(data(files(copy('', 'data.z'))), [from, ['to', { b: 'old', 'c.d': 'old' }], other]);
    const create = copy('        options:\n          create: true\n', 'data.z');
    assert.deepEqual(data(files(create)), [from, ['to', { b: 'old', 'c.d': 'old', z: 'new' }], other]);
  });

  it('stand in a file of their own as well, and an edit of it counts', () => {
    const given = { ...files('  - path: copy.yaml\n'), 'x/copy.yaml': copy().replaceAll(/^ {2}/gm, '') };
    assert.deepEqual(data(given), [from, ['to', { b: 'new', 'c.d': 'old' }], other]);
    const repository = repositoryOf(given);
    builtFolder(repository, 'x');
    repository.set('x/copy.yaml', given['x/copy.yaml'].replace('data.b', 'data.[c.d]'));
    assert.deepEqual(builtFolder(repository, 'x')?.objects[1]?.body()['data'], { b: 'old', 'c.d': 'new' });
  });

  it('make only the chosen objects vague where they are not computed', () => {
    const vague = [from, ['to', 'vague'], other];
    assert.deepEqual(data(files(copy("        options:\n          delimiter: '-'\n"))), vague);
    assert.deepEqual(data(files(copy('', 'data.*'))), vague);
    assert.deepEqual(data(files(copy('', 'metadata.name'))), vague);
    assert.deepEqual(data(files(copy('', 'data.b', 'data.none'))), vague);
    assert.deepEqual(data(files(copy().replace('name: from', 'name: nobody'))), vague);
    assert.deepEqual(
      data(files('  - path: none.yaml\n')).map(([, it]) => it),
      ['vague', 'vague', 'vague'],
    );
  });

  it('may decide which folder a Kustomization builds', () => {
    const source = '  sourceRef:\n    kind: GitRepository\n    name: flux-system\n';
    const repository = repositoryOf({
      ...fleet,
      'clusters/home/kustomization.yaml': `resources:
  - flux-system/gotk-sync.yaml
  - settings.yaml
  - more.yaml
replacements:
  - source: { kind: ConfigMap, fieldPath: data.path }
    targets:
      - select: { kind: Kustomization, name: more }
        fieldPaths: [spec.path]
`,
      'clusters/home/settings.yaml': config('settings', '  path: ./more/real\n'),
      'clusters/home/more.yaml': kustomization('more', `  path: ./more/none\n${source}`),
      'more/real/a.yaml': config('a', '  a: b\n'),
      'more/none/b.yaml': config('b', '  a: b\n'),
    });
    assert.equal(ownersOf(repository, 'more/real/a.yaml').length, 1);
    assert.equal(ownersOf(repository, 'more/none/b.yaml').length, 0);
  });
});

describe('build/replacement-source and build/replacement-field', () => {
  const at = (replacement: string): Files => ({
    ...files(''),
    'x/kustomization.yaml': kustomize(`replacements:\n${replacement}`),
  });

  it('are an object, and a field, that are not there to copy from', () => {
    const source = '     #^^^^^^^^^^^^^^^ error build/replacement-source\n';
    check(at(copy().replace('kind: ConfigMap\n      name: from', `kind: ConfigMap\n${source}      name: form`)));
    check(at(copy('', 'data.b', 'data.x\n                #^^^^^^ error build/replacement-source')));
    const given = { ...at('  - path: copy.yaml\n         #^^^^^^^^^ error build/replacement-source\n') };
    check({ ...given, 'x/copy.yaml': copy('', 'data.b', 'data.x').replaceAll(/^ {2}/gm, '') });
  });

  it('are a field that nobody makes, also behind a place in a list', () => {
    check(at(copy('', 'data.z\n           #^^^^^^ error build/replacement-field')));
    const third = at(copy('', 'data.b.3.c\n           #^^^^^^^^^^ error build/replacement-field'));
    check({ ...third, 'x/to.yaml': config('to', '  b: [{c: old}]\n') });
    check(at(copy('        options:\n          create: true\n', 'data.z')));
  });

  it('are none where the field may be in a text, and where the object may come from elsewhere', () => {
    const text = { ...at(copy('', 'data.b.c')), 'x/to.yaml': config('to', '  b: "c: 1"\n') };
    check(text);
    const remote = at(copy().replace('name: from', 'name: form'));
    const file = remote['x/kustomization.yaml'] ?? '';
    check({
      ...remote,
      'x/kustomization.yaml': file.replace('resources:\n', 'resources:\n  - https://example.com/a.yaml\n'),
    });
  });

  it('write behind a place in a list', () => {
    const list = { ...at(copy('', 'data.b.1.c')), 'x/to.yaml': config('to', '  b: [{c: old}, {c: old}]\n') };
    assert.deepEqual(data(list)[1], ['to', { b: [{ c: 'old' }, { c: 'new' }] }]);
  });

  it('find no file', () => check(at('  - path: copies.yaml\n         #^^^^^^^^^^^ error build/source-missing\n')));
});
