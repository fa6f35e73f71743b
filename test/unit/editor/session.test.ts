import assert from 'node:assert/strict';
import type { ClusterApi } from '../../../src/cluster/rest.ts';
import { Session } from '../../../src/editor/session.ts';
import { kustomization, object, turns } from '../cluster/fake.ts';

describe('a session with a cluster', () => {
  it('ends its watches while it rests, keeps what it knows, and lists again when it wakes', async () => {
    const open = new Set<string>();
    let [lists, changes] = [0, 0];
    const until = (signal: AbortSignal) =>
      new Promise<void>((resolve) => {
        signal.addEventListener('abort', () => resolve());
        if (signal.aborted) resolve();
      });
    const api: Partial<ClusterApi> = {
      list: (kind) => {
        if (kind === kustomization) lists++;
        const items = kind === kustomization ? [object(kind, `app-${lists}`)] : [];
        return Promise.resolve({ items, resourceVersion: '1' });
      },
      watch: async (kind, _from, _onEvent, signal) => {
        open.add(kind.kind);
        await until(signal);
        open.delete(kind.kind);
      },
    };
    const pause = (_time: number, signal: AbortSignal) => until(signal);
    const session = new Session('test', Promise.resolve(api as ClusterApi), pause, () => changes++);
    const done = session.follow([]);
    const names = () => [...session.live.all()].map((it) => it.metadata?.name);
    await turns();
    assert.deepEqual([names(), open.has('Kustomization'), lists], [['app-1'], true, 1]);
    session.setResting(true);
    await turns();
    assert.deepEqual([names(), open.size, lists, session.ended], [['app-1'], 0, 1, false]);
    session.setResting(false);
    await turns();
    assert.deepEqual([names(), open.has('Kustomization'), lists], [['app-2'], true, 2]);
    session.setResting(true);
    await turns();
    session.dispose();
    assert.equal(await done, undefined);
    assert.ok(changes > 0);
  });
});
