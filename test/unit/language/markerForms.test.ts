import { check } from '../carets.ts';
import { fixed } from '../fixed.ts';
import assert from 'node:assert/strict';

const text = (marker: string, mark = '') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: one\n  namespace: web\ndata:\n  image: app:1 # ${marker}\n${mark}`;

describe('image/marker-form', () => {
  const under = (length: number) => `                 ${'^'.repeat(length)} warning image/marker-form\n`;

  it('finds comments that are nearly markers', () => {
    for (const it of [
      "{'$imagepolicy': 'flux-system:app'}",
      '{$imagepolicy: flux-system:app}',
      '{"$imagePolicy": "flux-system:app:tag"}',
      '{"$imagepolicy": "app"}',
      '{"$imagepolicy": "flux-system:app:version"}',
      '{"$imagepolicy": "flux-system:app"',
    ])
      check(text(it, under(it.length)));
  });

  it('is silent about markers, and about words', () => {
    for (const it of [
      '{"$imagepolicy": "flux-system:app"}',
      '{ "$imagepolicy" : "flux-system:app:digest" }',
      'the $imagepolicy of the app',
      '{"$imagepolicy": "<namespace>:<name>"}',
    ])
      check(text(it));
  });

  it('can be repaired where its parts are known', () => {
    const wrong = text("{'$imagepolicy': 'flux-system:app:tag'}");
    const right = text('{"$imagepolicy": "flux-system:app:tag"}');
    assert.equal(fixed({ 'a.yaml': wrong }, 'a.yaml', 'Write {"$imagepolicy": "flux-system:app:tag"}'), right);
  });
});
