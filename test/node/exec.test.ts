import assert from 'node:assert/strict';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from '../../src/cluster/client.ts';
import { json, refusal } from './bad-server.ts';
import { clientRoom, kind, limits, never, web } from './client-room.ts';

const apiVersion = 'client.authentication.k8s.io/v1';

describe('credential plugins', () => {
  const room = clientRoom();

  /** Writes a plugin as a Node program that counts its runs in the file `runs`, and gives the user entry that calls it. */
  function plugin(program: string, more: object = {}): object {
    const file = join(room.folder(), 'kube-login');
    const runs = JSON.stringify(join(room.folder(), 'runs'));
    const count = `require('node:fs').appendFileSync(${runs}, 'x');`;
    writeFileSync(file, `#!${process.execPath}\n${count}\n${program}`);
    chmodSync(file, 0o755);
    return { exec: { apiVersion, command: './kube-login', interactiveMode: 'Never', ...more } };
  }
  const credential = (status: string) =>
    `console.log(JSON.stringify({ apiVersion: '${apiVersion}', kind: 'ExecCredential', status: ${status} }))`;
  const runs = () => readFileSync(join(room.folder(), 'runs'), 'utf8').length;
  async function listed(
    user: object,
    answer = json(200, { metadata: { resourceVersion: '1' }, items: [] }),
    signIn = limits.signIn,
  ) {
    const { url } = await room.serve(answer);
    const api = await connect([room.kubeconfig(url, user)], 'test', { ...limits, signIn });
    return { api, list: () => api.list(kind, { limit: 1 }, never) };
  }

  it('run once for many requests, and give a token', async () => {
    const { list } = await listed(plugin(credential(`{ token: 'from-plugin' }`)));
    await Promise.all([list(), list(), list()]);
    await list();
    assert.equal(runs(), 1);
    assert.ok(room.server()?.authorizations.every((it) => it === 'Bearer from-plugin'));
  });

  it('get their arguments and environment, and are told that nobody can answer questions', async () => {
    const token = `[process.argv[2], process.env.GIVEN, JSON.parse(process.env.KUBERNETES_EXEC_INFO).spec.interactive].join('/')`;
    const more = { args: ['a b; $(c)'], env: [{ name: 'GIVEN', value: 'yes' }] };
    await (await listed(plugin(credential(`{ token: ${token} }`), more))).list();
    assert.equal(room.server()?.authorizations[0], 'Bearer a b; $(c)/yes/false');
  });

  it('are told of the cluster when they want to be, with the authority of a file as data', async () => {
    const program = `require('node:fs').writeFileSync(${JSON.stringify(join(room.folder(), 'info'))}, process.env.KUBERNETES_EXEC_INFO);`;
    const told = async (more: object) => {
      const { url } = await room.serve(json(200, { metadata: { resourceVersion: '1' }, items: [] }));
      writeFileSync(join(room.folder(), 'ca.pem'), 'an authority');
      const extensions = [{ name: 'client.authentication.k8s.io/exec', extension: { audience: 'me' } }];
      const cluster = { 'certificate-authority': 'ca.pem', 'tls-server-name': 'name', extensions };
      const user = plugin(program + credential(`{ token: 't' }`), more);
      await (await connect([room.kubeconfig(url, user, cluster)], 'test', limits)).list(kind, { limit: 1 }, never);
      const { spec } = JSON.parse(readFileSync(join(room.folder(), 'info'), 'utf8')) as { spec: { cluster?: object } };
      return [url, spec.cluster] as const;
    };
    const [url, cluster] = await told({ provideClusterInfo: true });
    const authority = Buffer.from('an authority').toString('base64');
    assert.deepEqual(cluster, {
      server: url,
      'tls-server-name': 'name',
      'certificate-authority-data': authority,
      config: { audience: 'me' },
    });
    assert.equal((await told({}))[1], undefined);
  });

  it('run again when the token has expired, or is refused', async () => {
    const expired = credential(`{ token: 't', expirationTimestamp: '2020-01-01T00:00:00Z' }`);
    const { api } = await listed(plugin(expired));
    await api.list(kind, { limit: 1 }, never);
    assert.ok(runs() > 1 && runs() <= 6, `${runs()} runs`);
    const fresh = await listed(plugin(credential(`{ token: 't' }`)), refusal(401, 'Unauthorized'));
    const before = runs();
    assert.equal((await room.refused(fresh.list())).reason, 'unauthorized');
    assert.equal(runs() - before, 2, 'once, and once more after the refusal');
  });

  const failures: readonly [string, string, object, RegExp][] = [
    ['fail', `console.error('one\\nplease sign in\\n'); process.exit(3)`, {}, /kube-login failed: please sign in\.$/],
    ['print something else', `console.log('hello')`, {}, /kube-login did not print an ExecCredential/],
    [
      'print another version',
      `console.log('{"kind":"ExecCredential","apiVersion":"x/v1","status":{"token":"t"}}')`,
      {},
      /did not print/,
    ],
    ['give nothing', credential('{}'), {}, /gave neither a token nor a certificate/],
    [
      'ask questions',
      '',
      { interactiveMode: 'Always' },
      /kube-login asks questions in a terminal: sign in there first/,
    ],
    [
      'are not installed',
      '',
      { command: 'no-such-plugin-anywhere' },
      /no-such-plugin-anywhere is not installed or not on PATH/,
    ],
    ['are not named', '', { command: '' }, /names no command/],
  ];
  for (const [name, program, more, sentence] of failures) {
    it(`that ${name} are a sentence`, async () => {
      const error = await room.refused((await listed(plugin(program, more))).list());
      assert.equal(error.reason, 'credentials');
      assert.match(error.message, sentence);
    });
  }

  it('that print a secret where they fail do not spread it', async () => {
    const secret = 'eyJhbGciOiJSUzI1NiIsImtpZCI6IjEyMyJ9.eyJzdWIiOiJtZSJ9.c2lnbmF0dXJl';
    const error = await room.refused(
      (await listed(plugin(`console.error('bad token ${secret}'); process.exit(1)`))).list(),
    );
    assert.match(error.message, /kube-login failed: bad token …/);
  });

  it('that hang are ended with everything they started', async () => {
    const pids = JSON.stringify(join(room.folder(), 'pids'));
    const child = `require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' })`;
    const program = `require('node:fs').writeFileSync(${pids}, process.pid + ' ' + ${child}.pid); setInterval(() => {}, 1000);`;
    const error = await room.refused((await listed(plugin(program), undefined, 3000)).list());
    assert.match(error.message, /kube-login does not answer within 3 s/);
    for (const pid of readFileSync(join(room.folder(), 'pids'), 'utf8').split(' ')) await gone(Number(pid));
  });

  it('are ended when nobody waits for them any more', async () => {
    const started = join(room.folder(), 'runs');
    const end = new AbortController();
    const { api } = await listed(plugin('setInterval(() => {}, 1000)'));
    const work = api.list(kind, { limit: 1 }, end.signal);
    for (let count = 0; !existsSync(started) && count < 5000; count++)
      await new Promise((resolve) => setTimeout(resolve, 2));
    end.abort();
    await assert.rejects(work, { name: 'AbortError' });
  });

  it('are run for whoever still wants them, when the one who asked first gave up', async () => {
    const slow = `setTimeout(() => ${credential(`{ token: 't' }`)}, 100)`;
    const { api } = await listed(plugin(slow), json(200, { metadata: { name: 'web' } }));
    const end = new AbortController();
    const first = api.get(web, end.signal);
    const second = api.get(web, never);
    setImmediate(() => end.abort());
    await assert.rejects(first, { name: 'AbortError' });
    assert.equal((await second).metadata?.name, 'web');
  });
});

/** Waits until no process has the id; fails after ten seconds. */
async function gone(pid: number): Promise<void> {
  for (let count = 0; count < 1000; count++) {
    try {
      process.kill(pid, 0);
      // A killed child that nobody has waited for yet still has its id.
      if (/^State:\s*Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))) return;
    } catch {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  assert.fail(`process ${pid} still runs`);
}
