import assert from 'node:assert/strict';
import { check, problemsOf, repositoryOf } from '../carets.ts';
import { fixed } from '../fixed.ts';
import { bundledSchemas } from '../../schemas.ts';
import { fleet } from './fleet.ts';

const source = '    sourceRef: {kind: GitRepository, name: flux-system}\n';
const item = (name: string, spec: string): string => `- apiVersion: kustomize.toolkit.fluxcd.io/v1
  kind: Kustomization
  metadata:
    name: ${name}
    namespace: flux-system
  spec:
    interval: 10m
    prune: true
${source}${spec}`;
const listed = (...items: readonly string[]): string => `apiVersion: v1\nkind: List\nitems:\n${items.join('')}`;
const cluster = (list: string) => ({
  ...fleet,
  'clusters/home/list.yaml': list,
  'one/a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  namespace: default\n',
});

describe('a List', () => {
  it('has items that are judged as the objects that they are', () => {
    const one = item('one', '    path: ./on\n         #^^^^ error path/missing\n');
    const two = item(
      'two',
      '    path: ./one\n    dependsOn:\n    - name: on\n           #^^ error reference/missing\n',
    );
    check(cluster(listed(one, '# between\n', two)));
    const unknown = listed(item('one', '    path: ./one\n    waits: true\n   #^^^^^ error schema/unknown-field\n'));
    check(unknown, {}, bundledSchemas());
  });

  it('may say that it is one below its items, as kubectl writes it', () => {
    const text = listed(item('one', '    path: ./on\n         #^^^^ error path/missing\n')).replace('kind: List\n', '');
    check(cluster(`${text}kind: List\nmetadata:\n  resourceVersion: ""\n`));
  });

  it('applies what its Kustomizations build', () => {
    const two = item('two', '    path: ./one\n         #^^^^^ warning build/two-owners\n');
    const one = item('one', '    path: ./one\n         #^^^^^ warning build/two-owners\n');
    check(cluster(listed(one, two)));
  });

  it('keeps its indentation in fixes', () => {
    const text = listed(item('one', '    path: ./on\n'));
    assert.equal(fixed(cluster(text), 'clusters/home/list.yaml', 'Change to "./one"'), text.replace('./on', './one'));
  });

  it('is left whole where an item uses an anchor of another', () => {
    const [first, second] = [item('one', '    path: ./one\n'), item('two', '    path: &p ./on\n')];
    const shared = listed(first.replace('interval: 10m', 'interval: &i 10m'), second.replace('10m', '*i'));
    const repository = repositoryOf(cluster(shared));
    assert.deepEqual(problemsOf(repository, 'clusters/home/list.yaml'), []);
  });
});

describe('a file that is listed and not read', () => {
  const release = `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: app, namespace: web}
spec:
  interval: 1h
  chart: {spec: {chart: app, sourceRef: {kind: HelmRepository, name: charts, namespace: flux-system}}}
  valuesFrom:
  - kind: ConfigMap
    name: settings
`;
  const files = (more: string, mark: string) => ({
    ...fleet,
    'apps/web/kustomization.yaml': `resources: [release.yaml, app.yaml${more}]\nnamespace: web\n`,
    'apps/web/app.yaml': release + mark,
    'apps/web/settings.json': null,
  });

  it('may hold what is named', () => {
    check(files(', settings.json', ''));
    check(files('', '         #^^^^^^^^ warning reference/object-missing\n'));
  });
});
