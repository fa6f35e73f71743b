import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Scope } from '../vscode/scope.ts';
import { faults, troubles, type Fault, type Trouble } from '../cluster/faults.ts';
import { slope } from './measure.ts';
import type { Address, Order } from './soak-cluster.ts';
import type { Sample } from './soak-room.ts';
import { bytes, type Row } from './table.ts';

const objects = 1000;
/** How long a fault lasts, and how long the client may take after it until it is right again, in seconds. */
const times = { fault: 5, recovery: 90, churn: 10 } as const;
/** Changes each second, and of how many objects a round. */
const churn = 20;

/** What ends the following, as it should: nobody is asked to sign in again by itself. */
const final: readonly (Fault | Trouble)[] = ['unauthorized'];
const plan = ([...Object.keys(faults), ...Object.keys(troubles)] as (Fault | Trouble)[]).filter(
  (it) => !final.includes(it),
);

/** A moment of the soak, when all was quiet and right. */
interface Point extends Sample {
  /** Minutes since the start. */
  readonly at: number;
}

/**
 * Follows a simulated cluster that changes all the time, through every fault and through restarts, in a process of its own with a credential
 * plugin. After each fault the store must equal a fresh list, or it throws; in the end memory, handles and processes must be where they were, or
 * the exit code says that they are not.
 */
export async function benchSoak(scope: Scope, minutes: number, log: (line: string) => void): Promise<readonly Row[]> {
  const folder = await scope.folder('soak');
  const [cluster, room] = await start(folder);
  const points: Point[] = [];
  const started = Date.now();
  const passed = () => (Date.now() - started) / 60_000;
  try {
    for (let round = 0; passed() < minutes; round++) {
      const fault = plan[round % plan.length] ?? 'hung up';
      const isRestart = fault === 'nothing but a restart';
      await tell(cluster, { churn, ...(isRestart ? { restart: true as const } : { fault }) });
      await pause(times.fault * 1000);
      await tell(cluster, { fault: null });
      await pause(times.churn * 1000);
      await tell(cluster, { churn: 0 });
      const point = { ...(await settled(room, fault)), at: passed() };
      points.push(point);
      log(lineOf(point, fault));
    }
  } finally {
    cluster.disconnect();
    room.disconnect();
    for (const it of [cluster, room]) if (it.exitCode === null) await once(it, 'exit');
  }
  return judged(points);
}

async function start(folder: string): Promise<readonly [ChildProcess, ChildProcess]> {
  const tokenFile = join(folder, 'token');
  const cluster = fork(join(import.meta.dirname, 'soak-cluster.ts'), [String(objects), tokenFile]);
  const [address] = (await once(cluster, 'message')) as [Address];
  const plugin = join(folder, 'login');
  writeFileSync(plugin, pluginText(tokenFile));
  chmodSync(plugin, 0o755);
  const kubeconfig = join(folder, 'kubeconfig');
  writeFileSync(kubeconfig, kubeconfigText(address, plugin), { mode: 0o600 });
  return [cluster, fork(join(import.meta.dirname, 'soak-room.ts'), [kubeconfig], { execArgv })];
}

/** Memory for what lives a moment would grow with the pace of allocation, up to a hundred megabytes, and hide what is leaked. */
const execArgv = ['--expose-gc', '--max-semi-space-size=4'];

const apiVersion = 'client.authentication.k8s.io/v1';

/** Gives what stands in the file, for half a minute. */
function pluginText(tokenFile: string): string {
  return `#!${process.execPath}
const token = require('node:fs').readFileSync(${JSON.stringify(tokenFile)}, 'utf8');
const expirationTimestamp = new Date(Date.now() + 30_000).toISOString();
console.log(JSON.stringify({ kind: 'ExecCredential', apiVersion: '${apiVersion}', status: { token, expirationTimestamp } }));
`;
}

function kubeconfigText({ url, ca }: Address, command: string): string {
  const cluster = { server: url, 'certificate-authority-data': Buffer.from(ca).toString('base64') };
  return JSON.stringify({
    clusters: [{ name: 'soak', cluster }],
    users: [{ name: 'soak', user: { exec: { apiVersion, command, interactiveMode: 'Never' } } }],
    contexts: [{ name: 'soak', context: { cluster: 'soak', user: 'soak' } }],
    'current-context': 'soak',
  });
}

async function tell(cluster: ChildProcess, order: Order): Promise<void> {
  const done = once(cluster, 'message');
  cluster.send(order);
  await done;
}

/** The state of the client, once its store equals a fresh list. */
async function settled(room: ChildProcess, fault: string): Promise<Sample> {
  const deadline = Date.now() + times.recovery * 1000;
  for (;;) {
    const answer = once(room, 'message');
    room.send('sample');
    const [sample] = (await answer) as [Sample];
    if (sample.wrong === 0) return sample;
    if (Date.now() > deadline) throw new Error(`${sample.wrong} objects are wrong ${times.recovery} s after: ${fault}`);
    await pause(1000);
  }
}

function lineOf(point: Point, fault: string): string {
  const { at, heap, memory, handles, files, children, drawn, cpu } = point;
  const load = ((cpu / (at * 60_000)) * 100).toFixed(1);
  const counts = `${handles} handles, ${files} files, ${children} children, drawn ${drawn} times, ${load} % of a core`;
  return `${at.toFixed(1)} min: heap ${bytes(heap)}, rss ${bytes(memory)}, ${counts}; after: ${fault}`;
}

/** What may be gained in an hour, in percent of what there is, by figures that are flat. Memory is noisy, counts are not. */
const budgets = { heap: 25, memory: 25, handles: 10, files: 10 } as const;

/** The figures over time. The first quarter is left out: programs warm up. */
function judged(points: readonly Point[]): readonly Row[] {
  const later = points.slice(Math.ceil(points.length / 4));
  const last = points.at(-1);
  if (later.length < 3 || last === undefined) throw new Error('the soak was too short to judge anything');
  const rows = (Object.keys(budgets) as (keyof typeof budgets)[]).map((name) => {
    const figures = later.map((it) => it[name]);
    const mean = figures.reduce((sum, it) => sum + it, 0) / figures.length;
    const hourly = (slope(later.map((it) => [it.at / 60, it[name]])) / mean) * 100;
    const shown = (it: number) => (name === 'heap' || name === 'memory' ? bytes(it) : String(it));
    const range = `${shown(Math.min(...figures))} to ${shown(Math.max(...figures))}, ${hourly.toFixed(1)} % an hour`;
    const isFlat = hourly <= budgets[name];
    if (!isFlat) process.exitCode = 1;
    const ours = `${range}: ${isFlat ? 'flat' : 'grows'}`;
    return { work: `soak of ${last.at.toFixed(0)} min, ${name}`, ours, budget: `${budgets[name]} % an hour` };
  });
  if (last.children > 0) process.exitCode = 1;
  const children = { work: 'soak, child processes left', ours: String(last.children), budget: '0' };
  return [
    ...rows,
    children,
    { work: 'soak, faults after which the store equals a fresh list', ours: String(points.length) },
  ];
}
