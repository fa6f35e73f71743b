import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Tokens } from './access.ts';
import { newTokens, tokenFile } from './access.ts';
import { KubeApi } from './api.ts';
import { onFreePorts } from './ports.ts';
import { Running } from './running.ts';
import { etcdBeside } from './tools.ts';
import { until } from './until.ts';
import type { Watchdog } from './watchdog.ts';

export interface ApiServer {
  /** `https://127.0.0.1:PORT` */
  readonly url: string;
  /** PEM text of the authority that its certificate comes from. */
  readonly ca: string;
  readonly tokens: Tokens;
  /** As `admin`. */
  readonly api: KubeApi;
  /** In the order they were started. */
  readonly programs: readonly Running[];
  /** Kills it, and starts it again with what it has stored, at the same address. Done when it is ready. */
  restart(): Promise<void>;
}

/** Starts a real Kubernetes API server in `folder` and waits until it says that it is ready, at most a minute. */
export async function startApiServer(program: string, folder: string, watchdog: Watchdog): Promise<ApiServer> {
  mkdirSync(folder, { recursive: true });
  const tokens = newTokens();
  writeFileSync(join(folder, 'tokens.csv'), tokenFile(tokens), { mode: 0o600 });
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  writeFileSync(join(folder, 'sa.key'), privateKey.export({ type: 'sec1', format: 'pem' }), { mode: 0o600 });
  const etcd = etcdBeside(program);
  const store = etcd === undefined ? undefined : await startEtcd(etcd, folder, watchdog);
  try {
    return await onFreePorts(1, async ([port]) => {
      const args = [...(store === undefined ? [] : [`--etcd-servers=${store.url}`]), ...serverArgs(port ?? 0)];
      const logFile = join(folder, 'kube-apiserver.log');
      const start = () =>
        new Running({ name: 'kube-apiserver', program, args, cwd: folder, env: process.env, logFile }, watchdog);
      const programs = [...(store === undefined ? [] : [store.running]), start()];
      const ready = await whenReady(programs.at(-1)!, `https://127.0.0.1:${port}`, folder, tokens);
      const restart = async (): Promise<void> => {
        await programs.pop()?.stop(0);
        programs.push(start());
        await untilReady(programs.at(-1)!, ready.api);
      };
      return { ...ready, tokens, programs, restart };
    });
  } catch (error) {
    await store?.running.stop(0);
    throw error;
  }
}

const serverArgs = (port: number): string[] => [
  `--secure-port=${port}`,
  '--bind-address=127.0.0.1',
  // Without these two it looks for a network interface, and a machine that is offline may have none.
  '--advertise-address=127.0.0.1',
  '--endpoint-reconciler-type=none',
  '--cert-dir=certificates',
  '--token-auth-file=tokens.csv',
  '--authorization-mode=RBAC',
  '--service-account-issuer=https://fluxwright.test',
  '--service-account-key-file=sa.key',
  '--service-account-signing-key-file=sa.key',
  '--service-cluster-ip-range=10.0.0.0/24',
  // As in every cluster that kubeadm makes.
  '--allow-privileged=true',
  // There is no controller that would create the service account which Pods are then refused without.
  '--disable-admission-plugins=ServiceAccount',
];

async function whenReady(running: Running, url: string, folder: string, tokens: Tokens) {
  const certificate = join(folder, 'certificates', 'apiserver.crt');
  try {
    const ca = await until('kube-apiserver writes its certificate', 60, () => {
      running.assertAlive();
      return existsSync(certificate) && pemIn(certificate);
    });
    const api = new KubeApi(url, tokens.admin, ca);
    await untilReady(running, api);
    return { url, ca, api };
  } catch (error) {
    await running.stop(0);
    throw error;
  }
}

async function untilReady(running: Running, api: KubeApi): Promise<void> {
  const explain = () => running.lastLines();
  const isReady = () =>
    api.send<string>('GET', '/readyz').then(
      () => true,
      () => false,
    );
  await until('kube-apiserver is ready', 60, () => (running.assertAlive(), isReady()), explain);
}

/** The file's text once it is complete. */
function pemIn(file: string): string | undefined {
  const text = readFileSync(file, 'utf8');
  return text.trimEnd().endsWith('-----END CERTIFICATE-----') ? text : undefined;
}

/** Etcd as a process of its own: an API server that came in `KUBEBUILDER_ASSETS` has none inside. */
async function startEtcd(program: string, folder: string, watchdog: Watchdog) {
  return onFreePorts(2, async ([clients, peers]) => {
    const url = `http://127.0.0.1:${clients}`;
    const peer = `http://127.0.0.1:${peers}`;
    const args = [
      '--data-dir=etcd',
      '--unsafe-no-fsync',
      `--listen-client-urls=${url}`,
      `--advertise-client-urls=${url}`,
      `--listen-peer-urls=${peer}`,
      `--initial-advertise-peer-urls=${peer}`,
      `--initial-cluster=default=${peer}`,
    ];
    const logFile = join(folder, 'etcd.log');
    const running = new Running({ name: 'etcd', program, args, cwd: folder, env: process.env, logFile }, watchdog);
    try {
      const isHealthy = () =>
        fetch(`${url}/health`).then(
          (it) => it.ok,
          () => false,
        );
      await until(
        'etcd is healthy',
        30,
        () => (running.assertAlive(), isHealthy()),
        () => running.lastLines(),
      );
      return { url, running };
    } catch (error) {
      await running.stop(0);
      throw error;
    }
  });
}
