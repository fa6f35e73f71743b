import assert from 'node:assert/strict';
import { countFixable, fixAll } from '../../../src/language/fixAll.ts';
import { repositoryOf } from '../carets.ts';
import { edited } from '../edited.ts';
import { object } from './object.ts';

const settings = { rules: {}, external: [] };
const source = (name: string, interval: string, url = 'https://example.com/r') =>
  object('GitRepository', `spec:\n  interval: ${interval}\n  timeout: ${interval}\n  url: ${url}\n`).replace(
    'one',
    name,
  );

describe('fixing all problems of a kind', () => {
  const text = [source('a', '1d'), source('b', 'soon'), source('c', '60', 'git@example.com:r')].join('---\n');

  it('takes the preferred fix of each, and leaves other codes and what has no fix', () => {
    const repository = repositoryOf({ 'a.yaml': text });
    assert.equal(countFixable(repository, 'duration/invalid', 'a.yaml', settings), 4);
    const edits = fixAll(repository, 'duration/invalid', 'a.yaml', settings);
    const after = text
      .replace('interval: 1d', 'interval: 24h')
      .replace('timeout: 1d', 'timeout: 1440m')
      .replace('interval: 60', 'interval: 60s')
      .replace('timeout: 60', 'timeout: 1m');
    assert.equal(edited(repository, 'a.yaml', edits), after);
  });

  it('changes nothing where the code is switched off or there is nothing to fix', () => {
    const repository = repositoryOf({ 'a.yaml': text });
    assert.deepEqual(fixAll(repository, 'source/helm-oci', 'a.yaml', settings), []);
    assert.deepEqual(fixAll(repository, 'duration/invalid', 'nothing.yaml', settings), []);
    const off = { ...settings, rules: { 'duration/invalid': 'off' as const } };
    assert.deepEqual(fixAll(repository, 'duration/invalid', 'a.yaml', off), []);
  });

  it('never gives edits that touch each other', () => {
    const ks = object('HelmRelease', 'spec:\n  chart: {}\n').replace(
      'helm.toolkit.fluxcd.io/v2',
      'helm.toolkit.fluxcd.io/v2beta1',
    );
    const repository = repositoryOf({ 'a.yaml': `${ks}---\n${ks}` });
    const edits = fixAll(repository, 'kind/version', 'a.yaml', settings);
    assert.equal(edits.length, 2);
    assert.equal(edited(repository, 'a.yaml', edits), `${ks}---\n${ks}`.replaceAll('v2beta1', 'v2'));
  });
});
