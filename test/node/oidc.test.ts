import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { connect } from '../../src/cluster/client.ts';
import { newIdentity } from '../../src/demo/certificate.ts';
import { json, refusal } from './bad-server.ts';
import { clientRoom, kind, limits, never } from './client-room.ts';
import { tunnel } from './tunnel.ts';

describe('signing in by OIDC', () => {
  const room = clientRoom();
  const proxy = tunnel();
  const { key, certificate } = newIdentity();
  let issuer = '';
  let server: Server;
  /** Refresh tokens that are good for one use each, as many providers have it. */
  let good = '';
  let refreshed: string[] = [];

  beforeEach(async () => {
    [good, refreshed] = ['refresh-0', []];
    server = createServer({ key, cert: certificate }, (request, response) => {
      if (request.method !== 'POST') {
        const endpoints = { issuer, token_endpoint: `${issuer}/token`, authorization_endpoint: `${issuer}/auth` };
        return json(200, { ...endpoints, jwks_uri: `${issuer}/keys`, response_types_supported: ['code'] })(
          request,
          response,
        );
      }
      let body = '';
      request.on('data', (piece: Buffer) => (body += piece.toString()));
      request.on('end', () => {
        const token = new URLSearchParams(body).get('refresh_token') ?? '';
        refreshed.push(token);
        if (token !== good) return json(400, { error: 'invalid_grant' })(request, response);
        good = `refresh-${refreshed.length}`;
        const answer = { access_token: 'a', token_type: 'bearer', expires_in: 3600, refresh_token: good };
        json(200, { ...answer, id_token: idToken(3600, refreshed.length) })(request, response);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    issuer = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  /** A token of the provider, good for so many seconds. Nobody here checks signatures. */
  function idToken(seconds: number, number: number): string {
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: issuer, aud: 'kubernetes', sub: `me-${number}`, iat: now - 60, exp: now + seconds };
    return [{ alg: 'RS256' }, claims, 'x'].map((it) => Buffer.from(JSON.stringify(it)).toString('base64url')).join('.');
  }
  function user(seconds: number): object {
    const config = { 'client-id': 'kubernetes', 'client-secret': 's', 'idp-issuer-url': issuer };
    const tokens = { 'id-token': idToken(seconds, 0), 'refresh-token': 'refresh-0' };
    const authority = { 'idp-certificate-authority-data': Buffer.from(certificate).toString('base64') };
    return { 'auth-provider': { name: 'oidc', config: { ...config, ...tokens, ...authority } } };
  }
  async function api(seconds: number, answer = json(200, { items: [], metadata: { resourceVersion: '1' } })) {
    const { url } = await room.serve(answer);
    const it = await connect([room.kubeconfig(url, user(seconds))], 'test', limits);
    return () => it.list(kind, { limit: 1 }, never);
  }
  const subjects = () =>
    new Set(
      room.server()?.authorizations.map((it) => {
        const [, claims = ''] = it?.split('.') ?? [];
        return (JSON.parse(Buffer.from(claims, 'base64url').toString()) as { sub: string }).sub;
      }),
    );

  it('uses a token that is good, and asks nobody', async () => {
    const list = await api(3600);
    await list();
    assert.deepEqual([refreshed, [...subjects()]], [[], ['me-0']]);
  });

  it('gets a new one once for all who wait, and keeps that for as long as it is good', async () => {
    const list = await api(-60);
    await Promise.all([list(), list(), list()]);
    await list();
    assert.deepEqual([refreshed, [...subjects()]], [['refresh-0'], ['me-1']]);
  });

  it('asks the provider through the proxy of the environment', async () => {
    issuer = issuer.replace('127.0.0.1', 'issuer.invalid');
    const { url } = await room.serve(json(200, {}));
    const it = await connect([room.kubeconfig(url, user(-60))], 'test', limits, { HTTPS_PROXY: proxy.address });
    // The certificate is for another name: that we learn so shows that the tunnel reached the provider, and whom we trust there.
    assert.match((await room.refused(it.list(kind, { limit: 1 }, never))).message, /issuer\.invalid.*altnames/);
    assert.deepEqual([...new Set(proxy.asked)], [new URL(issuer).host]);
  });

  it('says that the provider refuses, without what was sent to it', async () => {
    good = 'another';
    const error = await room.refused((await api(-60))());
    assert.equal(error.reason, 'credentials');
    assert.doesNotMatch(error.message, /refresh-0/);
  });

  it('says that the server refuses a token that is good', async () => {
    const error = await room.refused((await api(3600, refusal(401, 'Unauthorized')))());
    assert.equal(error.reason, 'unauthorized');
  });
});
