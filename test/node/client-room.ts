import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Api, ApiError } from '../../src/cluster/api.ts';
import { connect } from '../../src/cluster/client.ts';
import { kindOf } from '../../src/flux/kinds.ts';
import { startBadServer } from './bad-server.ts';
import type { Answer, BadServer } from './bad-server.ts';

export const kind = kindOf('kustomize.toolkit.fluxcd.io', 'Kustomization')!;
export const web = { group: kind.group, kind: kind.kind, namespace: 'apps', name: 'web' };
/** Far longer than an answer takes, also on a busy machine. A test that waits for one of them says how long. */
export const limits = { connect: 10_000, idle: 10_000, watchIdle: 10_000, signIn: 20_000 };
export const page = '<!DOCTYPE html><html><body>Sign in to Corp SSO</body></html>';
export const never = new AbortController().signal;

/** A temporary folder per test and the servers that it starts, all gone afterwards. Call it inside `describe`. */
export function clientRoom() {
  let folder = '';
  const servers: BadServer[] = [];
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'fluxwright-client-'))));
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((it) => it.stop()));
    rmSync(folder, { recursive: true, force: true });
  });

  /** Writes a kubeconfig with the one context `test`. */
  function kubeconfig(url: string, user: object, more: object = {}): string {
    const file = join(folder, 'config');
    const contexts = [{ name: 'test', context: { cluster: 'c', user: 'u', namespace: 'apps' } }];
    const clusters = [{ name: 'c', cluster: { server: url, ...more } }];
    const users = [{ name: 'u', user }];
    writeFileSync(file, JSON.stringify({ clusters, users, contexts, 'current-context': 'test' }));
    return file;
  }
  async function serve(answer: Answer, discovery?: Answer): Promise<BadServer> {
    const server = await startBadServer(answer, discovery);
    servers.push(server);
    return server;
  }
  async function api(answer: Answer, discovery?: Answer, bounds: Partial<typeof limits> = {}): Promise<Api> {
    const { url } = await serve(answer, discovery);
    return connect([kubeconfig(url, { token: 'secret-token' })], 'test', { ...limits, ...bounds });
  }
  /** The error of work that must fail as it is promised: an `ApiError`, one line, without the token. */
  async function refused(work: Promise<unknown>): Promise<ApiError> {
    try {
      await work;
    } catch (error) {
      assert.equal((error as Error).name, 'ApiError', (error as Error).stack);
      assert.doesNotMatch((error as Error).message, /secret-token|\n/);
      return error as ApiError;
    }
    return assert.fail('it was not refused');
  }
  return { kubeconfig, serve, api, refused, folder: () => folder, server: () => servers.at(-1) };
}
