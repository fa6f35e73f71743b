import assert from 'node:assert/strict';
import { completing, defining, hovering } from '../cursor.ts';
import type { Files } from '../cursor.ts';

const policy = (name: string): string =>
  `apiVersion: image.toolkit.fluxcd.io/v1\nkind: ImagePolicy\nmetadata:\n  name: ${name}\n  namespace: flux-system\n`;
const files: Files = { 'images/web.yaml': policy('web') };
const values = (line: string): string => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  ${line}\n`;

describe('image markers', () => {
  it('are offered behind a brace in a comment, the part that fits the key first', () => {
    const [first] = completing(values('tag: 1.2.3 # {|'), files).all;
    assert.equal(first?.label, 'flux-system:web:tag');
    assert.equal(first.insert, '{"$imagepolicy": "flux-system:web:tag"}');
    assert.equal(completing(values('image: a/b:1 # {|'), files).all[0]?.label, 'flux-system:web');
    assert.equal(completing(values('digest: x # {"$ima|'), files).all[0]?.label, 'flux-system:web:digest');
  });

  it('replace what is typed, and close what is open', () => {
    const taken = (line: string) => completing(values(line), files).taking('flux-system:web:tag').split('\n')[5];
    const whole = '  tag: 1 # {"$imagepolicy": "flux-system:web:tag"}';
    assert.equal(taken('tag: 1 # {|'), whole);
    assert.equal(taken('tag: 1 # {|}'), whole);
    assert.equal(taken('tag: 1 # {"$ima|"}'), whole);
    assert.equal(taken('tag: 1 # {"$imagepolicy": "fl|'), whole);
    assert.equal(taken('tag: 1 # {"$imagepolicy": "flux-|system:old:tag"}'), whole);
  });

  it('are not offered elsewhere', () => {
    for (const line of ['tag: {|', 'tag: 1 # see |', 'tag: "# {|"', '# other {a|'])
      assert.ok(!completing(values(line), files).labels.join().includes('flux-system:web'), line);
  });

  it('lead to their policy, and are told on hover', () => {
    const marked = values('tag: 1 # {"$imagepolicy": "flux-system:w|eb:tag"}');
    assert.deepEqual(defining(marked, files), ['images/web.yaml web']);
    assert.match(hovering(marked, files), /^\*\*ImagePolicy\*\* `flux-system\/web` in `images\/web\.yaml`/);
    assert.deepEqual(defining(values('tag: 1 # {"$imagepolicy": "other:w|eb:tag"}'), files), []);
  });
});
