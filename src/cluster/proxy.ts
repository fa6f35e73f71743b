import { BlockList, isIP } from 'node:net';

/** The variables of a process, as `process.env` holds them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy that the environment names for a server, or `undefined` to go there directly. As kubectl decides, for https alone: a server of
 * plain http is asked directly. Throws an `Error` that does not show the value, which may hold a password.
 * Source: golang.org/x/net/http/httpproxy, which client-go asks where the kubeconfig has no `proxy-url`.
 */
export function proxyFor(server: string, environment: Environment): string | undefined {
  const url = new URL(server);
  const proxy = firstOf(environment, ['HTTPS_PROXY', 'https_proxy']);
  if (url.protocol !== 'https:' || proxy === undefined) return undefined;
  const host = bare(url.hostname);
  const port = url.port === '' ? '443' : url.port;
  const exempt = (firstOf(environment, ['NO_PROXY', 'no_proxy']) ?? '').toLowerCase().split(',');
  if (isLoopback(host) || exempt.some((rule) => exempts(rule.trim(), host, port))) return undefined;
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(proxy) ? proxy : `http://${proxy}`;
  if (!URL.canParse(address) || !protocols.has(new URL(address).protocol)) {
    throw new Error('HTTPS_PROXY in the environment does not hold the address of a proxy');
  }
  return address;
}

const protocols: ReadonlySet<string> = new Set(['http:', 'https:', 'socks5:', 'socks5h:']);

function firstOf(environment: Environment, names: readonly string[]): string | undefined {
  return names.map((it) => environment[it]).find((it) => it !== undefined && it !== '');
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

/** One rule of NO_PROXY: `*`, an address, a range of addresses, `name` with all below it, or `.name` for what is below it alone. */
function exempts(rule: string, host: string, port: string): boolean {
  if (rule === '*') return true;
  if (rule.includes('/')) return inRange(rule, host);
  if (isIP(bare(rule)) !== 0) return bare(rule) === host;
  const [, name = '', only] = /^(.*?)(?::(\d+))?$/.exec(rule) ?? [];
  if (name === '' || (only !== undefined && only !== port)) return false;
  if (isIP(bare(name)) !== 0) return bare(name) === host;
  const below = name.startsWith('*.') ? name.slice(1) : name;
  return below.startsWith('.') ? host.endsWith(below) : host === below || host.endsWith(`.${below}`);
}

function inRange(range: string, host: string): boolean {
  const [network = '', bits = ''] = range.split('/');
  const family = isIP(network);
  const width = family === 4 ? 32 : 128;
  if (family === 0 || family !== isIP(host) || !/^\d{1,3}$/.test(bits) || Number(bits) > width) return false;
  const type = family === 4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  list.addSubnet(network, Number(bits), type);
  return list.check(host, type);
}

/** An IPv6 address without its brackets. */
function bare(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1');
}
