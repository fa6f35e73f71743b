import assert from 'node:assert/strict';
import { Document, stringify } from 'yaml';
import { fieldSteps } from '../../../src/flux/migrations.ts';
import type { FieldStep } from '../../../src/flux/migrations.ts';
import { kinds } from '../../../src/flux/kinds.ts';
import { livesOf, minors, servedVersion, stateOf } from '../../../src/flux/versions.ts';
import { fixesFor } from '../../../src/language/fixes.ts';
import { bundledSchemas } from '../../schemas.ts';
import { problemsOf, repositoryOf } from '../carets.ts';
import { edited } from '../edited.ts';
import { becomes, migrated } from '../migrated.ts';

const chart = (spec: string) =>
  `{apiVersion: VERSION, kind: HelmRelease, metadata: {name: a, namespace: b}, spec: {interval: 1h, chart: {spec: {chart: ./a, ${spec}, sourceRef: {kind: GitRepository, name: x}}}}}\n`;

const old = 'helm.toolkit.fluxcd.io/v2beta1';
const now = 'helm.toolkit.fluxcd.io/v2';
const from = (text: string) => text.replace('VERSION', old);
const to = (text: string) => text.replace('VERSION', now);

const release = (spec: string) => `apiVersion: VERSION
kind: HelmRelease
metadata: {name: a, namespace: b}
spec:
  interval: 1h
  chart:
    spec:
      chart: ./a
${spec}
      sourceRef: {kind: GitRepository, name: x}
`;

const kustomization = (version: string, indent: string, more = '') =>
  [
    `apiVersion: kustomize.toolkit.fluxcd.io/${version}`,
    'kind: Kustomization',
    'metadata: {name: a, namespace: b}',
    'spec:',
    '  interval: 1h',
    '  prune: true',
    ...(more === '' ? [] : [`  ${more}`]),
    '  path: ./',
    '  sourceRef: {kind: GitRepository, name: x}',
  ]
    .map((line, at) => `${at === 0 ? indent.replace(/  $/, '- ') : indent}${line}\n`)
    .join('');

/** An object that has all of some fields, and beside each another one. */
function withFields(steps: readonly FieldStep[]): object {
  const document = new Document({ spec: { suspend: true } });
  for (const { path, act } of steps) {
    const place = path.map((it) => (it === '*' ? 0 : it));
    place.forEach((_, at) => {
      if (document.hasIn(place.slice(0, at))) return;
      document.setIn(place.slice(0, at), document.createNode(place[at] === 0 ? [] : {}));
    });
    document.setIn([...place.slice(0, -1), 'other'], 'x');
    document.setIn(place, document.createNode(act === 'to-list' ? 'v.yaml' : act === 'remove' ? {} : [{ a: 'b' }]));
  }
  return document.toJS() as object;
}

describe('migration of odd forms', () => {
  it('knows flow style and JSON', () => {
    becomes(from(chart('valuesFile: v.yaml')), to(chart('valuesFiles: [v.yaml]')));
    becomes(from(chart('valuesFile: v.yaml, valuesFiles: [b.yaml]')), to(chart('valuesFiles: [v.yaml, b.yaml]')));
    const json = (version: string, files: object) =>
      JSON.stringify({
        apiVersion: version,
        kind: 'HelmRelease',
        metadata: { name: 'a', namespace: 'b' },
        spec: { interval: '1h', chart: { spec: { chart: './a', ...files, sourceRef: { kind: 'Bucket', name: 'x' } } } },
      });
    const after = migrated({ 'a.yaml': json(old, { valuesFile: 'v.yaml' }) })['a.yaml'] ?? '';
    assert.deepEqual(JSON.parse(after), JSON.parse(json(now, { valuesFiles: ['v.yaml'] })));
    becomes(
      '{apiVersion: source.toolkit.fluxcd.io/v1beta1, kind: GitRepository, metadata: {name: a, namespace: b}, spec: {interval: 1h, url: "https://example.com/a", gitImplementation: libgit2, accessFrom: {namespaceSelectors: []}}}\n',
      '{apiVersion: source.toolkit.fluxcd.io/v1, kind: GitRepository, metadata: {name: a, namespace: b}, spec: {interval: 1h, url: "https://example.com/a"}}\n',
    );
  });

  it('knows quoted keys and anchors', () => {
    const quoted = (version: string) => kustomization(version, '').replace(/^(apiVersion|kind)/gm, '"$1"');
    becomes(quoted('v1beta2'), quoted('v1'));
    const anchored = (version: string) => kustomization(version, '').replace(/^apiVersion: /, 'apiVersion: &v ');
    becomes(anchored('v1beta1'), anchored('v1'));
  });

  it('brings values files together, however they are written', () => {
    const after = to(release('      valuesFiles: [v.yaml]'));
    becomes(from(release('      valuesFile: v.yaml\n      valuesFiles: []')), after);
    becomes(from(release('      valuesFiles:\n      valuesFile: v.yaml')), after);
    becomes(from(release('      valuesFile: >-\n        v.yaml')), to(release('      valuesFiles: ["v.yaml"]')));
    becomes(from(release('      valuesFile: a b.yaml')), to(release('      valuesFiles: ["a b.yaml"]')));
    becomes(from(release('      valuesFile:\n      version: 1.x')), to(release('      version: 1.x')));
  });

  it('drops lists of patches that hold nothing', () => {
    const lists = 'patchesJson6902: []\n  patchesStrategicMerge:';
    becomes(kustomization('v1beta1', '', lists), kustomization('v1', ''));
    becomes(kustomization('v1beta1', '', `patches: []\n  ${lists}`), kustomization('v1', '', 'patches: []'));
  });

  it('reaches the objects in a List and in a ResourceSet, each with its fix', () => {
    const list = (version: string, more?: string) =>
      `apiVersion: v1\nkind: List\nitems:\n${kustomization(version, '  ', more)}${kustomization(version, '  ')}`;
    becomes(list('v1beta1', 'validation: client'), list('v1'));
    const set = (version: string, more?: string) =>
      `apiVersion: fluxcd.controlplane.io/v1\nkind: ResourceSet\nmetadata: {name: s, namespace: b}\nspec:\n  resources:\n${kustomization(version, '    ', more)}`;
    becomes(set('v1beta1', 'validation: client'), set('v1'));

    const repository = repositoryOf({ 'a.yaml': set('v1beta1', 'validation: client') }, bundledSchemas());
    const problems = problemsOf(repository, 'a.yaml').filter((it) => it.code === 'kind/version');
    const [fix] = problems.flatMap((it) => fixesFor(repository, 'a.yaml', it));
    assert.equal(edited(repository, 'a.yaml', fix?.edits ?? []), set('v1'));
  });

  it('chooses a version that every Flux of the repository serves', () => {
    const components = (minor: string) =>
      `# Flux Version: v${minor}.0\napiVersion: v1\nkind: Namespace\nmetadata: {name: flux-system}\n`;
    const source = (version: string) =>
      `apiVersion: source.toolkit.fluxcd.io/${version}\nkind: HelmRepository\nmetadata: {name: a, namespace: b}\nspec: {interval: 1h, url: "https://example.com"}\n`;
    const with2 = (older: string, newer: string, version: string) =>
      migrated({
        'one/gotk-components.yaml': components(older),
        'two/gotk-components.yaml': components(newer),
        'a.yaml': source(version),
      })['a.yaml'];
    assert.equal(with2('2.3', '2.9', 'v1beta1'), source('v1'));
    assert.equal(with2('2.2', '2.4', 'v1beta1'), source('v1beta2'));
    assert.equal(with2('2.2', '2.4', 'v1beta2'), undefined);
    // None is served by both: the newer has the word.
    assert.equal(with2('2.2', '2.9', 'v1beta2'), source('v1'));
  });

  it('leads from each version of each kind to the newest that a Flux serves, with none of the fields that went', () => {
    let pairs = 0;
    for (const { group, kind } of kinds) {
      for (const life of livesOf(group, kind)) {
        for (const minor of minors) {
          const target = servedVersion(group, kind, { oldest: minor, newest: minor });
          const isOld = ['deprecated', 'removed'].includes(stateOf(life, minor));
          if (target === undefined || !isOld) continue;
          pairs++;
          const gone = fieldSteps.filter((it) => it.kind === kind && it.versions.includes(life.version));
          const kept = gone.filter((it) => it.versions.includes(target));
          const text = `apiVersion: ${group}/${life.version}\nkind: ${kind}\nmetadata: {name: a, namespace: b}\n`;
          const repository = repositoryOf({ 'a.yaml': text + stringify(withFields(gone)) });
          const [problem] = problemsOf(repository, 'a.yaml', { fluxVersion: minor }).filter((it) =>
            it.code.startsWith('kind/'),
          );
          const [fix] = problem ? fixesFor(repository, 'a.yaml', problem) : [];
          const after = edited(repository, 'a.yaml', fix?.edits ?? []);
          assert.match(after, new RegExp(`^apiVersion: ${group}/${target}\n`), `${kind} ${life.version} on ${minor}`);
          const left = gone.filter((it) => new RegExp(`\\b${it.path.at(-1) ?? ''}:`).test(after));
          assert.deepEqual(left, kept, `${kind} ${life.version} on ${minor}\n${after}`);
        }
      }
    }
    assert.ok(pairs > 100, `${pairs} pairs`);
  });
});
