import { Agent as HttpAgent } from 'node:http';
import type { RequestOptions } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { createSecureContext } from 'node:tls';
import { KubeConfig } from '@kubernetes/client-node/dist/config.js';
import { loadYaml } from '@kubernetes/client-node/dist/yaml.js';
import { createClock } from './clock.ts';
import { contextsOf, readKubeconfig } from './kubeconfig.ts';
import { createLogin } from './login.ts';
import type { Cluster, Limits, User } from './login.ts';
import { proxyFor } from './proxy.ts';
import type { Environment } from './proxy.ts';
import { createApi } from './rest.ts';
import type { ClusterApi } from './rest.ts';
import type { Contexts } from './contexts.ts';

/**
 * A server gives up on a request after a minute by itself, so that a slow one has its time; where nobody answers at all, that is known sooner.
 * It sends a bookmark about once a minute, so two minutes of nothing in a watch are a dead connection. Source: kube-apiserver
 * `--request-timeout`, and the bookmarks of its cacher.
 */
const usual: Limits = { connect: 20_000, idle: 65_000, watchIdle: 125_000, signIn: 30_000 };

/** What the kubeconfig files hold, without contacting anything. Never throws: what is wrong is the `problem`. */
export function readContexts(files: readonly string[]): Contexts {
  return contextsOf(readKubeconfig(files, loadYaml));
}

/**
 * The API of a context's cluster. Reads the kubeconfig and never writes it; contacts nothing before the first request. Rejects with
 * `ApiError` `credentials` when the kubeconfig lacks the context or a part of it. The environment says the proxy where the kubeconfig does not.
 */
export async function connect(
  files: readonly string[],
  context: string,
  limits: Limits = usual,
  environment: Environment = process.env,
  now: () => number = Date.now,
): Promise<ClusterApi> {
  const config = await Promise.resolve(readKubeconfig(files, loadYaml));
  const clock = createClock(now);
  const way = (cluster: Cluster, user: User) => authenticate(proxied(cluster, environment), user);
  return createApi(createLogin(config, context, limits.signIn, way, clock.now), limits, clock);
}

/** With the proxy that leads to the server. A SOCKS proxy looks names up itself, as it does for kubectl: our own network may not know them. */
function proxied(cluster: Cluster, environment: Environment): Cluster {
  const proxyUrl = cluster.proxyUrl ?? proxyFor(cluster.server, environment);
  return proxyUrl === undefined ? cluster : { ...cluster, proxyUrl: proxyUrl.replace(/^socks5:/i, 'socks5h:') };
}

/** Certificates, tokens and proxies are the Kubernetes client's trade; connections are kept open by agents of ours. */
function authenticate(cluster: Cluster, user: User): () => Promise<RequestOptions> {
  const config = new KubeConfig();
  const context = { name: 'context', cluster: cluster.name, user: user.name };
  config.loadFromOptions({ clusters: [cluster], users: [user], contexts: [context], currentContext: context.name });
  let agent: HttpAgent | undefined;
  return async () => {
    const options: RequestOptions = {};
    await config.applyToHTTPSOptions(options);
    if (cluster.proxyUrl === undefined) options.agent = agent ??= directAgent(cluster.server, options);
    return options;
  };
}

function directAgent(server: string, options: RequestOptions): HttpAgent {
  if (server.startsWith('http:')) return new HttpAgent({ keepAlive: true });
  const { ca, cert, key, pfx, passphrase, rejectUnauthorized, servername } = options as Record<string, unknown>;
  const defined = (fields: object) => Object.fromEntries(Object.entries(fields).filter(([, it]) => it !== undefined));
  // Certificates are read once, not for each connection.
  const secureContext = createSecureContext(defined({ ca, cert, key, pfx, passphrase }));
  return new HttpsAgent({ ...defined({ rejectUnauthorized, servername }), secureContext, keepAlive: true });
}
