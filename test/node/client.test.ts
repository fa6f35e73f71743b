import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { ApiError } from '../../src/cluster/api.ts';
import { connect, readContexts } from '../../src/cluster/client.ts';
import { answerDiscovery, json, refusal } from './bad-server.ts';
import type { Answer } from './bad-server.ts';
import { clientRoom, kind, limits, never, page, web } from './client-room.ts';

describe('the client and servers that answer badly', () => {
  const room = clientRoom();
  const { api, refused, kubeconfig } = room;
  async function listRefused(answer: Answer, bounds: Partial<typeof limits> = {}): Promise<ApiError> {
    return refused((await api(answer, undefined, bounds)).list(kind, { limit: 1 }, never));
  }

  const cases: readonly [string, Answer, ApiError['reason'], number, RegExp][] = [
    [
      '401',
      refusal(401, 'Unauthorized'),
      'unauthorized',
      401,
      /does not accept the credentials of this context \(401\): sign in again/,
    ],
    [
      '403',
      refusal(403, 'User "me" cannot list'),
      'forbidden',
      403,
      /^You may not list Kustomization objects \(403\)\. The server says: User "me" cannot list$/,
    ],
    ['404', refusal(404, 'not found'), 'notFound', 404, /it is not in this cluster/],
    ['410', refusal(410, 'too old'), 'gone', 410, /forgotten that version/],
    ['429', refusal(429, 'busy', { 'retry-after': '7' }), 'tooMany', 429, /asks for fewer requests/],
    ['500', refusal(500, 'etcd is down'), 'server', 500, /failed \(500\)\. The server says: etcd is down/],
    [
      '503 with a web page',
      json(503, page, { 'content-type': 'text/html' }),
      'server',
      503,
      /sent a web page: a proxy or login page/,
    ],
    [
      'a web page',
      json(200, page, { 'content-type': 'text/html' }),
      'malformed',
      200,
      /a web page: a proxy or login page/,
    ],
    ['a redirect', json(302, '', { location: 'https://sso.example.com' }), 'malformed', 302, /makes no sense \(302\)/],
    ['half a JSON text', json(200, '{"items": [{"kind": "Kus'), 'malformed', 200, /not a Kubernetes answer/],
    ['another JSON', json(200, '[1, 2]'), 'malformed', 200, /not a Kubernetes answer/],
    ['a list without items', json(200, { kind: 'APIVersions' }), 'malformed', 200, /not a Kubernetes answer/],
    ['nothing', json(200, ''), 'malformed', 200, /not a Kubernetes answer/],
    ['a cut connection', (request) => void request.socket.destroy(), 'unreachable', 0, /the connection was cut/],
  ];
  for (const [name, answer, reason, status, sentence] of cases) {
    it(`says what is wrong when it answers ${name}`, async () => {
      const error = await listRefused(answer);
      assert.deepEqual([error.reason, error.status], [reason, status]);
      assert.match(error.message, sentence);
    });
  }

  it('says what is wrong when it never answers', async () => {
    const error = await listRefused(() => undefined, { idle: 300 });
    assert.deepEqual([error.reason, error.status], ['unreachable', 0]);
    assert.match(error.message, /it does not answer in time/);
  });

  it('passes on how long a busy server wants to be left alone', async () => {
    assert.equal((await listRefused(refusal(429, 'busy', { 'retry-after': '7' }))).retryAfterSeconds, 7);
  });

  it('says that nothing listens, and that a host name does not exist', async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    for (const [url, sentence] of [
      [`https://127.0.0.1:${port}`, /nothing listens there/],
      ['https://no-such-host.invalid', /no such host name|cannot be looked up now/],
    ] as const) {
      const it = await connect([kubeconfig(url, {})], 'test', limits);
      const error = await refused(it.list(kind, { limit: 1 }, never));
      assert.equal(error.reason, 'unreachable');
      assert.match(error.message, sentence);
    }
  });

  it('says that the server does not speak TLS', async () => {
    const { url } = await room.serve(json(200, {}));
    const it = await connect([kubeconfig(url.replace('http:', 'https:'), {})], 'test', limits);
    assert.match((await refused(it.get(web, never))).message, /does not speak TLS/);
  });

  it('lists, without what nobody reads', async () => {
    const metadata = {
      name: 'web',
      managedFields: [{}],
      annotations: { a: 'b', 'kubectl.kubernetes.io/last-applied-configuration': '{}' },
    };
    const it = await api(json(200, { metadata: { resourceVersion: '7', continue: 'more' }, items: [{ metadata }] }));
    const result = await it.list(kind, { namespace: 'apps', limit: 5, continue: 'a=b&c' }, never);
    assert.deepEqual(result, {
      resourceVersion: '7',
      size: 193,
      continue: 'more',
      items: [
        {
          apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
          kind: 'Kustomization',
          metadata: { name: 'web', annotations: { a: 'b' } },
        },
      ],
    });
    assert.deepEqual(room.server()?.asked, [
      'GET /apis/kustomize.toolkit.fluxcd.io/v1/namespaces/apps/kustomizations?limit=5&continue=a%3Db%26c',
    ]);
    assert.ok(room.server()?.authorizations.every((one) => one === 'Bearer secret-token'));
  });

  it('patches as the manager that kustomize-controller leaves alone', async () => {
    let body = '';
    const it = await api((request, response) => {
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => json(200, { metadata: { name: request.headers['content-type'] } })(request, response));
    });
    const patched = await it.patch(web, { spec: { suspend: null } }, never);
    assert.equal(patched.metadata?.name, 'application/merge-patch+json');
    assert.equal(body, '{"spec":{"suspend":null}}');
    assert.deepEqual(room.server()?.asked, [
      'PATCH /apis/kustomize.toolkit.fluxcd.io/v1/namespaces/apps/kustomizations/web?fieldManager=flux-client-side-apply',
    ]);
  });

  it('never lets a name become another path', async () => {
    const it = await api(json(200, {}));
    for (const name of ['..', '.', ''])
      assert.equal((await refused(it.get({ ...web, name }, never))).reason, 'notFound');
    await it.get({ ...web, name: '../../secrets/x?y#z' }, never);
    assert.deepEqual(room.server()?.asked, [
      'GET /apis/kustomize.toolkit.fluxcd.io/v1/namespaces/apps/kustomizations/..%2F..%2Fsecrets%2Fx%3Fy%23z',
    ]);
  });

  it('finds another version at once after Flux was changed, as if nothing had happened', async () => {
    let served = 'v1';
    const discovery: Answer = (request, response) =>
      request.url?.endsWith('.io') === true
        ? json(200, { versions: [{ version: served }] })(request, response)
        : answerDiscovery(request, response);
    const it = await api((request, response) => {
      const known = request.url?.includes(`/${served}/`) === true;
      (known ? json(200, { metadata: { resourceVersion: '1' }, items: [] }) : refusal(404, 'no'))(request, response);
    }, discovery);
    await it.list(kind, { limit: 1 }, never);
    served = 'v1beta2';
    await it.list(kind, { limit: 1 }, never);
    assert.match(room.server()?.asked.at(-1) ?? '', /v1beta2/);
    served = '';
    assert.equal((await refused(it.list(kind, { limit: 1 }, never))).reason, 'notFound');
  });

  it('waits for a slow answer, and not for a connection that nobody takes', async () => {
    const slow = await room.serve((request, response) => {
      setTimeout(() => json(200, { metadata: { resourceVersion: '1' }, items: [] })(request, response), 1000);
    });
    const bounds = { ...limits, connect: 500 };
    const patient = await connect([kubeconfig(slow.url, {})], 'test', bounds);
    assert.deepEqual((await patient.list(kind, { limit: 1 }, never)).items, []);
    const deaf = createServer((socket) => void socket.resume());
    await new Promise<void>((resolve) => deaf.listen(0, '127.0.0.1', resolve));
    const { port } = deaf.address() as AddressInfo;
    const started = performance.now();
    const error = await refused(
      (await connect([kubeconfig(`https://127.0.0.1:${port}`, {})], 'test', bounds)).list(kind, { limit: 1 }, never),
    );
    assert.match(error.message, /does not answer in time/);
    assert.ok(performance.now() - started < 4000, 'the time for answers was not waited for');
    await new Promise((resolve) => deaf.close(resolve));
  });

  it('reads the kubeconfig and never writes it', async () => {
    const file = kubeconfig('http://127.0.0.1:1', { token: 'secret-token' });
    const before = readFileSync(file, 'utf8');
    const contexts = readContexts([file]);
    await refused((await connect([file], 'test', limits)).get(web, never));
    assert.equal(readFileSync(file, 'utf8'), before);
    assert.deepEqual(contexts, {
      current: 'test',
      rows: [{ name: 'test', cluster: 'c', server: 'http://127.0.0.1:1', user: 'u', namespace: 'apps' }],
    });
  });
});
