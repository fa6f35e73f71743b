import { setTimeout as pause } from 'node:timers/promises';
import { kinds } from '../../src/flux/kinds.ts';
import { connect, readContexts } from '../../src/cluster/client.ts';
import { drawing, type OutlineView } from '../../src/cluster/outline.ts';
import { createRowMemory } from '../../src/cluster/row-order.ts';
import type { Row } from '../../src/cluster/row.ts';
import { createLiveStore } from '../../src/cluster/store.ts';
import { inTurns } from '../../src/cluster/turns.ts';
import { follow } from '../../src/cluster/watch.ts';
import { watchTicks } from './ticks.ts';

/** What filling the sidebar cost, in milliseconds and bytes. */
export interface Filling {
  readonly listed: number;
  /** From the first request until the last object is in the store. */
  readonly complete: number;
  /** From when the last page was there until all rows were drawn. */
  readonly afterLast: number;
  /** Drawing all rows for the first time, and again after one object changed. */
  readonly drawn: number;
  readonly redrawn: number;
  /** The longest time for which nothing else could run, in processor time, from the first request to the last row. */
  readonly slice: number;
  /** How much the heap has grown with objects and rows, after a collection of garbage. */
  readonly heap: number;
}

/**
 * Fills a sidebar from the cluster of a kubeconfig, and tells the parent what it cost. A process of its own, run with `--expose-gc`, so that
 * nothing else is in its memory.
 */
async function main(kubeconfig: string): Promise<void> {
  const abort = new AbortController();
  const store = createLiveStore();
  const api = await connect([kubeconfig], 'demo');
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  let slice = 0;
  const stopTicks = watchTicks((it) => (slice = Math.max(slice, it)));
  const started = performance.now();
  let last = started;
  const list: typeof api.list = async (...page) => {
    const answer = await api.list(...page);
    last = performance.now();
    return answer;
  };
  const following = { api: { ...api, list }, kinds, store, signal: abort.signal };
  const followed = follow({
    ...following,
    pause: (time, signal) => pause(time, undefined, { signal }).catch(() => undefined),
  });
  await filled(store, started + 60_000);
  const full = performance.now();
  const complete = full - started;
  const view = { contexts: readContexts([kubeconfig]), context: 'demo', live: store, memory: createRowMemory() };
  const first = await draw(view);
  const one = [...store.all()][0];
  const kind = kinds.find((it) => it.kind === one?.kind);
  if (one && kind) store.apply(kind, { type: 'MODIFIED', object: structuredClone(one) });
  const again = await draw(view);
  stopTicks();
  globalThis.gc?.();
  const heap = process.memoryUsage().heapUsed - before;
  const listed = objectsIn(first.rows);
  const afterLast = full - last + first.took;
  process.send?.({
    listed,
    complete,
    afterLast,
    drawn: first.took,
    redrawn: again.took,
    slice,
    heap,
  } satisfies Filling);
  abort.abort();
  await followed;
  process.disconnect();
}

async function filled(store: ReturnType<typeof createLiveStore>, deadline: number): Promise<void> {
  const isFull = () => kinds.every((it) => store.phase(it) !== 'connecting');
  await new Promise<void>((resolve, reject) => {
    const late = setTimeout(
      () => reject(new Error('the cluster was not listed in a minute')),
      deadline - performance.now(),
    );
    store.onDidChange(() => {
      if (!isFull()) return;
      clearTimeout(late);
      resolve();
    });
  });
}

async function draw(view: OutlineView): Promise<{ readonly rows: readonly Row[]; readonly took: number }> {
  const started = performance.now();
  const rows = await inTurns(drawing(view));
  return { rows, took: performance.now() - started };
}

function objectsIn(rows: readonly Row[]): number {
  return rows.reduce((sum, it) => sum + (it.id ? 1 : 0) + objectsIn(it.children), 0);
}

await main(process.argv[2] ?? '');
