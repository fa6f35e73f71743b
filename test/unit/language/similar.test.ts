import assert from 'node:assert/strict';
import { editDistance, isAlike, similar } from '../../../src/language/similar.ts';

describe('similar words', () => {
  it('are those that somebody may have meant, the nearest first', () => {
    assert.deepEqual(similar('podinfo', ['podinf', 'podinfo', 'PODINFO', 'opdinfo', 'nginx']), [
      'PODINFO',
      'opdinfo',
      'podinf',
    ]);
    assert.deepEqual(similar('apps', ['my-apps-of-a-team', 'infra']), ['my-apps-of-a-team']);
  });

  it('are the same, however many were looked at before the best ones came', () => {
    const far = Array.from({ length: 50 }, (_, at) => `frontend-web-x${String.fromCharCode(97 + (at % 26))}${at}`);
    const best = ['frontend-wbe', 'frontend-we', 'frontendweb'];
    assert.deepEqual(similar('frontend-web', [...far, ...best]), best);
    assert.deepEqual(similar('frontend-web', [...best, ...far]), best);
  });

  it('count a swap of neighbours as one edit, and give up beyond what is allowed', () => {
    assert.equal(editDistance('abcd', 'bacd', 3), 1);
    assert.equal(editDistance('kitten', 'sitting', 5), 3);
    assert.equal(editDistance('kitten', 'sitting', 1), 2);
    assert.ok(isAlike('source', 'sourc') && isAlike('source', 'source') && !isAlike('source', 'kustomize'));
  });
});
