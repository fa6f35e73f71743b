import { writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { startSimulator } from '../../src/demo/simulator.ts';
import { startBadFront, type Fault, type Trouble } from '../cluster/faults.ts';
import { liveObject } from './objects.ts';

/** What the parent asks of the cluster; each order is answered with `done`. */
export interface Order {
  /** How many objects change each second from now on. */
  readonly churn?: number;
  /** How the cluster answers from now on; `null`: well. */
  readonly fault?: Fault | Trouble | null;
  /** Ends the API server, and starts another some seconds later: with the same objects, other tokens, and versions that begin anew. */
  readonly restart?: true;
}

/** How the cluster can be reached. */
export interface Address {
  readonly url: string;
  readonly ca: string;
}

/** A simulated cluster whose objects change, behind a front that answers badly when it is told to. The token of its user stands in a file. */
async function main(count: number, tokenFile: string): Promise<void> {
  const versions = Array.from({ length: count }, () => 0);
  const start = async () => {
    const objects = versions.map((version, at) => liveObject(at, version));
    const started = await startSimulator({ objects, revision: () => '', pace: 0 });
    writeFileSync(tokenFile, started.token, { mode: 0o600 });
    return started;
  };
  let simulator = await start();
  const target = { url: simulator.url, ca: simulator.ca };
  const front = await startBadFront(target);
  let changes = 0;
  const change = (): void => {
    const at = changes++ % count;
    versions[at] = (versions[at] ?? 0) + 1;
    simulator.put([liveObject(at, versions[at])]);
  };
  let timer: ReturnType<typeof setInterval> | undefined;
  const take = async ({ churn, fault, restart }: Order): Promise<void> => {
    if (churn !== undefined) {
      clearInterval(timer);
      timer = churn > 0 ? setInterval(change, 1000 / churn) : undefined;
    }
    if (fault === null) front.heal();
    else if (fault !== undefined) front.fail(fault);
    if (restart === undefined) return;
    front.fail('hung up');
    await simulator.stop();
    await pause(3000);
    simulator = await start();
    Object.assign(target, { url: simulator.url, ca: simulator.ca });
    front.heal();
  };
  process.on('message', (order) => void take(order as Order).then(() => process.send?.('done')));
  process.once('disconnect', () => {
    clearInterval(timer);
    void Promise.all([front.stop(), simulator.stop()]);
  });
  process.send?.({ url: front.url, ca: front.ca } satisfies Address);
}

await main(Number(process.argv[2]), process.argv[3] ?? '');
