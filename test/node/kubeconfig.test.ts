import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { connect, readContexts } from '../../src/cluster/client.ts';
import { json } from './bad-server.ts';
import { clientRoom, limits, never, web } from './client-room.ts';

describe('kubeconfig files', () => {
  const room = clientRoom();

  function file(name: string, content: string): string {
    const path = join(room.folder(), name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  }
  const config = (name: string, server: string, more = '') => `
current-context: ${name}
clusters: [{ name: ${name}, cluster: { server: "${server}" } }]
users: [{ name: ${name}, user: { ${more} } }]
contexts: [{ name: ${name}, context: { cluster: ${name}, user: ${name} } }]
`;

  it('are merged: the first to name something wins, and missing files of a list do not matter', () => {
    const files = [
      join(room.folder(), 'missing'),
      file('one', config('a', 'https://first')),
      file('two', config('a', 'https://second') + '---\n'.slice(4)),
      file('three', config('b', 'https://third')),
    ];
    const contexts = readContexts(files);
    assert.equal(contexts.current, 'a');
    assert.deepEqual(
      contexts.rows.map((it) => [it.name, it.server]),
      [
        ['a', 'https://first'],
        ['b', 'https://third'],
      ],
    );
    assert.equal(contexts.problem, undefined);
  });

  const bad: readonly [string, string, RegExp][] = [
    ['empty', ' \n', /is empty\.$/],
    ['a list', '- a', /holds no mapping\.$/],
    ['no YAML', 'users: [{ user: { token: secret-token\n', /cannot be read: [^\n]+\.$/],
    ['binary', '\u0000\u0001\u0002', /cannot be read/],
    ['without contexts', 'apiVersion: v1', /has no contexts/],
  ];
  for (const [name, content, sentence] of bad) {
    it(`that are ${name} are a sentence, without what stands in them`, async () => {
      const path = file('config', content);
      const { rows, problem = '' } = readContexts([path]);
      assert.deepEqual(rows, []);
      assert.match(problem, sentence);
      assert.doesNotMatch(problem, /secret-token/);
      assert.equal((await room.refused(connect([path], 'a', limits))).reason, 'credentials');
    });
  }

  it('that are missing, or a folder, are a sentence', () => {
    const missing = join(room.folder(), 'none');
    assert.equal(readContexts([missing]).problem, `There is no kubeconfig: ${missing} does not exist.`);
    assert.match(readContexts([room.folder()]).problem ?? '', /is not a file/);
  });

  it('keep the good contexts beside a bad file and bad entries', () => {
    const odd = 'contexts: [null, 3, { name: odd }, { name: "", context: {} }]\nclusters: x\nusers:\n';
    const contexts = readContexts([file('bad', ': : ['), file('odd', odd), file('good', config('a', 'https://a'))]);
    assert.deepEqual(
      contexts.rows.map((it) => it.name),
      ['odd', 'a'],
    );
    assert.match(contexts.problem ?? '', /bad cannot be read/);
  });

  it('that lack a part of a context say which', async () => {
    const text = `
clusters: [{ name: c, cluster: { server: "https://c" } }, { name: strange, cluster: { server: "ftp://c" } }]
contexts:
  - { name: no-cluster, context: { cluster: nope, user: u } }
  - { name: no-user, context: { cluster: c, user: nope } }
  - { name: strange, context: { cluster: strange } }
`;
    const path = file('config', text);
    for (const [context, sentence] of [
      ['missing', /has no context missing/],
      ['no-cluster', /no-cluster names the cluster nope, which the kubeconfig lacks/],
      ['no-user', /no-user names the user nope, which the kubeconfig lacks/],
      ['strange', /strange in the kubeconfig has no usable server address/],
    ] as const) {
      const error = await room.refused(connect([path], context, limits));
      assert.equal(error.reason, 'credentials');
      assert.match(error.message, sentence);
    }
  });

  it('count paths from their own folder, and token files win over tokens', async () => {
    const { url } = await room.serve(json(200, {}));
    file('deep/token', 'from-file\n');
    const path = file('deep/config', config('a', url, 'token: from-entry, tokenFile: token'));
    await (await connect([path], 'a', limits)).get(web, never);
    assert.equal(room.server()?.authorizations[0], 'Bearer from-file');
  });

  it('that name a certificate file which is not there are a sentence', async () => {
    const { url } = await room.serve(json(200, {}));
    const path = file('config', config('a', url, 'client-certificate: nope.pem, client-key: nope.key'));
    const error = await room.refused((await connect([path], 'a', limits)).get(web, never));
    assert.equal(error.reason, 'credentials');
    assert.match(error.message, /ENOENT.*nope\.pem/);
  });

  it('carry user names and impersonation to the server', async () => {
    let headers: Record<string, unknown> = {};
    const { url } = await room.serve((request, response) => {
      headers = request.headers;
      json(200, {})(request, response);
    });
    const path = file('config', config('a', url, 'username: me, password: pw, as: other, as-groups: [ops, dev]'));
    await (await connect([path], 'a', limits)).get(web, never);
    assert.equal(headers['authorization'], `Basic ${Buffer.from('me:pw').toString('base64')}`);
    assert.equal(headers['impersonate-user'], 'other');
    assert.equal(headers['impersonate-group'], 'ops, dev');
  });
});
