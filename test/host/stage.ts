import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { writeFile } from 'node:fs/promises';
import { kinds } from '../../src/flux/kinds.ts';
import type { FluxObject } from '../../src/flux/objects.ts';

/** Clusters that stand still, each a context of one kubeconfig: what the views show of each state can be looked at in peace. */
export interface Stage {
  readonly kubeconfig: string;
  stop(): Promise<void>;
}

/** What a context's server answers: these objects, or these to somebody who may see one namespace, no kind of Flux at all, or always this status. */
export type Scene = readonly FluxObject[] | { readonly only: readonly FluxObject[] } | 'bare' | 401 | 403;

/**
 * Starts one server for all scenes, on loopback. Writes the kubeconfig into `file`. A context `away` leads nowhere, and `unknown` needs a program that
 * is not there.
 */
export async function startStage(file: string, scenes: Readonly<Record<string, Scene>>): Promise<Stage> {
  const server = createServer((request, response) => {
    const [, name = '', ...rest] = (request.url ?? '').split('/');
    answer(scenes[name] ?? 'bare', `/${rest.join('/')}`, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const addresses = Object.keys(scenes).map((it) => [it, `http://127.0.0.1:${port}/${it}`] as const);
  const nowhere = 'http://127.0.0.1:1';
  const all = [...addresses, ['away', nowhere] as const, ['unknown', nowhere] as const];
  const exec = { apiVersion: 'client.authentication.k8s.io/v1', command: 'no-such-login', interactiveMode: 'Never' };
  const config = {
    clusters: all.map(([name, address]) => ({ name, cluster: { server: address } })),
    users: [
      { name: 'somebody', user: { token: 'token' } },
      { name: 'nobody', user: { exec } },
    ],
    contexts: all.map(([name]) => ({
      name,
      context: { cluster: name, user: name === 'unknown' ? 'nobody' : 'somebody' },
    })),
    'current-context': addresses[0]?.[0] ?? 'away',
  };
  await writeFile(file, JSON.stringify(config), { mode: 0o600 });
  return {
    kubeconfig: file,
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function answer(scene: Scene, url: string, response: ServerResponse): void {
  const say = (status: number, body: object) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  const [path = '', query = ''] = url.split('?');
  if (scene === 401) return say(401, { message: 'Unauthorized' });
  if (scene === 'bare') return say(404, { message: 'not found' });
  const [, , group = '', version = '', ...collection] = path.split('/');
  const plural = collection.at(-1);
  const served = kinds.filter((it) => it.group === group);
  // A watch in which nothing happens.
  if (query.includes('watch=true'))
    return void response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders();
  if (path.startsWith('/api/')) return say(200, { metadata: { resourceVersion: '1' }, items: [] });
  if (served.length === 0) return say(404, { message: 'not found' });
  if (version === '')
    return say(200, { versions: [...new Set(served.map((it) => it.versions[0]))].map((it) => ({ version: it })) });
  const here = served.filter((it) => it.versions[0] === version);
  if (plural === undefined) return say(200, { resources: here.map((it) => ({ name: it.plural })) });
  const objects = scene === 403 ? [] : 'only' in scene ? scene.only : scene;
  if (scene === 403 || ('only' in scene && collection[1] !== objects[0]?.metadata?.namespace))
    return say(403, { message: `${plural}.${group} is forbidden: User "somebody" cannot list resource` });
  const kind = here.find((it) => it.plural === plural)?.kind;
  say(200, { metadata: { resourceVersion: '1' }, items: objects.filter((it) => it.kind === kind) });
}
