import { setTimeout as sleep } from 'node:timers/promises';
import type { Api } from '../../src/cluster/api.ts';
import { connect, readContexts } from '../../src/cluster/client.ts';
import { createElements } from '../../src/cluster/elements.ts';
import { drawing } from '../../src/cluster/outline.ts';
import { paced } from '../../src/cluster/paced.ts';
import { createRowMemory } from '../../src/cluster/row-order.ts';
import type { Row } from '../../src/cluster/row.ts';
import { createLiveStore, type LiveStore } from '../../src/cluster/store.ts';
import { inTurns } from '../../src/cluster/turns.ts';
import { follow } from '../../src/cluster/watch.ts';
import { kinds } from '../../src/flux/kinds.ts';
import { differences } from './differences.ts';
import { watchPauses, watchTicks } from './ticks.ts';

/** What the parent is told; times in milliseconds. */
export interface Streamed {
  /** From when a change was made until its row was drawn. */
  readonly delays: readonly number[];
  /** How many changes were heard, and how many there were by the versions of the cluster. */
  readonly events: number;
  readonly expected: number;
  /** How many objects are not as a fresh list has them. */
  readonly wrong: number;
  /** For how long nothing else could run, in processor time, each time longer than 1 ms. */
  readonly slices: readonly number[];
  readonly longest: number;
  /** For how long garbage was collected, each time. */
  readonly pauses: readonly number[];
}

/** Follows a cluster and draws its rows at the pace of the sidebar; answers `delays` and `flood` with what was measured since the question before. */
async function main(kubeconfig: string, size: number): Promise<void> {
  const end = new AbortController();
  const { signal } = end;
  const live = createLiveStore();
  const api = await connect([kubeconfig], 'demo');
  const measured = { delays: [] as number[], slices: [] as number[], pauses: [] as number[], events: 0 };
  const pause = (time: number, until: AbortSignal) => sleep(time, undefined, { signal: until }).catch(() => undefined);
  const followed = follow({ api: counted(api, () => measured.events++), kinds, store: live, pause, signal });
  const view = { contexts: readContexts([kubeconfig]), context: 'demo', live, memory: createRowMemory() };
  const elements = createElements();
  const draw = async (): Promise<void> => {
    const changed = elements.take(await inTurns(drawing(view)));
    for (const { row } of changed.length > 50 ? [] : changed) {
      const made = /\bat (\d{13})\b/.exec(row.tooltip.join(' '))?.[1];
      if (made !== undefined) measured.delays.push(Date.now() - Number(made));
    }
  };
  const { soon, stop } = paced(250, draw);
  const silence = live.onDidChange(soon);
  const stopTicks = watchTicks((slice) => slice > 1 && measured.slices.push(slice));
  const stopPauses = watchPauses((pause) => measured.pauses.push(pause));
  while ([...live.all()].length < size || sizeOf(elements.rows) < size) await sleep(50);
  let from = await versionOf(api, signal);
  const tell = async (what: string): Promise<void> => {
    // What is asked from here on is no part of what is measured.
    const [slices, pauses] = [[...measured.slices], [...measured.pauses]];
    const to = await settled(live, api, signal);
    const { delays, events } = measured;
    const longest = Math.max(0, ...slices);
    const wrong = what === 'flood' ? await differences(api, live, signal) : 0;
    process.send?.({ delays, slices, pauses, events, expected: to - from, wrong, longest } satisfies Streamed);
    from = to;
    Object.assign(measured, { delays: [], slices: [], pauses: [], events: 0 });
  };
  process.on('message', (what) => void tell(String(what)));
  Object.assign(measured, { delays: [], slices: [], pauses: [], events: 0 });
  process.send?.('full');
  process.once('disconnect', () => {
    silence();
    stop();
    stopTicks();
    stopPauses();
    end.abort();
  });
  await followed;
}

function counted(api: Api, onEvent: () => void): Api {
  return {
    ...api,
    watch: (kind, from, take, signal) =>
      api.watch(
        kind,
        from,
        (event) => {
          if (event.type !== 'BOOKMARK') onEvent();
          take(event);
        },
        signal,
      ),
  };
}

function sizeOf(rows: readonly Row[]): number {
  return rows.reduce((sum, it) => sum + (it.id ? 1 : 0) + sizeOf(it.children), 0);
}

async function versionOf(api: Api, signal: AbortSignal): Promise<number> {
  const [kind] = kinds;
  if (kind === undefined) throw new Error('there are no kinds');
  return Number((await api.list(kind, { limit: 1 }, signal)).resourceVersion);
}

/** The version of the cluster, once nothing comes any more; half a minute is waited for what may be lost. */
async function settled(live: LiveStore, api: Api, signal: AbortSignal): Promise<number> {
  const deadline = performance.now() + 30_000;
  for (let last = -1; ; await sleep(200)) {
    const version = await versionOf(api, signal);
    const isQuiet = version === last && (await differences(api, live, signal)) === 0;
    if (isQuiet || performance.now() > deadline) return version;
    last = version;
  }
}

await main(process.argv[2] ?? '', Number(process.argv[3]));
