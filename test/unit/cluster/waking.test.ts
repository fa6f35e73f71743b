import assert from 'node:assert/strict';
import { ApiError } from '../../../src/cluster/api.ts';
import type { Api } from '../../../src/cluster/api.ts';
import { createLiveStore } from '../../../src/cluster/store.ts';
import { follow } from '../../../src/cluster/watch.ts';
import { gitRepository, kustomization, object, turns } from './fake.ts';

/** A machine whose time passes when the test says so, and whose clock may run on while it sleeps. */
function machine() {
  let time = 1_000_000;
  const waits = new Set<{ left: number; readonly end: () => void }>();
  const pause = (left: number, signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      const wait = { left, end: () => (waits.delete(wait), resolve()) };
      waits.add(wait);
      signal.addEventListener('abort', wait.end);
      if (signal.aborted) wait.end();
    });
  return {
    now: () => time,
    pause,
    longest: () => Math.max(...[...waits].map((it) => it.left)),
    sleep: (milliseconds: number) => (time += milliseconds),
    pass: async (milliseconds: number) => {
      time += milliseconds;
      for (const it of waits) it.left -= milliseconds;
      for (const it of [...waits]) if (it.left <= 0) it.end();
      await turns();
    },
  };
}

describe('following a cluster from a machine that sleeps', () => {
  const closed = (signal: AbortSignal) =>
    new Promise<void>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));

  it('takes no dead connection for a quiet cluster: it watches again within seconds, from where it was', async () => {
    const { now, pause, pass, sleep } = machine();
    const asked: string[] = [];
    const end = new AbortController();
    const store = createLiveStore();
    const api: Pick<Api, 'list' | 'watch'> = {
      list: () => (asked.push('list'), Promise.resolve({ items: [object(kustomization, 'a')], resourceVersion: '10' })),
      watch: (_kind, { resourceVersion }, _on, signal) => (asked.push(`watch ${resourceVersion}`), closed(signal)),
    };
    const done = follow({ api, kinds: [kustomization], store, pause, now, signal: end.signal });
    await turns();
    await pass(5000);
    await pass(5000);
    assert.deepEqual(asked, ['list', 'watch 10'], 'nothing is done anew while time passes as it should');
    sleep(8 * 3600_000);
    await pass(5000);
    assert.deepEqual(asked, ['list', 'watch 10', 'watch 10']);
    assert.equal(store.fault(kustomization), undefined);
    end.abort();
    await done;
  });

  it('gives up a list that was under way, and waits no longer for what was down before', async () => {
    const { now, pause, pass, sleep, longest } = machine();
    let isUp = false;
    const end = new AbortController();
    const store = createLiveStore();
    const api: Pick<Api, 'list' | 'watch'> = {
      list: (kind, _page, signal) => {
        if (isUp) return Promise.resolve({ items: [object(kind, 'a')], resourceVersion: '10' });
        if (kind === gitRepository) return closed(signal) as Promise<never>;
        return Promise.reject(new ApiError('unreachable', 0, 'No network.'));
      },
      watch: (_kind, _from, _on, signal) => closed(signal),
    };
    const kinds = [kustomization, gitRepository];
    const done = follow({ api, kinds, store, pause, now, signal: end.signal, random: () => 0.5 });
    for (let count = 0; count < 40; count++) await pass(1000);
    assert.ok(longest() > 5000, 'it backs off');
    [isUp] = [true, sleep(3600_000)];
    await pass(5000);
    assert.deepEqual(
      kinds.map((it) => [store.phase(it), store.fault(it)]),
      kinds.map(() => ['known', undefined]),
    );
    end.abort();
    await done;
  });

  it('asks for every kind as soon as one has an answer again, and for absent kinds as soon as one is installed', async () => {
    for (const reason of ['unreachable', 'notFound'] as const) {
      const { pause, pass } = machine();
      const up = new Set<string>();
      const asked: string[] = [];
      const end = new AbortController();
      const store = createLiveStore();
      const api: Pick<Api, 'list' | 'watch'> = {
        list: (kind) => {
          asked.push(kind.kind);
          return up.has(kind.kind)
            ? Promise.resolve({ items: [], resourceVersion: '1' })
            : Promise.reject(new ApiError(reason, 0, 'Not now.'));
        },
        watch: (_kind, _from, _on, signal) => closed(signal),
      };
      const kinds = [kustomization, gitRepository];
      // The first waits shorter than the second, as jitter has it.
      const jitter = [0, 0.9];
      const random = () => (jitter.push(jitter.shift() ?? 0), jitter.at(-1) ?? 0);
      const done = follow({ api, kinds, store, pause, signal: end.signal, random });
      for (let count = 0; count < 14; count++) await pass(1000);
      asked.length = 0;
      up.add('Kustomization').add('GitRepository');
      while (!asked.includes('Kustomization')) await pass(1000);
      assert.deepEqual(
        kinds.map((it) => store.phase(it)),
        ['known', 'known'],
        reason,
      );
      end.abort();
      await done;
    }
  });

  it('goes on watching where it was when a server is merely busy', async () => {
    const { pause, pass } = machine();
    const asked: string[] = [];
    const end = new AbortController();
    const store = createLiveStore();
    const api: Pick<Api, 'list' | 'watch'> = {
      list: () => (asked.push('list'), Promise.resolve({ items: [], resourceVersion: '10' })),
      watch: () => (asked.push('watch'), Promise.reject(new ApiError('tooMany', 429, 'Busy.', 1))),
    };
    const done = follow({ api, kinds: [kustomization], store, pause, signal: end.signal, random: () => 0.5 });
    for (let count = 0; count < 3; count++) await pass(1000);
    assert.deepEqual(asked.slice(0, 3), ['list', 'watch', 'watch']);
    assert.equal(store.fault(kustomization), undefined, 'a moment of it is no news');
    for (let count = 0; count < 60; count++) await pass(1000);
    assert.ok(asked.filter((it) => it === 'list').length > 1, 'in the end it lists again');
    assert.equal(store.fault(kustomization)?.reason, 'tooMany');
    end.abort();
    await done;
  });
});
