import { mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import type { Tokens } from './access.ts';
import { firstObjects, kubeconfig } from './access.ts';
import type { KubeApi } from './api.ts';
import type { ApiServer } from './apiserver.ts';
import { startApiServer } from './apiserver.ts';
import type { Log } from './build.ts';
import type { Controller } from './controllers.ts';
import { startController } from './controllers.ts';
import type { GitServer } from './git.ts';
import { startGitServer } from './git.ts';
import type { Running } from './running.ts';
import type { ToolName } from './tools.ts';
import { ensureTools } from './tools.ts';
import { until } from './until.ts';
import { startWatchdog } from './watchdog.ts';

export interface BedOptions {
  /** Which controllers run. Default: source, kustomize and helm. */
  readonly controllers?: readonly Controller[];
  /** Which programs stand on the PATH of `env`. Default: none. */
  readonly programs?: readonly ('flux' | 'helm')[];
  /** Takes the lines about builds. Default: stderr. */
  readonly log?: Log;
}

/** A real cluster with Flux, as far as it goes without nodes: objects are stored and reconciled, Pods never run. */
export interface Bed {
  /** A temporary folder that `stop` removes; others may put their things there. */
  readonly folder: string;
  /** `https://127.0.0.1:PORT` of the API server. */
  readonly server: string;
  /** PEM text of the server's authority. */
  readonly ca: string;
  /** A file with the contexts `fluxwright-test` (may do everything, current), `viewer` and `nobody`. */
  readonly kubeconfig: string;
  readonly tokens: Tokens;
  /** As `admin`. */
  readonly api: KubeApi;
  readonly git: GitServer;
  /** What programs need that shall work with this cluster: `KUBECONFIG` and a `PATH` with the asked programs first. */
  readonly env: { readonly KUBECONFIG: string; readonly PATH: string };
  /** Process ids of everything that runs for the bed. */
  readonly pids: readonly number[];
  /** Milliseconds that each part took until it was ready, by its name. */
  readonly timings: ReadonlyMap<string, number>;
  /** Kills the API server, and starts it again with what it has stored, at the same address. Done when it is ready. */
  restartServer(): Promise<void>;
  /** Ends every process, waits for each, and removes the folder. May be called twice. */
  stop(): Promise<void>;
}

/**
 * Starts a real API server with the Flux kinds, the asked controllers and a Git server, and waits until all are ready.
 * Everything ends with `stop`, and within seconds when this process dies in any way.
 *
 * @throws Unavailable when a part cannot be had on this machine.
 */
export async function startBed(options: BedOptions = {}): Promise<Bed> {
  const wanted = options.controllers ?? ['source', 'kustomize', 'helm'];
  const log = options.log ?? ((line) => console.error(line));
  const programs = options.programs ?? [];
  const names = wanted.map((it) => `${it}-controller` as const);
  const tools = await ensureTools(['kube-apiserver', 'crds', ...names, ...programs], log);
  const rooms = new Rooms();
  try {
    const server = await rooms.timed('kube-apiserver', () => rooms.openServer(tools['kube-apiserver']));
    await rooms.timed('crds', () => applyKinds(server.api, tools.crds));
    for (const object of firstObjects) await server.api.apply(object);
    const config = join(rooms.folder, 'kubeconfig');
    writeFileSync(config, kubeconfig(server.url, server.ca, server.tokens), { mode: 0o600 });
    const git = await rooms.openGit();
    const start = (it: Controller) =>
      rooms.timed(`${it}-controller`, () => rooms.openController(it, tools[`${it}-controller`], config));
    await allSettledOrThrow(wanted.map(start));
    return describe(rooms, server, git, config, pathWith(programs, tools));
  } catch (error) {
    await rooms.stop();
    throw error;
  }
}

/** What is open, so that it can be closed in the right order at any moment. */
class Rooms {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'fluxwright-bed-')));
  readonly watchdog = startWatchdog(this.folder);
  readonly timings = new Map<string, number>();
  readonly controllers: Running[] = [];
  server: ApiServer | undefined;
  git: GitServer | undefined;
  #stopped: Promise<void> | undefined;

  async timed<T>(name: string, work: () => Promise<T>): Promise<T> {
    const start = performance.now();
    const result = await work();
    this.timings.set(name, Math.round(performance.now() - start));
    return result;
  }

  async openServer(program: string): Promise<ApiServer> {
    this.server = await startApiServer(program, join(this.folder, 'cluster'), this.watchdog);
    return this.server;
  }

  async openGit(): Promise<GitServer> {
    this.git = await startGitServer(join(this.folder, 'git'));
    return this.git;
  }

  async openController(controller: Controller, program: string, config: string): Promise<void> {
    const folder = join(this.folder, 'flux');
    this.controllers.push(await startController(controller, program, folder, config, this.watchdog));
  }

  get running(): readonly Running[] {
    return [...(this.server?.programs ?? []), ...this.controllers];
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #stop(): Promise<void> {
    // A controller whose API server is gone spins for half a minute.
    await Promise.all(this.controllers.map((it) => it.stop(2000)));
    await this.git?.stop();
    this.server?.api.close();
    // What it would save on the way out is about to be removed.
    for (const it of [...(this.server?.programs ?? [])].reverse()) await it.stop(0);
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 });
    await this.watchdog.dismiss();
  }
}

function describe(rooms: Rooms, server: ApiServer, git: GitServer, config: string, path: string): Bed {
  const { folder, timings } = rooms;
  return {
    folder,
    timings,
    git,
    server: server.url,
    ca: server.ca,
    tokens: server.tokens,
    api: server.api,
    kubeconfig: config,
    env: { KUBECONFIG: config, PATH: path },
    pids: rooms.running.map((it) => it.pid).filter((it) => it !== undefined),
    restartServer: () => server.restart(),
    stop: () => rooms.stop(),
  };
}

function pathWith(programs: readonly ToolName[], tools: Partial<Record<ToolName, string>>): string {
  const folders = programs.map((it) => dirname(tools[it] ?? ''));
  return [...folders, process.env['PATH'] ?? ''].join(delimiter);
}

/** Applies the CRDs of a folder that controller-gen wrote. Done when the server serves all their kinds, at most half a minute. */
export async function applyKinds(api: KubeApi, crds: string): Promise<void> {
  const root = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
  const files = readdirSync(crds).filter((it) => it.endsWith('.yaml'));
  const apply = async (file: string) => {
    // controller-gen names files GROUP_PLURAL.yaml, and a CRD is named PLURAL.GROUP.
    const [group, plural] = file.slice(0, -'.yaml'.length).split('_');
    const path = `${root}/${plural}.${group}?fieldManager=fluxwright-test&force=true`;
    await api.send('PATCH', path, readFileSync(join(crds, file), 'utf8'), 'application/apply-patch+yaml');
  };
  await Promise.all(files.map(apply));
  await until(`the kinds of ${crds} are served`, 30, async () => {
    const { items } = await api.send<{ items: readonly Crd[] }>('GET', root);
    if (items.length < files.length || !items.every(isEstablished)) return false;
    return (await Promise.all(items.map((it) => isListed(api, it)))).every((it) => it);
  });
}

interface Crd {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly plural: string };
    readonly versions: readonly { readonly name: string }[];
  };
  readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

const isEstablished = ({ status }: Crd): boolean =>
  status?.conditions?.some((it) => it.type === 'Established' && it.status === 'True') ?? false;

/** A kind that is established may still answer 429, `storage is (re)initializing`, or 404, or be missing in discovery for a moment. */
async function isListed(api: KubeApi, { spec }: Crd): Promise<boolean> {
  const version = `/apis/${spec.group}/${spec.versions[0]?.name}`;
  const known = api.send<{ resources: readonly { readonly name: string }[] }>('GET', version);
  return Promise.all([known, api.send('GET', `${version}/${spec.names.plural}?limit=1`)]).then(
    ([{ resources }]) => resources.some((it) => it.name === spec.names.plural),
    () => false,
  );
}

/** Waits for all before it throws the first error: what has started meanwhile must be known to be stopped. */
async function allSettledOrThrow(work: readonly Promise<void>[]): Promise<void> {
  for (const it of await Promise.allSettled(work)) if (it.status === 'rejected') throw it.reason;
}
