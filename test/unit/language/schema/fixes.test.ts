import assert from 'node:assert/strict';
import { fixesFor } from '../../../../src/language/fixes.ts';
import { bundledSchemas } from '../../../schemas.ts';
import { problemsOf, repositoryOf } from '../../carets.ts';
import { configMap, deployment, kustomization } from './objects.ts';

const schemas = bundledSchemas();

/** The text after the fix with a title for the first problem of an area, which must be gone then. */
function fixed(text: string, title: string): string {
  const repository = repositoryOf({ 'a.yaml': text }, schemas);
  const of = () => problemsOf(repository, 'a.yaml').filter((it) => it.code.startsWith('schema/'));
  const [problem, ...others] = of();
  assert.ok(problem !== undefined && others.length === 0, `one problem, not ${others.length + 1}`);
  const fixes = fixesFor(repository, 'a.yaml', problem);
  const fix = fixes.find((it) => it.title === title);
  assert.ok(fix, `"${title}" among ${JSON.stringify(fixes.map((it) => it.title))}`);
  let after = text;
  for (const edit of [...fix.edits].sort((a, b) => b.span.start - a.span.start)) {
    after = after.slice(0, edit.span.start) + edit.text + after.slice(edit.span.end);
  }
  repository.set('a.yaml', after);
  assert.deepEqual(of(), [], 'nothing is left');
  return after;
}

const healthy = '  interval: 10m\n  prune: true\n';

describe('fixes of what a schema refuses', () => {
  it('rename a field', () =>
    assert.equal(
      fixed(
        kustomization('  interval: 10m\n  prunes: true # all\n').replace(
          'prunes: true # all\n',
          'prune: true\n  waits: true # all\n',
        ),
        'Change to "wait"',
      ),
      kustomization('  interval: 10m\n  prune: true\n  wait: true # all\n'),
    ));

  it('move a field to its place, with all its lines', () => {
    const release = (chart: string, spec: string) => `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: a, namespace: b}
spec:
${spec}  chart:
    spec:
${chart}      chart: a
      sourceRef: {kind: HelmRepository, name: a}
  interval: 1h
`;
    assert.equal(
      fixed(release('', '  valuesFiles:\n  - a.yaml\n\n  - b.yaml\n'), 'Move to "spec.chart.spec"'),
      release('      valuesFiles:\n      - a.yaml\n\n      - b.yaml\n', ''),
    );
  });

  it('remove a field, with all its lines', () =>
    assert.equal(
      fixed(kustomization(`${healthy}  zzz:\n    - a: b\n      c: d\n  wait: true\n`), 'Remove "zzz"'),
      kustomization(`${healthy}  wait: true\n`),
    ));

  it('remove a field without a value', () =>
    assert.equal(fixed(kustomization(`${healthy}  timeout:\n`), 'Remove the field'), kustomization(healthy)));

  it('put text in quotes', () => {
    assert.equal(fixed(configMap('  a: 0777\n'), 'Put it in quotes'), configMap('  a: "0777"\n'));
    assert.equal(
      fixed(configMap('  a: 2026-01-01 # day\n'), 'Put it in quotes'),
      configMap('  a: "2026-01-01" # day\n'),
    );
  });

  it('take quotes away', () => {
    assert.equal(fixed(deployment('  replicas: "3"\n', ''), 'Take the quotes away'), deployment('  replicas: 3\n', ''));
    assert.equal(
      fixed(kustomization(`${healthy}  wait: yes\n`), 'Write true'),
      kustomization(`${healthy}  wait: true\n`),
    );
  });

  it('choose an allowed value', () =>
    assert.equal(
      fixed(kustomization(`${healthy}  deletionPolicy: delete\n`), 'Change to "Delete"'),
      kustomization(`${healthy}  deletionPolicy: Delete\n`),
    ));

  it('make a name one that Kubernetes takes', () =>
    assert.equal(
      fixed(configMap('  a: b\n').replace('name: a', "name: 'My_A'"), 'Change to "my-a"'),
      configMap('  a: b\n').replace('name: a', "name: 'my-a'"),
    ));
});
