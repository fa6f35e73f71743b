import assert from 'node:assert/strict';
import { failedIn } from '../../../src/cluster/failures.ts';
import { createRowMemory } from '../../../src/cluster/row-order.ts';
import { createLiveStore } from '../../../src/cluster/store.ts';
import { everyState } from '../../fixtures/states.ts';
import { kustomization, object, ready } from './fake.ts';

describe('the number of failures', () => {
  it('counts what failed or gave up, and follows each change', () => {
    const live = createLiveStore();
    live.replace(
      kustomization,
      everyState.filter((it) => it.kind === 'Kustomization'),
    );
    const memory = createRowMemory();
    assert.equal(failedIn(live, memory), 2);
    const healed = object(kustomization, 'failed', {
      metadata: { namespace: 'flux-system', resourceVersion: '2' },
      status: ready('True'),
    });
    live.apply(kustomization, { type: 'MODIFIED', object: healed });
    assert.equal(failedIn(live, memory), 1);
  });
});
