import { check } from '../carets.ts';
import { fixed } from '../fixed.ts';
import assert from 'node:assert/strict';

const text = (marker: string, mark = '') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: one\n  namespace: web\ndata:\n  shown: app:1 # ${marker}\n${mark}`;

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

describe('image/marker-part', () => {
  const line = (field: string, policy: string, mark = '') =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: one\n  namespace: web\ndata:\n  ${field} # {"$imagepolicy": "${policy}"}\n${mark}`;
  const wrong = (field: string, policy: string) =>
    line(field, policy, `${' '.repeat(field.length + 23)}${'^'.repeat(policy.length)} warning image/marker-part\n`);

  it('is the whole image in a tag or a name, and a tag in the place of an image', () => {
    for (const [field, policy] of [
      ['tag: 1.0.0', 'flux-system:app'],
      ['newTag: 1.0.0', 'flux-system:app:name'],
      ['repository: ghcr.io/acme/app', 'flux-system:app'],
      ['newName: ghcr.io/acme/app', 'flux-system:app:tag'],
      ['image: ghcr.io/acme/app:1.0.0', 'flux-system:app:tag'],
    ] as const)
      check(wrong(field, policy));
  });

  it('is none where the parts fit, or the field may be anything', () => {
    for (const [field, policy] of [
      ['tag: 1.0.0', 'flux-system:app:tag'],
      ['newTag: 1.0.0', 'flux-system:app:tag'],
      ['tag: 1.0.0', 'flux-system:app:digest'],
      ['repository: ghcr.io/acme/app', 'flux-system:app:name'],
      ['image: ghcr.io/acme/app:1.0.0', 'flux-system:app'],
      ['image: main', 'flux-system:app:tag'],
      ['version: 1.0.0', 'flux-system:app'],
      ['tag: "${TAG}"', 'flux-system:app'],
    ] as const)
      check(line(field, policy));
  });
});
