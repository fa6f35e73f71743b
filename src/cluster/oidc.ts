import { request as httpRequest } from 'node:http';
import type { RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { plainText } from '../flux/plain.ts';
import type { Credential } from './exec.ts';
import type { Entry } from './kubeconfig.ts';
import { mapping, text } from './values.ts';

/** Gives a token that is good, for all requests until it expires. Rejects with an `Error` that holds no secret, or with the signal's reason. */
export type Renew = (limitMs: number, signal: AbortSignal) => Promise<Credential>;

/** Whom to trust besides the authorities that everybody trusts: PEM text in base64. */
interface Authority {
  readonly caData?: string;
}

/** Agent and certificates for requests to a server, by way of the proxy that leads there. */
export type WayTo = (server: string, authority: Authority) => Promise<RequestOptions>;

/**
 * The `oidc` provider of a user entry: its ID token while that is good, then one that the provider gives for the refresh token. What the
 * provider gave is kept in memory alone, since the kubeconfig is never written. Source: client-go's plugin of that name; OpenID Connect Core 12.
 */
export function createOidc({ body, folder }: Entry, now: () => number, wayTo: WayTo): Renew {
  const config = mapping(mapping(body['auth-provider'])['config']);
  let idToken = text(config['id-token']);
  let refreshToken = text(config['refresh-token']);
  return async (limitMs, signal) => {
    const issuer = text(config['idp-issuer-url']);
    const isGood = idToken !== undefined && expiryOf(idToken) > now() + spare;
    if (!isGood && issuer !== undefined && refreshToken !== undefined) {
      const authority = authorityOf(config, folder);
      const asking = { way: (url: string) => wayTo(url, authority), limitMs, signal };
      const given = await renewed(issuer, config, refreshToken, asking);
      idToken = text(given['id_token']);
      refreshToken = text(given['refresh_token']) ?? refreshToken;
      if (idToken === undefined)
        throw new Error(`${hostOf(issuer)} gave no ID token: sign in again with the scope openid`);
    }
    if (idToken === undefined) throw new Error('the kubeconfig has no ID token: sign in again');
    const expires = expiryOf(idToken);
    // Without a way to renew it the server says that it has expired.
    return { token: idToken, ...(Number.isFinite(expires) && refreshToken !== undefined ? { expires } : {}) };
  };
}

/** How long before its end a token is renewed, in milliseconds; more than the login takes off by itself. */
const spare = 15_000;

interface Asking {
  readonly way: (url: string) => Promise<RequestOptions>;
  readonly limitMs: number;
  readonly signal: AbortSignal;
  readonly form?: URLSearchParams;
  readonly authorization?: string;
}

async function renewed(
  issuer: string,
  config: Readonly<Record<string, unknown>>,
  refreshToken: string,
  asking: Asking,
): Promise<Readonly<Record<string, unknown>>> {
  const found = await ask(`${issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`, asking);
  const endpoint = text(found['token_endpoint']);
  if (endpoint === undefined) throw new Error(`${hostOf(issuer)} does not say where tokens are renewed`);
  const [id, secret] = [text(config['client-id']) ?? '', text(config['client-secret']) ?? ''];
  const form = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken });
  const methods: unknown = found['token_endpoint_auth_methods_supported'];
  const inForm = secret === '' || (Array.isArray(methods) && !methods.includes('client_secret_basic'));
  if (inForm) form.set('client_id', id);
  if (inForm && secret !== '') form.set('client_secret', secret);
  const pair = [id, secret].map(encodeURIComponent).join(':');
  const authorization = `Basic ${Buffer.from(pair).toString('base64')}`;
  return ask(endpoint, { ...asking, form, ...(inForm ? {} : { authorization }) });
}

async function ask(
  url: string,
  { way, limitMs, signal, form, authorization }: Asking,
): Promise<Record<string, unknown>> {
  const open = url.startsWith('http:') ? httpRequest : httpsRequest;
  const headers = {
    Accept: 'application/json',
    // Nothing is asked of it again for long.
    Connection: 'close',
    ...(form && { 'Content-Type': 'application/x-www-form-urlencoded' }),
    ...(authorization !== undefined && { Authorization: authorization }),
  };
  const host = hostOf(url);
  const options = { ...(await way(url)), method: form ? 'POST' : 'GET', headers, timeout: limitMs, signal };
  return new Promise((resolve, reject) => {
    const sent = open(url, options, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (piece: string) => {
        body += piece;
        if (body.length > longest) sent.destroy(new Error('too long'));
      });
      response.on('end', () => {
        const answer = parsed(body);
        if (response.statusCode === 200) return resolve(answer);
        const why = plainText(text(answer['error']) ?? String(response.statusCode), 60);
        reject(new Error(`${host} does not renew the token (${why}): sign in again`));
      });
    });
    sent.on('timeout', () => sent.destroy(new Error('it does not answer in time')));
    sent.on('error', (error) =>
      reject(
        signal.aborted
          ? (signal.reason as Error)
          : new Error(`cannot reach ${host} to renew the token: ${plainText(error.message, 100)}`),
      ),
    );
    sent.end(form?.toString());
  });
}

const longest = 1024 * 1024;

function parsed(body: string): Record<string, unknown> {
  try {
    return { ...mapping(JSON.parse(body) as unknown) };
  } catch {
    return {};
  }
}

/** When a token expires, in milliseconds since the epoch; `Infinity` when it does not say. */
function expiryOf(token: string): number {
  const claims = parsed(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  return typeof claims['exp'] === 'number' ? claims['exp'] * 1000 : Infinity;
}

function authorityOf(config: Readonly<Record<string, unknown>>, folder: string): Authority {
  const file = text(config['idp-certificate-authority']);
  const data = text(config['idp-certificate-authority-data']);
  if (data !== undefined) return { caData: data };
  return file === undefined ? {} : { caData: readFileSync(isAbsolute(file) ? file : join(folder, file), 'base64') };
}

function hostOf(url: string): string {
  return URL.canParse(url) ? plainText(new URL(url).host, 100) : 'the provider';
}
