import assert from 'node:assert/strict';
import { check, problemsOf, repositoryOf } from '../carets.ts';

describe('settings and comments', () => {
  const text = (comment: string, mark = true) => `${comment}apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: a}
spec:
  # fluxwright-disable-next-line duration/invalid, path/missing
  interval: 1d
  retryInterval: 2d
${mark ? '                #^^ error duration/invalid\n' : ''}`;

  it('switch off one line', () => check(text('')));
  it('switch off a file', () => check(text('# fluxwright-disable duration/invalid\n', false)));
  it('switch off everything', () => check(text('# fluxwright-disable\r\n', false)));
  it('switch off only what they name', () => check(text('# fluxwright-disable yaml/syntax\n')));
  it('switch off a code', () => check(text('', false), { rules: { 'duration/invalid': 'off' } }));
  it('change a severity', () =>
    check(text('').replace('^^ error', '^^ hint'), { rules: { 'duration/invalid': 'hint' } }));

  const own = 'rules:\n  duration/invalid: warning\nexternal: [GitRepository/*/platform]\n';
  it('stand in a file of the repository', () =>
    check({ 'ks.yaml': text('').replace('^^ error', '^^ warning'), '.fluxwright.yaml': own }));
  it('of the editor win over those of the repository', () =>
    check(
      { 'ks.yaml': text('').replace('^^ error', '^^ hint'), '.fluxwright.yaml': own },
      { rules: { 'duration/invalid': 'hint' } },
    ));
  it('follow their file, wherever else problems are', () => {
    const repository = repositoryOf({ 'ks.yaml': text('', false), '.fluxwright.yaml': own });
    const severity = () => problemsOf(repository, 'ks.yaml').map((it) => it.severity);
    assert.deepEqual(severity(), ['warning']);
    assert.equal(repository.set('.fluxwright.yaml', 'rules: { duration/invalid: hint }'), true);
    assert.ok(repository.affectedBy(['.fluxwright.yaml']).has('ks.yaml'));
    assert.deepEqual(severity(), ['hint']);
    repository.delete('.fluxwright.yaml');
    assert.deepEqual(severity(), ['error']);
  });
});
