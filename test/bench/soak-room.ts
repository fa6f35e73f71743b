import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect, readContexts } from '../../src/cluster/client.ts';
import { createElements } from '../../src/cluster/elements.ts';
import { drawing } from '../../src/cluster/outline.ts';
import { paced } from '../../src/cluster/paced.ts';
import { createRowMemory } from '../../src/cluster/row-order.ts';
import { createLiveStore } from '../../src/cluster/store.ts';
import { inTurns } from '../../src/cluster/turns.ts';
import { follow } from '../../src/cluster/watch.ts';
import { kinds } from '../../src/flux/kinds.ts';
import { differences } from './differences.ts';

/** What the client holds at a moment, after a collection of garbage. Bytes and counts; NaN where the system does not tell. */
export interface Sample {
  readonly heap: number;
  readonly memory: number;
  /** Sockets, timers and all else that Node waits for. */
  readonly handles: number;
  /** Open files of the process. */
  readonly files: number;
  readonly children: number;
  /** How many objects are not as a fresh list has them; -1 when there was none to be had. */
  readonly wrong: number;
  /** How often rows were drawn so far. */
  readonly drawn: number;
  /** Processor time so far, in milliseconds. */
  readonly cpu: number;
}

/** How often rows are drawn at most, in milliseconds: as the sidebar does. */
const pace = 250;

/** Follows a cluster and draws its rows as the editor does, and tells how it is whenever the parent asks. Run with `--expose-gc`. */
async function main(kubeconfig: string): Promise<void> {
  const end = new AbortController();
  const { signal } = end;
  const live = createLiveStore();
  const api = await connect([kubeconfig], 'soak');
  const pause = (time: number, until: AbortSignal) => sleep(time, undefined, { signal: until }).catch(() => undefined);
  const followed = follow({ api, kinds, store: live, pause, signal, now: Date.now });
  const view = { contexts: readContexts([kubeconfig]), context: 'soak', live, memory: createRowMemory() };
  const elements = createElements();
  let drawn = 0;
  const { soon, stop } = paced(pace, async () => {
    drawn += elements.take(await inTurns(drawing(view))).length > 0 ? 1 : 0;
  });
  const silence = live.onDidChange(soon);
  const tell = async (): Promise<void> => {
    const wrong = await differences(api, live, signal).catch(() => -1);
    globalThis.gc?.();
    const { heapUsed, rss } = process.memoryUsage();
    const { user, system } = process.cpuUsage();
    const handles = process.getActiveResourcesInfo().length;
    const counts = { handles, files: countIn('/proc/self/fd'), children: children() };
    process.send?.({
      heap: heapUsed,
      memory: rss,
      ...counts,
      wrong,
      drawn,
      cpu: (user + system) / 1000,
    } satisfies Sample);
  };
  process.on('message', () => void tell());
  process.once('disconnect', () => {
    silence();
    stop();
    end.abort();
  });
  await followed;
}

function children(): number {
  try {
    return readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8')
      .split(' ')
      .filter((it) => it !== '').length;
  } catch {
    return NaN;
  }
}

function countIn(folder: string): number {
  try {
    return readdirSync(folder).length;
  } catch {
    return NaN;
  }
}

await main(process.argv[2] ?? '');
