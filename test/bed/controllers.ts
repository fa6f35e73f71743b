import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { onFreePorts } from './ports.ts';
import { Running } from './running.ts';
import { until } from './until.ts';
import type { Watchdog } from './watchdog.ts';

export const controllers = ['source', 'kustomize', 'helm', 'notification'] as const;

export type Controller = (typeof controllers)[number];

/** How soon an object looks again whether its dependencies are ready; Flux's own half a minute is too long for a test. */
const askOften = '--requeue-dependency=2s';

/** Which flags a controller has beyond those that all share, given ports of its own. */
const ownArgs: { readonly [C in Controller]: (folder: string, port: number) => readonly string[] } = {
  source: (folder, port) => [
    `--storage-path=${join(folder, 'artifacts')}`,
    `--storage-addr=127.0.0.1:${port}`,
    `--storage-adv-addr=127.0.0.1:${port}`,
    '--events-addr=',
  ],
  kustomize: () => ['--events-addr=', askOften],
  helm: () => ['--events-addr=', askOften],
  notification: (_, port) => [`--receiverAddr=127.0.0.1:${port}`, '--events-addr=127.0.0.1:0'],
};

/** Starts a real Flux controller as a process and waits until it says that it is ready, at most a minute. */
export async function startController(
  controller: Controller,
  program: string,
  folder: string,
  kubeconfig: string,
  watchdog: Watchdog,
): Promise<Running> {
  const name = `${controller}-controller`;
  // Each finds its temporary files in its own folder, which goes with the bed.
  const temp = join(folder, `${name}-tmp`);
  for (const it of [temp, join(folder, 'artifacts')]) mkdirSync(it, { recursive: true });
  const env = { ...process.env, RUNTIME_NAMESPACE: 'flux-system', KUBECONFIG: kubeconfig, TMPDIR: temp };
  return onFreePorts(2, async ([health = 0, own = 0]) => {
    const args = [...sharedArgs(health), ...ownArgs[controller](folder, own)];
    const running = new Running(
      { name, program, args, cwd: temp, env, logFile: join(folder, `${name}.log`) },
      watchdog,
    );
    const isReady = () =>
      fetch(`http://127.0.0.1:${health}/readyz`).then(
        (it) => it.ok,
        () => false,
      );
    try {
      await until(
        `${name} is ready`,
        60,
        () => (running.assertAlive(), isReady()),
        () => running.lastLines(),
      );
      return running;
    } catch (error) {
      await running.stop(0);
      throw error;
    }
  });
}

const sharedArgs = (health: number): readonly string[] => [
  '--watch-all-namespaces',
  '--enable-leader-election=false',
  '--log-level=info',
  '--metrics-addr=127.0.0.1:0',
  `--health-addr=127.0.0.1:${health}`,
];
