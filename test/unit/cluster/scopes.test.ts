import assert from 'node:assert/strict';
import { ApiError } from '../../../src/cluster/api.ts';
import type { Api } from '../../../src/cluster/api.ts';
import type { FollowNamespaces } from '../../../src/cluster/namespaces.ts';
import { createLiveStore } from '../../../src/cluster/store.ts';
import { follow } from '../../../src/cluster/watch.ts';
import type { Kind } from '../../../src/flux/kind.ts';
import { gitRepository, kustomization, object, turns } from './fake.ts';

describe('following a cluster of which only some namespaces may be looked at', () => {
  /** Follows until the test is over. `mine`: the namespaces with an object each that may be listed. */
  function following(mine: readonly string[], namespaces: FollowNamespaces, kinds: readonly Kind[] = [kustomization]) {
    const end = new AbortController();
    const store = createLiveStore();
    const asked: string[] = [];
    const waits: number[] = [];
    const closed = (signal: AbortSignal) =>
      new Promise<void>((resolve) => {
        signal.addEventListener('abort', () => resolve());
        if (signal.aborted) resolve();
      });
    const api: Pick<Api, 'list' | 'watch'> = {
      list: (kind, { namespace = '*' }) => {
        asked.push(namespace);
        if (!mine.includes(namespace)) return Promise.reject(new ApiError('forbidden', 403, `Not in ${namespace}.`));
        return Promise.resolve({ items: [object(kind, 'one', { metadata: { namespace } })], resourceVersion: '1' });
      },
      watch: (_kind, _from, _onEvent, signal) => closed(signal),
    };
    const pause = (time: number, signal: AbortSignal) => (waits.push(time), closed(signal));
    const done = follow({ api, kinds, store, pause, signal: end.signal, namespaces, random: () => 0.5 });
    const seen = () => [...store.all()].map((it) => `${it.kind} ${it.metadata?.namespace}`).sort();
    return { store, asked, waits, seen, stop: () => (end.abort(), done) };
  }
  /** Namespaces that change when they are told to. */
  function changing(first: readonly string[]) {
    const heard: ((names: readonly string[]) => void)[] = [];
    const namespaces: FollowNamespaces = (onNames, signal) => {
      heard.push(onNames);
      onNames(first);
      return new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
    };
    return { namespaces, heard, tell: (names: readonly string[]) => heard.forEach((it) => it(names)) };
  }

  it('shows what may be listed, and that one of several is forbidden is no fault', async () => {
    const { store, seen, waits, stop } = following(['a', 'c'], changing(['a', 'b', 'c']).namespaces);
    await turns();
    assert.deepEqual(seen(), ['Kustomization a', 'Kustomization c']);
    assert.equal(store.fault(kustomization), undefined);
    assert.deepEqual(store.scope(kustomization), ['a', 'c']);
    assert.deepEqual(waits, [600_000], 'what is forbidden is asked for seldom');
    await stop();
  });

  it('says that all are forbidden', async () => {
    const { store, stop } = following([], changing(['a', 'b']).namespaces);
    await turns();
    assert.equal(store.fault(kustomization)?.message, 'Not in a.');
    await stop();
  });

  it('takes namespaces that come, and drops those that go with their objects and faults', async () => {
    const { namespaces, tell } = changing(['a', 'b']);
    const { store, seen, stop } = following(['b', 'c', 'd'], namespaces);
    await turns();
    tell(['a', 'c', 'd']);
    await turns();
    assert.deepEqual(seen(), ['Kustomization c', 'Kustomization d']);
    tell(['a']);
    await turns();
    assert.deepEqual([seen(), store.fault(kustomization)?.message], [[], 'Not in a.']);
    tell([]);
    await turns();
    assert.equal(store.fault(kustomization), undefined);
    await stop();
  });

  it('asks for the namespaces once, however many kinds are forbidden, and not where the whole cluster is allowed', async () => {
    const { namespaces, heard } = changing(['a']);
    const { seen, stop } = following(['a'], namespaces, [kustomization, gitRepository]);
    await turns();
    assert.deepEqual([heard.length, seen()], [1, ['GitRepository a', 'Kustomization a']]);
    await stop();
    const other = changing(['a']);
    const all = following(['*'], other.namespaces);
    await turns();
    assert.deepEqual([other.heard.length, all.asked], [0, ['*']]);
    await all.stop();
  });
});
