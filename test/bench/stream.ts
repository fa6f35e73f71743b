import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { percentile } from './measure.ts';
import { liveObject } from './objects.ts';
import type { Streamed } from './stream-room.ts';
import { milliseconds, type Row } from './table.ts';

/** Brings objects into the simulated cluster; each is two changes for whoever watches, of the object and of its status. */
export type Put = (objects: readonly object[]) => void;

const seconds = 60;
const perSecond = 1000;
const singles = 40;

/**
 * What a sidebar of many objects does while they change: one object at a time, until its row is drawn; then a thousand changes each second for
 * a minute. The sidebar follows in a process of its own.
 */
export async function benchStream(kubeconfig: string, size: number, put: Put): Promise<readonly Row[]> {
  const child = fork(join(import.meta.dirname, 'stream-room.ts'), [kubeconfig, String(size)], {
    execArgv: ['--expose-gc'],
  });
  try {
    await answerOf<'full'>(child);
    for (let count = 0; count < singles; count++) {
      // Not in step with the pace of the sidebar.
      await pause(300 + (count % 10) * 23);
      put([liveObject(count * 7, 1, `at ${Date.now()}`)]);
    }
    await pause(1000);
    const { delays } = await ask(child, 'delays');
    await flood(put, size);
    const { events, expected, wrong, slices, longest, pauses } = await ask(child, 'flood');
    const lost = expected - events;
    const work = `sidebar of ${size} objects`;
    return [
      {
        work: `${work}, a change until its row is drawn, middle and 95 of 100`,
        ours: `${milliseconds(percentile(delays, 50))}, ${milliseconds(percentile(delays, 95))} (${delays.length} changes)`,
        budget: '300 ms',
      },
      {
        work: `${work}, ${(expected / seconds).toFixed(0)} changes each second for a minute, lost`,
        ours: `${lost} of ${expected}; ${wrong} rows wrong`,
        budget: '0',
      },
      {
        work: `${work}, its slices under these changes, 95 and 99 of 100, longest`,
        ours: `${[percentile(slices, 95), percentile(slices, 99), longest].map(milliseconds).join(', ')}`,
        budget: '10 ms',
      },
      {
        work: `${work}, collecting garbage meanwhile, all of ${milliseconds(sum(slices))}, and longest`,
        ours: `${[sum(pauses), Math.max(0, ...pauses)].map(milliseconds).join(', ')} (${pauses.length} times)`,
      },
    ];
  } finally {
    child.disconnect();
    if (child.exitCode === null) await once(child, 'exit');
  }
}

/** Changes different objects all the time, in small portions, as controllers do. */
async function flood(put: Put, size: number): Promise<void> {
  // Alerts have no status of their own.
  const portion = Math.ceil(((perSecond / 2 / 50) * 12) / 11);
  const started = performance.now();
  for (let count = 0; count < seconds * 50; count++) {
    const first = count * portion;
    put(Array.from({ length: portion }, (_, at) => liveObject((first + at) % size, 2 + Math.floor(first / size))));
    await pause(Math.max(0, started + (count + 1) * 20 - performance.now()));
  }
}

function sum(figures: readonly number[]): number {
  return figures.reduce((all, it) => all + it, 0);
}

async function ask(child: ChildProcess, what: 'delays' | 'flood'): Promise<Streamed> {
  const answer = answerOf<Streamed>(child);
  child.send(what);
  return answer;
}

async function answerOf<T>(child: ChildProcess): Promise<T> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the sidebar ended with ${String(code)}`);
  });
  const [message] = (await Promise.race([once(child, 'message'), ended])) as [T];
  return message;
}
