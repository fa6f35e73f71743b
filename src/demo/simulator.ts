import { randomBytes } from 'node:crypto';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Item } from './json.ts';
import { usersFor } from './access.ts';
import { answer } from './answer.ts';
import { catalog, type GroupVersion } from './catalog.ts';
import { newIdentity } from './certificate.ts';
import { play } from './controllers.ts';
import { kubeconfigFor } from './kubeconfig.ts';
import { seed } from './seed.ts';
import { Storage } from './storage.ts';

export interface SimulatorOptions {
  /** What is in the cluster from the start: Flux objects and Namespaces as plain JSON. Missing namespaces are made. */
  readonly objects: readonly object[];
  /** The revision that a source would fetch now, such as `main@sha1:…`. A failure becomes the source's own. */
  readonly revision: (source: Item) => Promise<string> | string;
  /**
   * What the folder of a Kustomization holds at a revision, as plain JSON; a failure becomes the Kustomization's own. Without it nothing is
   * applied, and an inventory lists what carries the Kustomization's labels.
   */
  readonly build?: (kustomization: Item, revision: string) => Promise<readonly object[]> | readonly object[];
  /** Only 0, a free port, is of use; it stands here so that the caller sees there is a choice it does not have. */
  readonly port?: 0;
  /** How fast the controllers work: 1 as people are used to, 0.01 for tests. They do nothing at all when it is 0. */
  readonly pace?: number;
}

/** A running simulated cluster. */
export interface Simulator {
  readonly url: string;
  /** PEM text of the authority that vouches for the server. */
  readonly ca: string;
  /** The token of the user who may do everything. */
  readonly token: string;
  readonly tokens: Readonly<Record<'admin' | 'viewer' | 'nobody', string>>;
  /** The text of a kubeconfig with the contexts `demo`, which is current, and `viewer`, which may look at Flux and change nothing. */
  readonly kubeconfig: string;
  /** Brings objects in, or up to date, as a controller would apply them. Throws for a kind that is not served. */
  put(objects: readonly object[]): void;
  /** Forgets old versions, so that whoever comes back with one is told 410. */
  compact(): void;
  /** Ends watches, controllers and connections. Nothing of it keeps the process alive afterwards. */
  stop(): Promise<void>;
}

/** How many changes a client may be behind before it is told to list again. */
const remembered = 4000;

/** Starts an API server for the Flux kinds on a free port of 127.0.0.1, with a loop that plays the Flux controllers. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const ending = new AbortController();
  const groups = catalog();
  const storage = new Storage(remembered);
  seed(storage, groups, options.objects);
  // The cluster did not begin a moment ago: its first versions are long forgotten.
  storage.compact();
  const tokens = { admin: newToken(), viewer: newToken(), nobody: newToken() };
  const users = usersByToken(groups, tokens);
  const { key, certificate } = newIdentity();
  const server = createServer({ key, cert: certificate }, (request, response) => {
    void answer({ storage, groups, users, signal: ending.signal }, request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { pace = 1 } = options;
  const playing = pace > 0 ? play({ ...options, storage, groups, pace, signal: ending.signal }) : Promise.resolve();
  return {
    url,
    ca: certificate,
    token: tokens.admin,
    tokens,
    kubeconfig: kubeconfigFor(url, certificate, { demo: tokens.admin, viewer: tokens.viewer }),
    put: (objects) => seed(storage, groups, objects),
    compact: () => storage.compact(),
    stop: async () => {
      ending.abort();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await Promise.all([playing, closed]);
    },
  };
}

function usersByToken(groups: readonly GroupVersion[], tokens: Simulator['tokens']) {
  const users = usersFor([...new Set(groups.map((it) => it.group))]);
  return new Map([
    [tokens.admin, users.admin],
    [tokens.viewer, users.viewer],
    [tokens.nobody, users.nobody],
  ]);
}

function newToken(): string {
  return randomBytes(16).toString('hex');
}
