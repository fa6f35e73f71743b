import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from '../../src/cluster/client.ts';
import { explain } from '../../src/cluster/explain.ts';
import { objectRow } from '../../src/cluster/object-row.ts';
import { createLiveStore } from '../../src/cluster/store.ts';
import { follow } from '../../src/cluster/watch.ts';
import type { FluxObject } from '../../src/flux/objects.ts';
import { until } from '../bed/until.ts';
import type { Answer } from './bad-server.ts';
import { clientRoom, kind } from './client-room.ts';

describe('the client and large answers', function () {
  this.timeout(60_000);
  const room = clientRoom();
  const messages = new Map<number, string>();
  function text(at: number, size: number): string {
    const message = messages.get(size) ?? JSON.stringify(`\u001b[31m${'x'.repeat(size)}`);
    messages.set(size, message);
    const metadata = JSON.stringify({ name: `app-${at}`, namespace: 'apps', uid: String(at), resourceVersion: '1' });
    return `{"metadata":${metadata},"status":{"conditions":[{"type":"Ready","status":"False","message":${message}}]}}`;
  }

  /** A list of objects of a size, in pages as they are asked for or all at once; then a watch in which nothing comes. */
  function serving(count: number, size: number, pages: boolean, sent: number[]): Answer {
    return (request, response) => {
      const { searchParams } = new URL(request.url ?? '', 'http://host');
      if (searchParams.has('watch')) return void response.writeHead(200).flushHeaders();
      const from = Number(searchParams.get('continue') ?? 0);
      const to = pages ? Math.min(count, from + Number(searchParams.get('limit'))) : count;
      const items = Array.from({ length: to - from }, (_, at) => text(from + at, size)).join();
      const metadata = { resourceVersion: '1', ...(to < count ? { continue: String(to) } : {}) };
      const body = `{"kind":"List","metadata":${JSON.stringify(metadata)},"items":[${items}]}`;
      sent.push(body.length);
      response.writeHead(200, { 'content-type': 'application/json' }).end(body);
    };
  }
  async function filled(count: number, size: number, pages: boolean) {
    const sent: number[] = [];
    const end = new AbortController();
    const { signal } = end;
    const store = createLiveStore();
    const { url } = await room.serve(serving(count, size, pages, sent));
    const limits = { connect: 20_000, idle: 20_000, watchIdle: 20_000, signIn: 1000 };
    const api = await connect([room.kubeconfig(url, {})], 'test', limits);
    const pause = (time: number, until: AbortSignal) =>
      sleep(time, undefined, { signal: until }).catch(() => undefined);
    const done = follow({ api, kinds: [kind], store, pause, signal });
    await until('all are known', 60, () => [...store.of(kind)].length === count);
    end.abort();
    await done;
    return { store, sent };
  }

  it('read a list of 50 MB in pages that stay small', async () => {
    const { sent } = await filled(1000, 50_000, true);
    const [first = 0, ...rest] = sent;
    assert.ok(first + rest.reduce((sum, it) => sum + it, 0) > 50e6);
    assert.ok(
      first < 6e6 && Math.max(...rest) < 1e6,
      `${first} characters in the first page, ${Math.max(...rest)} in others`,
    );
  });

  it('read one that comes all at once', async () => {
    assert.equal((await filled(1000, 50_000, false)).sent.length, 1);
  });

  it('show little of a message of 1 MB', async () => {
    const { store } = await filled(3, 1_000_000, true);
    const [object] = [...store.of(kind)] as [FluxObject];
    const row = objectRow(object, kind, { context: 'test', named: false, memory: new WeakMap() });
    const shown = JSON.stringify([row, explain(store, object, 0)]);
    assert.ok(shown.length < 20_000, `${shown.length} characters are shown`);
    assert.doesNotMatch(shown, /\\u001b/);
  });
});
