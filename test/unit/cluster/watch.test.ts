import assert from 'node:assert/strict';
import { ApiError } from '../../../src/cluster/api.ts';
import type { Api, ApiReason, WatchEvent } from '../../../src/cluster/api.ts';
import { createLiveStore } from '../../../src/cluster/store.ts';
import type { FollowNamespaces } from '../../../src/cluster/namespaces.ts';
import { follow } from '../../../src/cluster/watch.ts';
import type { FluxObject } from '../../../src/flux/objects.ts';
import { countedPause, kustomization, object } from './fake.ts';

type Cluster = Pick<Api, 'list' | 'watch'>;
const error = (reason: ApiReason, status = 0, wait?: number) => new ApiError(reason, status, `It is ${reason}.`, wait);
const version = (resourceVersion: string): FluxObject => ({ metadata: { resourceVersion } });

/** Follows Kustomizations until the waits are used up, and gives what was seen. */
async function followed(api: Cluster, mostWaits: number, namespaces: readonly string[] = []) {
  const store = createLiveStore();
  const waits: number[] = [];
  const end = new AbortController();
  const pause = countedPause(waits, end, mostWaits);
  const tell = namespaces.length === 0 ? {} : { namespaces: fixed(namespaces) };
  await follow({ api, kinds: [kustomization], store, pause, signal: end.signal, ...tell, random: () => 0.5 });
  return { store, waits, names: [...store.all()].map((it) => it.metadata?.name).sort() };
}

/** Namespaces that stay as they are. */
function fixed(names: readonly string[]): FollowNamespaces {
  return (onNames) => Promise.resolve(onNames(names));
}

/** A cluster with these objects, whose watches do what the script says, one after the other, and then end. */
function cluster(objects: readonly FluxObject[], ...script: ((on: (event: WatchEvent) => void) => void)[]) {
  const asked: string[] = [];
  const api: Cluster = {
    list: () => (asked.push('list'), Promise.resolve({ items: objects, resourceVersion: '10' })),
    watch: async (_, from, onEvent) => {
      asked.push(`watch ${from.resourceVersion}`);
      await Promise.resolve(script.shift()?.(onEvent));
    },
  };
  return { api, asked };
}

describe('following a cluster', () => {
  it('lists page by page, then watches from the version of the list', async () => {
    const asked: unknown[] = [];
    const api: Cluster = {
      list: (_, page) => {
        asked.push(page.continue);
        const more = page.continue === undefined ? { continue: 'next' } : {};
        return Promise.resolve({
          items: [object(kustomization, page.continue ?? 'first')],
          resourceVersion: '10',
          ...more,
        });
      },
      watch: (_, from, onEvent) => {
        asked.push(from.resourceVersion);
        onEvent({ type: 'ADDED', object: object(kustomization, 'new', { metadata: { resourceVersion: '11' } }) });
        return Promise.resolve();
      },
    };
    assert.deepEqual((await followed(api, 1)).names, ['first', 'new', 'next']);
    assert.deepEqual(asked, [undefined, 'next', '10']);
  });

  it('goes on from the last bookmark when a stream ends, without listing', async () => {
    const { api, asked } = cluster([], (on) => on({ type: 'BOOKMARK', object: version('20') }));
    const { waits } = await followed(api, 2);
    assert.deepEqual(asked, ['list', 'watch 10', 'watch 20']);
    assert.deepEqual(waits, [1000, 1000]);
  });

  it('lists again at once when the server has forgotten the version, and says nothing', async () => {
    const { api, asked } = cluster([object(kustomization, 'a')], () => {
      throw error('gone', 410);
    });
    const { store, waits } = await followed(api, 2);
    assert.deepEqual(asked, ['list', 'watch 10', 'list', 'watch 10']);
    assert.equal(waits[0], 0);
    assert.equal(store.fault(kustomization), undefined);
  });

  it('does not list in a tight loop when the server forgets every version', async () => {
    const gone = () => {
      throw error('gone', 410);
    };
    const { waits } = await followed(cluster([], gone, gone, gone, gone).api, 4);
    assert.deepEqual(waits, [0, 2000, 4000, 8000]);
  });

  it('backs off up to half a minute, keeps the last known objects, and recovers', async () => {
    let lists = 0;
    const api: Cluster = {
      list: () => {
        lists++;
        const up = lists === 1 || lists === 10;
        return up
          ? Promise.resolve({ items: [object(kustomization, `seen-${lists}`)], resourceVersion: '1' })
          : Promise.reject(error('unreachable'));
      },
      watch: () => Promise.reject(error('unreachable')),
    };
    const down = await followed(api, 9);
    assert.deepEqual(down.waits, [1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000, 30000]);
    assert.deepEqual(down.names, ['seen-1']);
    assert.equal(down.store.fault(kustomization)?.reason, 'unreachable');
    const back = await followed({ ...api, watch: () => Promise.resolve() }, 1);
    assert.deepEqual(back.names, ['seen-10']);
    assert.equal(back.store.fault(kustomization), undefined);
  });

  it('waits as long as a busy server asks', async () => {
    const api: Cluster = { list: () => Promise.reject(error('tooMany', 429, 17)), watch: () => Promise.resolve() };
    assert.deepEqual((await followed(api, 1)).waits, [17000]);
  });

  it('asks slowly for a kind that the cluster does not have', async () => {
    const api: Cluster = { list: () => Promise.reject(error('notFound', 404)), watch: () => Promise.resolve() };
    const { store, waits } = await followed(api, 3);
    assert.deepEqual(waits, [20000, 20000, 20000]);
    assert.equal(store.phase(kustomization), 'absent');
    assert.equal(store.fault(kustomization), undefined);
  });

  for (const reason of ['credentials', 'unauthorized'] as const) {
    it(`never asks again by itself when the credentials are refused (${reason})`, async () => {
      let asked = 0;
      const api: Cluster = { list: () => (asked++, Promise.reject(error(reason))), watch: () => Promise.resolve() };
      const { store, waits } = await followed(api, 5);
      assert.equal(asked, 1);
      assert.deepEqual(waits, []);
      assert.equal(store.fault(kustomization)?.reason, reason);
    });
  }

  it('asks again when the sign-in is worth another try, as long as that says', async () => {
    let asked = 0;
    const api: Cluster = {
      list: () => Promise.reject(error('credentials', 0, asked++ === 0 ? 30 : undefined)),
      watch: () => Promise.resolve(),
    };
    const { waits } = await followed(api, 5);
    assert.deepEqual([asked, waits], [2, [30_000]]);
  });

  it('ends a list that never ends', async () => {
    let pages = 0;
    const api: Cluster = {
      list: () => Promise.resolve({ items: [], resourceVersion: '1', continue: String(pages++) }),
      watch: () => Promise.resolve(),
    };
    const { store } = await followed(api, 1);
    assert.equal(store.fault(kustomization)?.reason, 'malformed');
  });

  it('knows an ApiError that another bundle made: the client is loaded on its own', async () => {
    const foreign = Object.assign(new Error('It is not there.'), { name: 'ApiError', reason: 'notFound', status: 404 });
    const api: Cluster = { list: () => Promise.reject(foreign), watch: () => Promise.resolve() };
    assert.equal((await followed(api, 1)).store.phase(kustomization), 'absent');
  });

  it('leaves the store alone once it was told to end', async () => {
    const end = new AbortController();
    const store = createLiveStore();
    const api: Cluster = {
      list: () => Promise.resolve({ items: [], resourceVersion: '1' }),
      watch: (_kind, _from, onEvent) => {
        end.abort();
        onEvent({ type: 'ADDED', object: object(kustomization, 'late') });
        return Promise.resolve();
      },
    };
    await follow({ api, kinds: [kustomization], store, pause: () => Promise.resolve(), signal: end.signal });
    assert.deepEqual([...store.all()], []);
  });
});
