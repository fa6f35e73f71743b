import assert from 'node:assert/strict';
import { chmodSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type Server } from 'node:https';
import {
  connect as connectTo,
  createServer as createTcpServer,
  type AddressInfo,
  type Server as TcpServer,
  type Socket,
} from 'node:net';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { connect } from '../../src/cluster/client.ts';
import { newIdentity } from '../../src/demo/certificate.ts';
import { answerDiscovery, json } from './bad-server.ts';
import { clientRoom, kind, limits, never } from './client-room.ts';

/** Of each request what the server has seen: the name that was asked for, and the certificate of the client. */
interface Seen {
  readonly name: string | false;
  readonly certificate: string;
}

describe('the client and servers that want to see certificates', () => {
  const room = clientRoom();
  const server = newIdentity();
  const me = newIdentity();
  const seen: Seen[] = [];
  const sockets = new Set<Socket>();
  const others: TcpServer[] = [];
  let secure: Server;

  beforeEach(async () => {
    seen.length = 0;
    const options = { key: server.key, cert: server.certificate, requestCert: true, rejectUnauthorized: false };
    secure = createServer(options, (request, response) => {
      seen.push(seenOf(request.socket as TLSSocket));
      if (!request.url?.includes('/kustomizations')) return answerDiscovery(request, response);
      json(200, { items: [], metadata: { resourceVersion: '1' } })(request, response);
    });
    await listening(secure);
  });
  afterEach(async () => {
    for (const it of sockets) it.destroy();
    sockets.clear();
    for (const it of [secure, ...others.splice(0)]) await new Promise((resolve) => it.close(resolve));
  });

  async function listening(it: TcpServer): Promise<string> {
    it.on('connection', (socket: Socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
    });
    await new Promise<void>((resolve) => it.listen(0, '127.0.0.1', resolve));
    return String((it.address() as AddressInfo).port);
  }
  const port = () => (secure.address() as AddressInfo).port;
  const authority = { 'certificate-authority-data': base64(server.certificate) };
  const identity = { 'client-certificate-data': base64(me.certificate), 'client-key-data': base64(me.key) };
  async function list(url: string, user: object, more: object) {
    const api = await connect([room.kubeconfig(url, user, more)], 'test', limits, {});
    return api.list(kind, { limit: 1 }, never);
  }

  it('takes the authority from the kubeconfig, as data and as a file beside it, and no other', async () => {
    const url = `https://127.0.0.1:${port()}`;
    writeFileSync(join(room.folder(), 'ca.pem'), server.certificate);
    for (const it of [authority, { 'certificate-authority': 'ca.pem' }, { 'insecure-skip-tls-verify': true }])
      assert.deepEqual((await list(url, {}, it)).items, []);
    assert.match((await room.refused(list(url, {}, {}))).message, /certificate is signed by itself/);
    const stranger = { 'certificate-authority-data': base64(me.certificate) };
    assert.equal((await room.refused(list(url, {}, stranger))).reason, 'unreachable');
  });

  it('shows a certificate of the kubeconfig, as data and as files, and one that a plugin gives', async () => {
    writeFileSync(join(room.folder(), 'me.pem'), me.certificate);
    writeFileSync(join(room.folder(), 'me.key'), me.key);
    const plugin = join(room.folder(), 'login');
    const apiVersion = 'client.authentication.k8s.io/v1';
    const status = { clientCertificateData: me.certificate, clientKeyData: me.key };
    const credential = JSON.stringify(JSON.stringify({ apiVersion, kind: 'ExecCredential', status }));
    writeFileSync(plugin, `#!${process.execPath}\nconsole.log(${credential})`);
    chmodSync(plugin, 0o755);
    const files = { 'client-certificate': 'me.pem', 'client-key': 'me.key' };
    for (const user of [identity, files, { exec: { apiVersion, command: plugin, interactiveMode: 'Never' } }]) {
      seen.length = 0;
      await list(`https://127.0.0.1:${port()}`, user, authority);
      assert.deepEqual([...new Set(seen.map((it) => it.certificate))], [me.certificate.trim()], JSON.stringify(user));
    }
  });

  it('asks for the name that the kubeconfig gives the server', async () => {
    await list(`https://127.0.0.1:${port()}`, {}, { ...authority, 'tls-server-name': 'localhost' });
    assert.deepEqual([...new Set(seen.map((it) => it.name))], ['localhost']);
    const wrong = list(`https://127.0.0.1:${port()}`, {}, { ...authority, 'tls-server-name': 'other.example' });
    assert.match((await room.refused(wrong)).message, /certificate is for another host name/);
  });

  it('does all of it through a proxy that wants a password', async () => {
    const asked: (string | undefined)[] = [];
    const proxy = createHttpServer().on('connect', (request, client: Socket) => {
      asked.push(`${request.url} ${request.headers['proxy-authorization']}`);
      pipeTo(client, port(), () => client.write('HTTP/1.1 200 OK\r\n\r\n'));
    });
    others.push(proxy);
    const url = `http://me:p%40ss@127.0.0.1:${await listening(proxy)}`;
    const more = { ...authority, 'proxy-url': url, 'tls-server-name': 'localhost' };
    await list(`https://cluster.invalid:${port()}`, identity, more);
    assert.deepEqual([...new Set(asked)], [`cluster.invalid:${port()} Basic ${base64('me:p@ss')}`]);
    assert.deepEqual(seen.at(-1), { name: 'localhost', certificate: me.certificate.trim() });
    const { 'tls-server-name': _, ...unnamed } = more;
    const message = (await room.refused(list(`https://cluster.invalid:${port()}`, {}, unnamed))).message;
    assert.match(message, /certificate is for another host name/);
    assert.doesNotMatch(message, /p@ss|p%40ss/);
  });

  for (const scheme of ['socks5', 'socks5h']) {
    it(`leaves names to a ${scheme} proxy, as kubectl does: only its network may know them`, async () => {
      const asked: string[] = [];
      const proxy = createTcpServer((client) => speakSocks(client, (name) => (asked.push(name), port())));
      others.push(proxy);
      const more = {
        ...authority,
        'tls-server-name': 'localhost',
        'proxy-url': `${scheme}://127.0.0.1:${await listening(proxy)}`,
      };
      await list(`https://cluster.invalid:${port()}`, identity, more);
      assert.deepEqual([...new Set(asked)], ['cluster.invalid']);
      assert.deepEqual(seen.at(-1), { name: 'localhost', certificate: me.certificate.trim() });
    });
  }

  /** Joins a client with a port of this machine, once it is told that it is. */
  function pipeTo(client: Socket, to: number, onOpen: () => void): void {
    const far = connectTo(to, '127.0.0.1', () => {
      onOpen();
      far.pipe(client).pipe(far);
    });
    sockets.add(far);
    far.on('error', () => client.destroy());
    client.on('error', () => far.destroy());
  }

  /** The least of SOCKS 5 (RFC 1928): no password, one connection to a name or an address. */
  function speakSocks(client: Socket, portFor: (name: string) => number): void {
    client.once('data', () => {
      client.write(Buffer.from([5, 0]));
      client.once('data', (wish: Buffer) => {
        const name = wish[3] === 3 ? wish.subarray(5, 5 + (wish[4] ?? 0)).toString() : 'an address';
        pipeTo(client, portFor(name), () => client.write(Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0])));
      });
    });
  }
});

function seenOf(socket: TLSSocket): Seen {
  const { servername } = socket as TLSSocket & { servername?: string | false };
  const { raw } = socket.getPeerCertificate() as { raw?: Buffer };
  const lines =
    raw
      ?.toString('base64')
      .match(/.{1,64}/g)
      ?.join('\n') ?? '';
  return { name: servername ?? false, certificate: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----` };
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
