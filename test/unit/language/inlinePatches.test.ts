import assert from 'node:assert/strict';
import { definitionsAt } from '../../../src/language/references/define.ts';
import { hoverAt } from '../../../src/language/hover.ts';
import { namedAt } from '../../../src/language/references/uses.ts';
import { repositoryOf } from '../cursor.ts';
import { fleet, kustomization } from './fleet.ts';

const kustomize = `namespace: web
resources: [release.yaml, other.yaml]
patches:
  - patch: |-
      # What is web?
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata:
        name: web
      spec:
        chart:
          spec:
            sourceRef: {kind: HelmRepository, name: "charts", namespace: flux-system}
  - target: {kind: HelmRelease}
    patch: |
      - op: replace
        path: /spec/chart/spec/sourceRef/name
        value: charts
      - op: add
        path: /spec/dependsOn
        value: [{name: web}]
  - target: {kind: ConfigMap}
    patch: '[{"op": "add", "path": "/data/x", "value": "charts"}]'
  - target: {name: web}
    patch: "[]"
  - target: {name: alone}
    patch: "[]"
`;
const files = {
  ...(fleet as Record<string, string>),
  'apps/web/kustomization.yaml': kustomize,
  'apps/web/other.yaml':
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\n---\napiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata:\n  name: alone\n',
  'clusters/home/apps.yaml': kustomization(
    'apps',
    `  path: ./apps/web
  sourceRef: {kind: GitRepository, name: flux-system}
  patches:
    - target: {kind: HelmRelease}
      patch: |
        kind: HelmRelease
        metadata:
          name: alone
        spec:
          dependsOn:
            - name: web
`,
  ),
};
const path = 'apps/web/kustomization.yaml';

/** A place of these files. The first `|` of a text is none: blocks begin with one. */
function at(file: string, marked: string) {
  const start = ((files as Record<string, string>)[file] ?? '').indexOf(marked.replace('|', ''));
  assert.ok(start >= 0, marked);
  return { repository: repositoryOf(files), path: file, offset: start + marked.indexOf('|') };
}

function leads(marked: string, file = path): readonly string[] {
  const { repository, offset } = at(file, marked);
  return definitionsAt(repository, file, offset).map((it) => {
    const text = (repository.text(it.path) ?? '').slice(it.span.start, it.span.end);
    return `${it.path} ${text}`;
  });
}

/** The lines that a new name changes, as `file:line text`. */
function renamed(file: string, marked: string): readonly string[] {
  const { repository, offset } = at(file, marked);
  const renaming = namedAt(repository, file, offset)?.rename('site');
  assert.ok(renaming && 'edits' in renaming, JSON.stringify(renaming));
  return renaming.edits.map((it) => {
    const before = repository.text(it.path) ?? '';
    const after = before.slice(0, it.span.start) + it.text + before.slice(it.span.end);
    const line = before.slice(0, it.span.start).split('\n').length;
    return `${it.path}:${line} ${after.split('\n')[line - 1]?.trim() ?? ''}`;
  });
}

describe('names in inline patches', () => {
  it('lead to the object that is patched, and to what it refers to then', () => {
    assert.deepEqual(leads('        name: w|eb'), ['apps/web/release.yaml web']);
    assert.deepEqual(leads('"cha|rts"'), ['clusters/home/charts.yaml charts']);
    assert.deepEqual(leads('value: ch|arts'), ['clusters/home/charts.yaml charts']);
    assert.deepEqual(leads('value: [{name: w|eb}]'), ['apps/web/release.yaml web']);
    assert.deepEqual(leads('name: al|one', 'clusters/home/apps.yaml'), ['apps/web/other.yaml alone']);
    assert.deepEqual(leads('- name: w|eb', 'clusters/home/apps.yaml'), ['apps/web/release.yaml web']);
  });

  it('are explained', () => {
    const { repository, offset } = at(path, 'value: ch|arts');
    assert.match(hoverAt(repository, path, offset)?.markdown ?? '', /HelmRepository[^]*https:\/\/charts\.example\.com/);
  });

  it('are no references where they are not', () => {
    assert.deepEqual(leads('"value": "ch|arts"'), []);
    assert.deepEqual(leads('What is w|eb'), []);
  });

  it('are renamed with the object', () => {
    const expected = [
      'clusters/home/charts.yaml:4 name: site',
      'apps/web/release.yaml:12 name: site',
      'apps/web/kustomization.yaml:13 sourceRef: {kind: HelmRepository, name: "site", namespace: flux-system}',
      'apps/web/kustomization.yaml:18 value: site',
    ];
    assert.deepEqual(renamed('clusters/home/charts.yaml', 'name: ch|arts'), expected);
    assert.deepEqual(renamed(path, 'value: ch|arts'), expected);
    assert.deepEqual(renamed('apps/web/release.yaml', 'name: w|eb'), [
      'apps/web/release.yaml:4 name: site',
      'apps/web/kustomization.yaml:9 name: site',
      'apps/web/kustomization.yaml:21 value: [{name: site}]',
      'clusters/home/apps.yaml:18 - name: site',
    ]);
  });
});

describe('the target of a patch without a kind', () => {
  it('leads to every object that it chooses', () => {
    assert.deepEqual(leads('target: {name: w|eb}'), ['apps/web/release.yaml web', 'apps/web/other.yaml web']);
    assert.deepEqual(leads('target: {name: al|one}'), ['apps/web/other.yaml alone']);
  });

  it('is renamed with an object that it chooses alone', () => {
    assert.deepEqual(renamed('apps/web/other.yaml', 'name: al|one'), [
      'apps/web/other.yaml:8 name: site',
      'apps/web/kustomization.yaml:26 - target: {name: site}',
      'clusters/home/apps.yaml:15 name: site',
    ]);
  });
});
