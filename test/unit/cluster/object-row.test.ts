import assert from 'node:assert/strict';
import { flat } from '../../../src/cluster/changes.ts';
import { plainLook, type Look } from '../../../src/cluster/look.ts';
import { outline } from '../../../src/cluster/outline.ts';
import { createLiveStore } from '../../../src/cluster/store.ts';
import { kinds } from '../../../src/flux/kinds.ts';
import { kustomization, object, ready } from './fake.ts';

const contexts = { rows: [{ name: 'home', cluster: 'c', server: 'https://c:6443', user: 'me' }] };

describe('the row of an object', () => {
  it('says in few words what somebody looks for first', () => {
    const live = createLiveStore();
    const applied = { ...ready('True'), lastAppliedRevision: 'main@sha1:0123456789abcdef' };
    for (const kind of kinds) live.replace(kind, []);
    live.replace(kustomization, [
      object(kustomization, 'far', { spec: { kubeConfig: { secretRef: { name: 'edge' } } }, status: applied }),
      object(kustomization, 'new'),
      object(kustomization, 'next', {
        status: ready('False', 'DependencyNotReady', "dependency 'apps/db' is not ready"),
      }),
      object(kustomization, 'odd', { status: ready('False', 'DependencyNotReady', 'dependency of another shape') }),
    ]);
    const words = (look: Look | undefined) =>
      flat(outline({ contexts, context: 'home', live, ...(look ? { look } : {}) }))
        .filter((it) => it.id !== undefined)
        .map((it) => `${it.label}: ${it.description}`);
    assert.deepEqual(words(undefined), [
      'far: to another cluster · main@sha1:01234567 · apps',
      'new: not reported yet · apps',
      'next: waits for db · apps',
      'odd: dependency of another shape · apps',
    ]);
    // Below its namespace it need not be said again.
    assert.equal(words({ ...plainLook, grouping: 'namespace' })[2], 'next: waits for db · Kustomization');
  });
});
