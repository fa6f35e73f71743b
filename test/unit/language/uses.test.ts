import assert from 'node:assert/strict';
import { definitionsAt } from '../../../src/language/references/define.ts';
import { namedAt } from '../../../src/language/references/uses.ts';
import type { Repository } from '../../../src/language/repository/repository.ts';
import { place } from '../cursor.ts';
import { fleet, kustomization } from './fleet.ts';

const release = `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: other
  namespace: web
spec:
  dependsOn:
    - name: "web"
  valuesFrom:
    - kind: ConfigMap
      name: values
`;
const files = {
  ...(fleet as Record<string, string>),
  'clusters/home/more.yaml': kustomization(
    'more',
    '  path: ./more\n  dependsOn:\n    - name: apps\n  sourceRef:\n    kind: GitRepository\n    name: flux-system\n',
  ),
  'more/release.yaml': release,
  'more/values.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: values\n  namespace: web\ndata:\n  a: b\n',
  'more/policy.yaml':
    'apiVersion: image.toolkit.fluxcd.io/v1\nkind: ImagePolicy\nmetadata:\n  name: web\n  namespace: web\nspec: {}\n',
  'more/marked.yaml':
    'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: marked\n  namespace: web\ndata:\n  tag: x # {"$imagepolicy": "web:web:tag"}\n  other: x # {"$imagepolicy": "flux-system:web"}\n',
};

function at(path: string, marked: string) {
  const text = (files as Record<string, string>)[path] ?? '';
  const plain = marked.replace('|', '');
  assert.ok(text.includes(plain), plain);
  return place(text.replace(plain, marked), files, path);
}

function found({ repository, path, offset }: ReturnType<typeof at>): readonly string[] {
  const places = namedAt(repository, path, offset)?.places() ?? [];
  return places.map((it) => `${it.path}:${line(repository, it.path, it.span.start)}`).sort();
}

function line(repository: Repository, path: string, offset: number): number {
  return repository.text(path)?.slice(0, offset).split('\n').length ?? 0;
}

describe('uses', () => {
  it('of an object are found from its name and from a reference', () => {
    const expected = ['apps/web/release.yaml:4', 'more/release.yaml:8'];
    assert.deepEqual(found(at('apps/web/release.yaml', 'name: w|eb')), expected);
    assert.deepEqual(found(at('more/release.yaml', '- name: "we|b"')), expected);
    assert.deepEqual(found(at('clusters/home/more.yaml', '- name: |apps')), [
      'clusters/home/apps.yaml:4',
      'clusters/home/more.yaml:10',
    ]);
  });

  it('of ConfigMaps and of policies in markers are found too', () => {
    assert.deepEqual(found(at('more/values.yaml', 'name: |values')), ['more/release.yaml:11', 'more/values.yaml:4']);
    assert.deepEqual(found(at('more/policy.yaml', 'name: |web')), ['more/marked.yaml:7', 'more/policy.yaml:4']);
  });

  it('lead from valuesFrom to the ConfigMap', () => {
    const { repository, path, offset } = at('more/release.yaml', 'name: |values');
    assert.deepEqual(
      definitionsAt(repository, path, offset).map((it) => it.path),
      ['more/values.yaml'],
    );
  });

  it('are renamed together, quotes and markers kept', () => {
    const policy = at('more/policy.yaml', 'name: |web');
    const renaming = namedAt(policy.repository, policy.path, policy.offset)?.rename('site');
    assert.ok(renaming && 'edits' in renaming);
    const marked = renaming.edits.find((it) => it.path === 'more/marked.yaml');
    assert.ok(marked);
    const text = policy.repository.text('more/marked.yaml') ?? '';
    assert.ok(
      (text.slice(0, marked.span.start) + marked.text + text.slice(marked.span.end)).includes('"web:site:tag"'),
    );
    const web = at('apps/web/release.yaml', 'name: w|eb');
    const renamed = namedAt(web.repository, web.path, web.offset)?.rename('site');
    assert.ok(renamed && 'edits' in renamed);
    assert.deepEqual(
      renamed.edits.map((it) => [it.path, it.text]),
      [
        ['apps/web/release.yaml', 'site'],
        ['more/release.yaml', 'site'],
      ],
    );
  });

  it('are refused a name that Kubernetes refuses, and one that kustomize changes', () => {
    const web = at('apps/web/release.yaml', 'name: w|eb');
    const refused = namedAt(web.repository, web.path, web.offset)?.rename('No Name');
    assert.ok(refused && 'refusal' in refused);
    const path = 'apps/web/kustomization.yaml';
    web.repository.set(path, `${web.repository.text(path) ?? ''}namePrefix: my-\n`);
    const prefixed = namedAt(web.repository, web.path, web.offset)?.rename('site');
    assert.ok(prefixed && 'refusal' in prefixed);
  });

  it('are nothing where no name stands', () => {
    const { repository, path, offset } = at('more/release.yaml', 'sp|ec:');
    assert.equal(namedAt(repository, path, offset), undefined);
  });
});
