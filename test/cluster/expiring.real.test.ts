// The body of an answer is whatever the server sent; every use of it here is an assertion about its shape.
/* eslint-disable @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-assignment */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from '../../src/cluster/client.ts';
import { createLiveStore } from '../../src/cluster/store.ts';
import { follow } from '../../src/cluster/watch.ts';
import { kinds } from '../../src/flux/kinds.ts';
import { bedOrSkip } from '../bed/skip.ts';
import { until } from '../bed/until.ts';
import { startBadFront } from './faults.ts';
import { change, equalsAList, namespace, type Recovering } from './recovering.ts';
import { Wire, type Answer } from './wire.ts';

const account = { name: 'reader', namespace: 'flux-system' };
const hour = 3_600_000;

describe('the store when its token expires on the real API server', function () {
  this.timeout(120_000);
  const given = {} as Omit<Recovering, 'store'>;
  let folder = '';
  before('the cluster is there', async function () {
    const bed = await bedOrSkip(this, { controllers: [] });
    const cluster = { url: bed.server, ca: bed.ca, tokens: bed.tokens, git: '', stop: () => bed.stop() };
    Object.assign(given, { wire: new Wire(cluster), front: await startBadFront(cluster), news: 0, seen: new Set() });
    folder = mkdtempSync(join(tmpdir(), 'fluxwright-expiring-'));
    await make('/api/v1/namespaces', { metadata: { name: namespace } });
    await make(`/api/v1/namespaces/${account.namespace}/serviceaccounts`, { metadata: { name: account.name } });
    const group = 'rbac.authorization.k8s.io';
    await make(`/apis/${group}/v1/clusterrolebindings`, {
      metadata: { name: 'reader-views-flux' },
      roleRef: { apiGroup: group, kind: 'ClusterRole', name: 'flux-viewer' },
      subjects: [{ kind: 'ServiceAccount', ...account }],
    });
  });
  after(async () => {
    await given.front?.stop();
    given.wire?.close();
    await given.wire?.cluster.stop();
    if (folder !== '') rmSync(folder, { recursive: true, force: true });
  });

  async function make(path: string, body: object): Promise<Answer> {
    const made = await given.wire.call('POST', path, { body });
    assert.equal(made.status, 201, made.text);
    return made;
  }

  /** A token that is good until `expire` is called, in a file of this name. */
  async function tokenIn(file: string, secret: string): Promise<{ expire(): Promise<void> }> {
    const secrets = `/api/v1/namespaces/${account.namespace}/secrets`;
    const { body: owner } = await make(secrets, { metadata: { name: secret } });
    const boundObjectRef = { apiVersion: 'v1', kind: 'Secret', name: secret, uid: owner.metadata.uid };
    const path = `/api/v1/namespaces/${account.namespace}/serviceaccounts/${account.name}/token`;
    const { body } = await make(path, { spec: { boundObjectRef, expirationSeconds: 600 } });
    const token = body.status.token as string;
    writeFileSync(join(folder, file), `${token}\n`, { mode: 0o600 });
    const { cluster } = given.wire;
    const wire = new Wire({ ...cluster, tokens: { ...cluster.tokens, viewer: token } });
    return {
      // The server believes for some seconds what it has found out of a token.
      expire: async () => {
        assert.equal((await given.wire.call('DELETE', `${secrets}/${secret}`)).status, 200);
        await until('the token is refused', 60, async () => (await wire.get('/api', 'viewer')).status === 401);
        wire.close();
      },
    };
  }

  /** Follows all kinds as a user of the kubeconfig while something is done. */
  async function following(user: object, work: (it: Recovering & { now(): number }) => Promise<void>, now = Date.now) {
    const { url, ca } = given.front;
    const config = {
      clusters: [{ name: 'it', cluster: { server: url, 'certificate-authority-data': btoa(ca) } }],
      users: [{ name: 'me', user }],
      contexts: [{ name: 'me', context: { cluster: 'it', user: 'me' } }],
    };
    writeFileSync(join(folder, 'config'), JSON.stringify(config), { mode: 0o600 });
    const end = new AbortController();
    const limits = { connect: 5000, idle: 10_000, watchIdle: 10_000, signIn: 10_000 };
    const api = await connect([join(folder, 'config')], 'me', limits, {}, now);
    const store = createLiveStore();
    const pause = (time: number, signal: AbortSignal) => sleep(time / 20, undefined, { signal }).catch(() => undefined);
    const done = follow({ api, kinds, store, pause, signal: end.signal });
    try {
      await work({ ...given, store, now: () => api.now() });
    } finally {
      end.abort();
      await done;
    }
  }

  /** A login plugin that gives the token of a file, good for so many milliseconds by its own account, and counts how often it ran. */
  function plugin(file: string, goodFor?: number) {
    const runs = join(folder, `${file}-runs`);
    const expires =
      goodFor === undefined ? '' : `, expirationTimestamp: new Date(Date.now() + ${goodFor}).toISOString()`;
    const program = `#!${process.execPath}
      const { appendFileSync, readFileSync } = require('node:fs');
      appendFileSync(${JSON.stringify(runs)}, '.');
      const status = { token: readFileSync(${JSON.stringify(join(folder, file))}, 'utf8').trim()${expires} };
      console.log(JSON.stringify({ apiVersion: 'client.authentication.k8s.io/v1', kind: 'ExecCredential', status }));`;
    const command = join(folder, `login-${file}`);
    writeFileSync(command, program, { mode: 0o700 });
    const exec = { apiVersion: 'client.authentication.k8s.io/v1', command, interactiveMode: 'Never' };
    return { user: { exec }, runs: () => readFileSync(runs, 'utf8').length };
  }

  /** Each kind hears of the new token when it lists again, one sooner than another. */
  const withoutFaults = ({ store }: Recovering) =>
    until('no kind has a fault', 60, () => kinds.every((kind) => store.fault(kind) === undefined));

  it('signs in once more for all kinds, where a login plugin gives a new one', async () => {
    const first = await tokenIn('plugin', 'plugin-first');
    const { user, runs } = plugin('plugin');
    await following(user, async (it) => {
      await change(it, 'before-plugin');
      await equalsAList(it);
      assert.equal(runs(), 1);
      await tokenIn('plugin', 'plugin-second');
      await first.expire();
      it.front.fail('nothing but a restart');
      await change(it, 'after-plugin');
      await equalsAList(it);
      await withoutFaults(it);
      assert.equal(runs(), 2);
    });
  });

  it('reads the token file again', async () => {
    const first = await tokenIn('file', 'file-first');
    await following({ tokenFile: join(folder, 'file') }, async (it) => {
      await change(it, 'before-file');
      await equalsAList(it);
      await tokenIn('file', 'file-second');
      await first.expire();
      it.front.fail('nothing but a restart');
      await change(it, 'after-file');
      await equalsAList(it);
      await withoutFaults(it);
    });
  });

  for (const [skew, words] of [
    [hour, 'ahead of'],
    [-hour, 'behind'],
  ] as const) {
    it(`signs in no more often, and tells ages right, on a machine whose clock is an hour ${words} the server's`, async () => {
      const file = `clock${skew}`;
      await tokenIn(file, `clock-${words.split(' ')[0]}`);
      const { user, runs } = plugin(file, hour / 4);
      const work = async (it: Recovering & { now(): number }): Promise<void> => {
        await change(it, `before-${skew > 0 ? 'ahead' : 'late'}`);
        await equalsAList(it);
        for (let count = 0; count < 3; count++) {
          it.front.fail('nothing but a restart');
          await change(it, `after-${skew > 0 ? 'ahead' : 'late'}-${count}`);
          await equalsAList(it);
        }
        assert.ok(Math.abs(it.now() - Date.now()) < 5000, `${it.now() - Date.now()} ms off`);
        // The first may seem too old before the server has said what time it is.
        assert.ok(runs() <= 2, `the plugin ran ${runs()} times`);
      };
      await following(user, work, () => Date.now() + skew);
    });
  }
});
