import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, isAbsolute, join } from 'node:path';
import { plainText } from '../flux/plain.ts';
import { ApiError } from './api.ts';
import type { Entry } from './kubeconfig.ts';
import { mapping, text } from './values.ts';

/** What a credential plugin gave. Secret. */
export interface Credential {
  readonly token?: string;
  readonly certificate?: string;
  readonly key?: string;
  /** Milliseconds since the epoch; absent: good for as long as we live. */
  readonly expires?: number;
}

/**
 * Runs the `exec` plugin of a user entry as kubectl does (client-go's exec plugin, `client.authentication.k8s.io`), without a terminal.
 * Rejects with the signal's reason, or `ApiError` `credentials` naming the plugin and the last line that it wrote to its error output. Never outlives its time limit.
 * A plugin that asks for it with `provideClusterInfo` is told of the cluster.
 */
export async function runPlugin(
  user: Entry,
  cluster: object,
  limitMs: number,
  signal: AbortSignal,
): Promise<Credential> {
  const exec = mapping(user.body['exec']);
  const command = text(exec['command']);
  if (command === undefined) throw refused('the user entry names no command');
  const name = basename(command);
  if (exec['interactiveMode'] === 'Always') {
    throw refused(`${name} asks questions in a terminal: sign in there first, for instance with kubectl`);
  }
  const relative = /[/\\]/.test(command) && !isAbsolute(command);
  const program = relative ? join(user.folder, command) : command;
  const child = spawn(program, args(exec), {
    env: environment(exec, cluster),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  return credentialFrom(await outputOf(child, name, limitMs, signal), name, exec);
}

function args(exec: Readonly<Record<string, unknown>>): readonly string[] {
  const list: unknown = exec['args'];
  return Array.isArray(list) ? list.map((it) => (typeof it === 'string' ? it : JSON.stringify(it))) : [];
}

function environment(exec: Readonly<Record<string, unknown>>, cluster: object): NodeJS.ProcessEnv {
  const list: unknown = exec['env'];
  const pairs = (Array.isArray(list) ? list : []).map((it) => [text(mapping(it)['name']) ?? '', mapping(it)['value']]);
  const given = pairs.filter((it): it is [string, string] => it[0] !== '' && typeof it[1] === 'string');
  const spec = { interactive: false, ...(exec['provideClusterInfo'] === true ? { cluster } : {}) };
  const info = { apiVersion: exec['apiVersion'], kind: 'ExecCredential', spec };
  return { ...process.env, ...Object.fromEntries(given), KUBERNETES_EXEC_INFO: JSON.stringify(info) };
}

/** Everything the plugin printed, once it ended well. */
function outputOf(child: ChildProcess, name: string, limitMs: number, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const output: Buffer[] = [];
    let errors = '';
    let stopped: string | undefined;
    const stop = (why: string): void => {
      stopped ??= why;
      killGroup(child);
      // Something else may hold its pipes open: `close` would then never come.
      finish(null);
    };
    const timer = setTimeout(() => stop(`does not answer within ${Math.round(limitMs / 1000)} s`), limitMs);
    const onAbort = (): void => stop('');
    const finish = (code: number | null, cause?: Error): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      // What a plugin started may outlive it and hold its pipes: they would keep us alive as well.
      child.stdout?.destroy();
      child.stderr?.destroy();
      if (code === 0 && stopped === undefined) return resolve(Buffer.concat(output).toString('utf8'));
      if (signal.aborted) return reject(signal.reason as Error);
      const missing = cause !== undefined && 'code' in cause && cause.code === 'ENOENT';
      const last = masked(errors.trimEnd().split('\n').at(-1) ?? '');
      const why = stopped ?? (missing ? 'is not installed or not on PATH' : `failed${last === '' ? '' : `: ${last}`}`);
      reject(refused(`${plainText(name, 80)} ${why}`));
    };
    signal.addEventListener('abort', onAbort, { once: true });
    child.stdout?.on('data', (chunk: Buffer) => void output.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => (errors = (errors + chunk.toString('utf8')).slice(-4000)));
    child.once('error', (error) => finish(null, error));
    child.once('close', (code) => finish(code));
  });
}

/** A line that is fit to be shown: whatever could be a token is left out. */
function masked(line: string): string {
  return plainText(line.replace(/[\w+/=.~-]{40,}/g, '…'), 200);
}

/** The plugin leads a process group of its own, so that what it started goes with it. */
function killGroup(child: ChildProcess): void {
  child.stdout?.destroy();
  child.stderr?.destroy();
  try {
    if (child.pid !== undefined && process.platform !== 'win32') process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}

function credentialFrom(output: string, name: string, exec: Readonly<Record<string, unknown>>): Credential {
  let status: Readonly<Record<string, unknown>>;
  try {
    const parsed = mapping(JSON.parse(output) as unknown);
    if (parsed['kind'] !== 'ExecCredential' || parsed['apiVersion'] !== exec['apiVersion']) throw new Error('kind');
    status = mapping(parsed['status']);
  } catch {
    throw refused(`${plainText(name, 80)} did not print an ExecCredential of the version that the kubeconfig asks for`);
  }
  const [token, certificate, key] = [status['token'], status['clientCertificateData'], status['clientKeyData']].map(
    text,
  );
  if (token === undefined && (certificate === undefined || key === undefined)) {
    throw refused(`${plainText(name, 80)} gave neither a token nor a certificate`);
  }
  const expires = Date.parse(text(status['expirationTimestamp']) ?? '');
  return {
    ...(token === undefined ? {} : { token }),
    ...(certificate === undefined || key === undefined ? {} : { certificate, key }),
    ...(Number.isNaN(expires) ? {} : { expires }),
  };
}

function refused(why: string): ApiError {
  return new ApiError('credentials', 0, `No credentials for this context: ${why}.`);
}

/** A cluster as plugins know it. Source: Kubernetes client.authentication.k8s.io/v1, Cluster; `config` is an extension with that name. */
export function clusterInfo({ body, folder }: Entry): object {
  const extensions: unknown = body['extensions'];
  const named = (Array.isArray(extensions) ? extensions : []).map(mapping);
  const config = named.find((it) => it['name'] === 'client.authentication.k8s.io/exec')?.['extension'];
  const file = text(body['certificate-authority']);
  const authority =
    text(body['certificate-authority-data']) ??
    (file === undefined ? undefined : contentOf(isAbsolute(file) ? file : join(folder, file)));
  const fields = ['server', 'tls-server-name', 'insecure-skip-tls-verify', 'proxy-url'].map(
    (it) => [it, body[it]] as const,
  );
  // What is not defined is not in the JSON.
  return { ...Object.fromEntries(fields), 'certificate-authority-data': authority, config };
}

/** In base64. A file that is not there is told of by the connection, where its name can be said. */
function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file).toString('base64');
  } catch {
    return undefined;
  }
}
