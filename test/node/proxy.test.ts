import assert from 'node:assert/strict';
import { connect } from '../../src/cluster/client.ts';
import { proxyFor } from '../../src/cluster/proxy.ts';
import { json } from './bad-server.ts';
import { clientRoom, kind, limits, never } from './client-room.ts';
import { tunnel } from './tunnel.ts';

describe('which proxy the environment names for a server', () => {
  const proxy = 'http://proxy.test:3128';
  const rows: readonly [string, string, string | undefined][] = [
    ['https://a.example.com', '', proxy],
    ['http://a.example.com', '', undefined],
    ['https://localhost:6443', '', undefined],
    ['https://127.0.0.2:6443', '', undefined],
    ['https://[::1]:6443', '', undefined],
    ['https://a.example.com', '*', undefined],
    ['https://a.example.com', 'other.test, Example.com', undefined],
    ['https://notexample.com', 'example.com', proxy],
    ['https://example.com', '.example.com', proxy],
    ['https://a.example.com', '*.example.com', undefined],
    ['https://a.example.com', 'example.com:443', undefined],
    ['https://a.example.com:6443', 'example.com:443', proxy],
    ['https://10.1.2.3:6443', '10.0.0.0/8', undefined],
    ['https://11.1.2.3:6443', '10.0.0.0/8', proxy],
    ['https://10.1.2.3:6443', '10.0.0.0/99', proxy],
    ['https://10.1.2.3:6443', '10.1.2.3:6443', undefined],
    ['https://[fd00::1]:6443', 'fd00::/8', undefined],
  ];
  for (const [server, exempt, expected] of rows) {
    it(`${server} with NO_PROXY "${exempt}": ${expected ?? 'none'}`, () => {
      assert.equal(proxyFor(server, { HTTPS_PROXY: proxy, NO_PROXY: exempt }), expected);
    });
  }

  it('takes the lower-case names, and an address without a scheme', () => {
    assert.equal(proxyFor('https://a.test', { HTTPS_PROXY: '', https_proxy: 'p.test:8080' }), 'http://p.test:8080');
    assert.equal(proxyFor('https://a.test', { https_proxy: 'socks5://p.test', no_proxy: 'a.test' }), undefined);
    assert.equal(proxyFor('https://a.test', { HTTP_PROXY: proxy }), undefined);
  });

  it('refuses what is no address of a proxy without showing it', () => {
    for (const value of ['ftp://me:secret@p.test', 'http://me:secret@']) {
      assert.throws(
        () => proxyFor('https://a.test', { HTTPS_PROXY: value }),
        (error: Error) => /HTTPS_PROXY/.test(error.message) && !error.message.includes('secret'),
      );
    }
  });
});

describe('the client behind a proxy', () => {
  const room = clientRoom();
  const proxy = tunnel();
  async function port(): Promise<string> {
    return new URL((await room.serve(json(200, { items: [], metadata: { resourceVersion: '1' } }))).url).port;
  }

  it('lists through the proxy of the kubeconfig', async () => {
    const at = `cluster.invalid:${await port()}`;
    const api = await connect(
      [room.kubeconfig(`http://${at}`, {}, { 'proxy-url': proxy.address })],
      'test',
      limits,
      {},
    );
    assert.deepEqual((await api.list(kind, { limit: 1 }, never)).items, []);
    assert.deepEqual([...new Set(proxy.asked)], [at]);
  });

  it('asks the proxy of the environment for a server of https, and not where NO_PROXY says so', async () => {
    const at = `cluster.invalid:${await port()}`;
    const file = room.kubeconfig(`https://${at}`, {});
    const through = await connect([file], 'test', limits, { HTTPS_PROXY: proxy.address });
    // The server behind it speaks no TLS: that we learn so shows that the tunnel reached it.
    assert.match((await room.refused(through.list(kind, { limit: 1 }, never))).message, /does not speak TLS/);
    assert.deepEqual([...new Set(proxy.asked)], [at]);
    proxy.asked.length = 0;
    const around = await connect([file], 'test', limits, { HTTPS_PROXY: proxy.address, NO_PROXY: 'cluster.invalid' });
    assert.equal((await room.refused(around.list(kind, { limit: 1 }, never))).reason, 'unreachable');
    assert.deepEqual(proxy.asked, []);
  });
});
