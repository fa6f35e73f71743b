import assert from 'node:assert/strict';
import { flat } from '../../../src/cluster/changes.ts';
import { groupings, plainLook } from '../../../src/cluster/look.ts';
import { drawing, outline } from '../../../src/cluster/outline.ts';
import { createRowMemory } from '../../../src/cluster/row-order.ts';
import { createLiveStore } from '../../../src/cluster/store.ts';
import { kustomization, object, ready } from './fake.ts';

const contexts = { rows: [{ name: 'home', cluster: 'c', server: 'https://c:6443', user: 'me' }] };

describe('an outline that is drawn again', () => {
  it('draws only rows of changed objects anew, where it may remember', () => {
    const live = createLiveStore();
    live.replace(kustomization, [object(kustomization, 'a'), object(kustomization, 'b')]);
    const memory = createRowMemory();
    const drawnRows = (context: string) => {
      const other = { rows: [...contexts.rows, { ...contexts.rows[0]!, name: 'other' }] };
      return flat(outline({ contexts: other, context, live, memory })).filter((it) => it.id !== undefined);
    };
    const [a, b] = drawnRows('home');
    live.apply(kustomization, {
      type: 'MODIFIED',
      object: object(kustomization, 'b', { status: ready('True'), metadata: { resourceVersion: '2' } }),
    });
    const [a2, b2] = drawnRows('home');
    assert.equal(a2, a);
    assert.notEqual(b2, b);
    assert.equal(b2?.icon, 'ready');
    assert.ok(drawnRows('other').every((it) => it.context === 'other' && it.key.startsWith('other/')));
  });

  it('keeps the rows of a section, and their order, as far as their objects are the same, however it is looked at', () => {
    for (const grouping of groupings) {
      const live = createLiveStore();
      const names = ['a', 'b', 'c', 'd', 'e'];
      live.replace(
        kustomization,
        names.map((it) => object(kustomization, it, it === 'e' ? { spec: { dependsOn: [{ name: 'd' }] } } : {})),
      );
      const memory = createRowMemory();
      const section = () => {
        const view = { contexts, context: 'home', live, memory, look: { ...plainLook, grouping } };
        return outline(view)[0]?.children[0]?.children ?? assert.fail();
      };
      const before = section();
      assert.ok(section() === before || grouping === 'dependency', 'the same list');
      assert.ok(section().every((it, at) => it === before[at]));
      live.apply(kustomization, {
        type: 'MODIFIED',
        object: object(kustomization, 'c', { status: ready('False'), metadata: { resourceVersion: '2' } }),
      });
      live.apply(kustomization, { type: 'DELETED', object: object(kustomization, 'a') });
      live.apply(kustomization, { type: 'ADDED', object: object(kustomization, 'bb') });
      const after = section();
      const labels = grouping === 'dependency' ? ['c', 'b', 'bb', 'd'] : ['c', 'b', 'bb', 'd', 'e'];
      assert.deepEqual(
        after.map((it) => it.label),
        labels,
      );
      for (const name of ['b', 'd']) {
        const [old, row] = [before, after].map((rows) => rows.find((it) => it.label === name));
        assert.ok(row !== undefined && row === old, `${name} by ${grouping}`);
      }
    }
  });

  it('is drawn in as many steps as objects have changed, and some', () => {
    const live = createLiveStore();
    const objects = Array.from({ length: 100 }, (_, at) => object(kustomization, `app-${at}`));
    live.replace(kustomization, objects);
    const memory = createRowMemory();
    const stepsOf = () => [...drawing({ contexts, context: 'home', live, memory })].length;
    const first = stepsOf();
    const again = stepsOf();
    assert.equal(first - again, 100);
    assert.ok(again < 20, `${again} steps when nothing has changed`);
  });
});
