import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { startSimulator, type Simulator } from './simulator.ts';

/** One line of input. All of it is optional; the first line (or the file that is named as argument) is what the cluster starts with. */
interface Line {
  /** Objects to start with, or to bring in later. */
  readonly objects?: readonly object[];
  /** The revision that Git repositories are at from now on. */
  readonly revision?: string;
  /** Only at the start. */
  readonly pace?: number;
}

/**
 * The simulated cluster as a process of its own. It reads JSON lines from stdin, answers the first with one line
 * `{"url":…,"kubeconfig":…}` on stdout, and ends when stdin closes (so it never outlives who started it) or on SIGTERM.
 */
async function main(file: string | undefined): Promise<void> {
  const lines = createInterface({ input: process.stdin });
  process.once('SIGTERM', () => lines.close());
  process.once('SIGINT', () => lines.close());
  const state: { revision: string; simulator?: Simulator } = { revision: `main@sha1:${'0'.repeat(40)}` };
  const take = async ({ objects = [], revision, pace }: Line) => {
    state.revision = revision ?? state.revision;
    if (state.simulator) return state.simulator.put(objects);
    const options = { objects, revision: () => state.revision, ...(pace === undefined ? {} : { pace }) };
    state.simulator = await startSimulator(options);
    const { url, kubeconfig } = state.simulator;
    console.log(JSON.stringify({ url, kubeconfig }));
  };
  if (file !== undefined) await take(JSON.parse(readFileSync(file, 'utf8')) as Line);
  for await (const line of lines) await take(JSON.parse(line) as Line);
  await state.simulator?.stop();
  // An open stdin would keep the process: somebody asked it to end.
  process.stdin.destroy();
}

await main(process.argv[2]);
