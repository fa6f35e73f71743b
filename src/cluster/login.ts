import type { RequestOptions } from 'node:http';
import { isAbsolute, join } from 'node:path';
import { plainText } from '../flux/plain.ts';
import { ApiError } from './api.ts';
import { clusterInfo, runPlugin } from './exec.ts';
import type { Credential } from './exec.ts';
import type { Entry, Kubeconfig } from './kubeconfig.ts';
import { createOidc, type WayTo } from './oidc.ts';
import { asCredentials, createPatience } from './patience.ts';
import { mapping, text } from './values.ts';

/** Bounds in milliseconds: until a connection stands, how long nothing may come in an answer or in a watch, and how long signing in may take. */
export interface Limits {
  readonly connect: number;
  readonly idle: number;
  readonly watchIdle: number;
  readonly signIn: number;
}

/** A cluster and a user in the terms of the Kubernetes client, with absolute paths. */
export interface Cluster {
  readonly name: string;
  readonly server: string;
  readonly caFile?: string;
  readonly caData?: string;
  readonly skipTLSVerify: boolean;
  readonly tlsServerName?: string;
  readonly proxyUrl?: string;
}
export interface User {
  readonly name: string;
  readonly [field: string]: unknown;
}

/** What the Kubernetes client makes of a cluster and a user: agent, certificates and headers for one request. */
export type Authenticate = (cluster: Cluster, user: User) => () => Promise<RequestOptions>;

/** The way into one context. Credentials are asked for once, however many requests wait for them. */
export interface Login {
  readonly server: string;
  options(signal: AbortSignal): Promise<RequestOptions>;
  /** Drops the credentials that gave these options. `false` when asking again could only give the same. */
  renew(options: RequestOptions): boolean;
}

/** One go at signing in, shared by all who wait for it. */
interface Attempt {
  readonly starter: AbortSignal;
  readonly ready: Promise<{ readonly next: () => Promise<RequestOptions>; readonly expires: number }>;
}

/**
 * Throws `ApiError` `credentials` when the kubeconfig lacks a part; whatever else is wrong is what `options` rejects with. A refusal stands for
 * everybody who asks: it says with `retryAfterSeconds` when it is worth asking again, and never where signing in has not worked before.
 */
export function createLogin(
  config: Kubeconfig,
  context: string,
  limitMs: number,
  authenticate: Authenticate,
  now: () => number = Date.now,
): Login {
  const { cluster, user, told } = partsOf(config, context);
  const given = new WeakMap<RequestOptions, Attempt>();
  const patience = createPatience(now);
  const credential = waysIn(user, told, limitMs, now, wayOf(authenticate));
  let current: Attempt | undefined;
  const prepare = (signal: AbortSignal) =>
    credential(signal).then((it) => prepared(it, authenticate(cluster, clientUser(user, it))));

  async function options(signal: AbortSignal): Promise<RequestOptions> {
    for (let tries = 1; ; tries++) {
      patience.throwIfRefused();
      const mine = (current ??= { starter: signal, ready: prepare(signal) });
      try {
        const { next, expires } = await mine.ready;
        // Credentials that are born too old are tried all the same: the server knows better than two clocks.
        if (now() < expires || tries > 1) {
          const made = withHeaders(await bounded(next(), limitMs), impersonation(user.body));
          given.set(made, mine);
          patience.worked();
          return made;
        }
      } catch (error) {
        const isNews = current === mine && !mine.starter.aborted;
        if (current === mine) current = undefined;
        const refusal = isNews ? patience.refuse(error) : patience.refusal;
        signal.throwIfAborted();
        // When only the one who started it gave up, it is started again.
        if (!mine.starter.aborted) throw refusal ?? asCredentials(error);
      }
      if (current === mine) current = undefined;
    }
  }
  const renew = (used: RequestOptions): boolean => {
    if (given.get(used) === current) current = undefined;
    return isRenewable(user);
  };
  return { server: cluster.server, options, renew };
}

/**
 * The options with more headers, all cleaned: files with tokens end in a line break. What still cannot be sent then is refused here, where it
 * can be named without being shown.
 */
function withHeaders(options: RequestOptions, more: Readonly<Record<string, readonly string[]>>): RequestOptions {
  const headers = Object.entries({ ...(options.headers as object), ...more } as Record<string, string | string[]>);
  const clean = headers.map(([name, value]) => {
    const values = [value].flat().map((it) => it.trim());
    if (values.some((it) => /[^\t\x20-\x7e\x80-\xff]/.test(it))) {
      throw new Error(`the value for ${name} has characters that cannot be sent`);
    }
    return [name, values.length === 1 ? values[0] : values] as const;
  });
  return { ...options, headers: Object.fromEntries(clean) };
}

/** Acting as somebody else, with everything that says who: without the groups it would be somebody with other rights. */
function impersonation(user: Readonly<Record<string, unknown>>): Record<string, readonly string[]> {
  const one = { 'Impersonate-User': text(user['as']), 'Impersonate-Uid': text(user['as-uid']) };
  const extra = Object.entries(mapping(user['as-user-extra'])).map(
    ([key, values]) => [`Impersonate-Extra-${encodeURIComponent(key)}`, texts(values)] as const,
  );
  const named = Object.entries(one).map(([key, value]) => [key, texts([value])] as const);
  const all = [...named, ['Impersonate-Group', texts(user['as-groups'])] as const, ...extra];
  return Object.fromEntries(all.filter(([, values]) => values.length > 0));
}

function texts(list: unknown): readonly string[] {
  return Array.isArray(list) ? list.filter((it): it is string => text(it) !== undefined) : [];
}

/** What a plugin or a provider gives; nothing where the entry itself says it all. */
function waysIn(
  user: Entry,
  told: object,
  limitMs: number,
  now: () => number,
  wayTo: WayTo,
): (signal: AbortSignal) => Promise<Credential> {
  if (user.body['exec'] !== undefined) return (signal) => runPlugin(user, told, limitMs, signal);
  if (!isOidc(user)) return () => Promise.resolve({});
  const renew = createOidc(user, now, wayTo);
  return (signal) => renew(limitMs, signal);
}

/** Providers are asked as clusters are: by way of the same proxies. */
function wayOf(authenticate: Authenticate): WayTo {
  return (server, authority) =>
    authenticate(
      { name: 'issuer', server, skipTLSVerify: server.startsWith('http:'), ...authority },
      { name: 'user' },
    )();
}

function isOidc({ body }: Entry): boolean {
  return mapping(body['auth-provider'])['name'] === 'oidc';
}

/** A little early, so that a request that starts now still ends in time. */
function prepared({ expires = Infinity }: Credential, next: () => Promise<RequestOptions>): Awaited<Attempt['ready']> {
  return { next, expires: expires - 10_000 };
}

/** Whether a way to sign in can give something else the next time. */
function isRenewable({ body }: Entry): boolean {
  return ['exec', 'auth-provider', 'tokenFile', 'client-certificate'].some((field) => body[field] !== undefined);
}

/** The cluster and the user of a context, and what plugins are told of the cluster. */
function partsOf(config: Kubeconfig, context: string): { cluster: Cluster; user: Entry; told: object } {
  const found = config.contexts.get(context);
  const shown = plainText(context, 100);
  if (found === undefined) throw missing(config.problems[0] ?? `The kubeconfig has no context ${shown}.`);
  const clusterName = text(found.body['cluster']) ?? '';
  const userName = text(found.body['user']);
  const cluster = config.clusters.get(clusterName);
  const user = userName === undefined ? { folder: '', body: {} } : config.users.get(userName);
  if (cluster === undefined)
    throw missing(`The context ${shown} names the cluster ${plainText(clusterName, 100)}, which the kubeconfig lacks.`);
  if (user === undefined)
    throw missing(`The context ${shown} names the user ${plainText(userName ?? '', 100)}, which the kubeconfig lacks.`);
  return { cluster: clientCluster(clusterName, cluster), user, told: clusterInfo(cluster) };
}

function missing(sentence: string): ApiError {
  return new ApiError('credentials', 0, sentence);
}

function clientCluster(name: string, { body, folder }: Entry): Cluster {
  const server = text(body['server'])?.replace(/\/+$/, '') ?? '';
  if (!/^https?:\/\//.test(server) || !URL.canParse(server)) {
    throw missing(`The cluster ${plainText(name, 100)} in the kubeconfig has no usable server address.`);
  }
  return definedOnly({
    name,
    server,
    caFile: absolute(folder, body['certificate-authority']),
    caData: text(body['certificate-authority-data']),
    // The client refuses plain http unless told so, though there is nothing to verify; kubectl takes it.
    skipTLSVerify: body['insecure-skip-tls-verify'] === true || server.startsWith('http:'),
    tlsServerName: text(body['tls-server-name']),
    proxyUrl: text(body['proxy-url']),
  }) as unknown as Cluster;
}

function clientUser(user: Entry, credential: Credential): User {
  const { body, folder } = user;
  const provider = isOidc(user) ? undefined : body['auth-provider'];
  const tokenFile = absolute(folder, body['tokenFile']);
  const certificate = credential.certificate;
  return definedOnly({
    name: 'user',
    certFile: certificate === undefined ? absolute(folder, body['client-certificate']) : undefined,
    certData: certificate === undefined ? text(body['client-certificate-data']) : base64(certificate),
    keyFile: certificate === undefined ? absolute(folder, body['client-key']) : undefined,
    keyData: certificate === undefined ? text(body['client-key-data']) : base64(credential.key ?? ''),
    token: credential.token ?? (tokenFile === undefined ? text(body['token']) : undefined),
    username: text(body['username']),
    password: text(body['password']),
    authProvider: tokenFile === undefined ? provider : { name: 'tokenFile', config: { tokenFile } },
  }) as User;
}

function absolute(folder: string, path: unknown): string | undefined {
  const found = text(path);
  return found === undefined || isAbsolute(found) ? found : join(folder, found);
}

function base64(pem: string): string {
  return Buffer.from(pem, 'utf8').toString('base64');
}

function definedOnly(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** Old authentication providers run programs and ask servers, without any bound of their own. */
async function bounded<T>(work: Promise<T>, limitMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const seconds = Math.round(limitMs / 1000);
    timer = setTimeout(() => reject(new Error(`the sign-in does not answer within ${seconds} s`)), limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
