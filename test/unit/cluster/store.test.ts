import assert from 'node:assert/strict';
import { ApiError } from '../../../src/cluster/api.ts';
import { createLiveStore } from '../../../src/cluster/store.ts';
import { idOf } from '../../../src/flux/objects.ts';
import { gitRepository, kustomization, object } from './fake.ts';

const names = (objects: Iterable<{ metadata?: { name?: string } }>) =>
  [...objects].map((it) => it.metadata?.name).sort();

describe('the live store', () => {
  it('replaces a list without touching what did not change', () => {
    const store = createLiveStore();
    const first = object(kustomization, 'a');
    store.replace(kustomization, [first, object(kustomization, 'b')]);
    store.replace(kustomization, [object(kustomization, 'a'), object(kustomization, 'c')]);
    assert.deepEqual(names(store.of(kustomization)), ['a', 'c']);
    assert.equal(store.get(idOf(first)), first);
  });

  it('tells its listeners of changes, and of nothing else', () => {
    const store = createLiveStore();
    let calls = 0;
    const end = store.onDidChange(() => calls++);
    store.replace(kustomization, [object(kustomization, 'a')]);
    store.replace(kustomization, [object(kustomization, 'a')]);
    store.apply(kustomization, { type: 'MODIFIED', object: object(kustomization, 'a') });
    store.apply(kustomization, { type: 'BOOKMARK', object: { metadata: { resourceVersion: '9' } } });
    store.apply(kustomization, { type: 'DELETED', object: object(kustomization, 'never-there') });
    assert.equal(calls, 1);
    store.apply(kustomization, {
      type: 'MODIFIED',
      object: object(kustomization, 'a', { metadata: { resourceVersion: '2' } }),
    });
    assert.equal(calls, 2);
    end();
    store.apply(kustomization, { type: 'DELETED', object: object(kustomization, 'a') });
    assert.equal(calls, 2);
  });

  it('takes an object with the same version but another uid as another object', () => {
    const store = createLiveStore();
    store.replace(kustomization, [object(kustomization, 'a')]);
    const reborn = object(kustomization, 'a', { metadata: { uid: 'other' } });
    store.replace(kustomization, [reborn]);
    assert.equal(store.get(idOf(reborn)), reborn);
  });

  it('replaces the objects of one namespace and leaves the others', () => {
    const store = createLiveStore();
    store.replace(kustomization, [
      object(kustomization, 'a'),
      object(kustomization, 'x', { metadata: { namespace: 'infra' } }),
    ]);
    store.replace(kustomization, [object(kustomization, 'b')], 'apps');
    assert.deepEqual(names(store.of(kustomization)), ['b', 'x']);
  });

  it('keeps the last known objects beside a fault', () => {
    const store = createLiveStore();
    store.replace(kustomization, [object(kustomization, 'a')]);
    store.setFault(kustomization, new ApiError('unreachable', 0, 'gone fishing'));
    assert.deepEqual(names(store.all()), ['a']);
    assert.equal(store.fault(kustomization)?.message, 'gone fishing');
    assert.equal(store.fault(gitRepository), undefined);
    store.setFault(kustomization, undefined);
    assert.equal(store.fault(kustomization), undefined);
  });

  it('forgets the objects of a kind that the cluster no longer has', () => {
    const store = createLiveStore();
    store.replace(kustomization, [object(kustomization, 'a')]);
    store.setAbsent(kustomization);
    assert.equal(store.phase(kustomization), 'absent');
    assert.deepEqual(names(store.all()), []);
  });
});
