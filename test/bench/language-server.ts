import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cached, type Log } from '../vscode/cache.ts';
import { npm } from '../vscode/install.ts';
import type { Scope } from '../vscode/scope.ts';

/** Where a language server counts: both numbers from zero. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface PublishedProblems {
  readonly uri: string;
  readonly diagnostics: readonly object[];
}

const version = '2.0.0';

/** The peer's name for tables. */
export const peerName = `yaml-language-server ${version}`;

/** Installs yaml-language-server into the cache, once, and gives the path of its program. */
async function ensureLanguageServer(log: Log): Promise<string> {
  const folder = await cached(
    `yaml-language-server-${version}`,
    async (unfinished) => {
      log(`installing ${peerName}`);
      await writeFile(join(unfinished, 'package.json'), '{ "private": true }');
      const quiet = ['--ignore-scripts', '--no-audit', '--no-fund'];
      await npm(['install', ...quiet, `yaml-language-server@${version}`], unfinished);
    },
    log,
  );
  return join(folder, 'node_modules/yaml-language-server/bin/yaml-language-server');
}

/** Starts yaml-language-server as editors do, with one schema for all files. It ends with the scope. */
export async function startLanguageServer(scope: Scope, schema: string, log: Log): Promise<LanguageServer> {
  const program = await ensureLanguageServer(log);
  const child = scope.spawn(process.execPath, [program, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const settings = {
    yaml: {
      schemas: { [pathToFileURL(schema).href]: '*.yaml' },
      schemaStore: { enable: false },
      kubernetesCRDStore: { enable: false },
      maxItemsComputed: 100_000,
    },
  };
  const server = new LanguageServer(child, settings);
  const rootUri = pathToFileURL('/bench').href;
  const workspace = { configuration: true, didChangeConfiguration: { dynamicRegistration: true } };
  await server.request('initialize', {
    processId: process.pid,
    rootUri,
    capabilities: { workspace, textDocument: {} },
  });
  server.notify('initialized', {});
  server.notify('workspace/didChangeConfiguration', { settings });
  return server;
}

/** The client's end of a language server that talks over its standard streams. */
export class LanguageServer {
  readonly pid: number | undefined;
  readonly #child: ChildProcess;
  readonly #settings: Readonly<Record<string, unknown>>;
  readonly #answers = new Map<number, (message: Message) => void>();
  #onProblems: (published: PublishedProblems) => void = () => undefined;
  #received = Buffer.alloc(0);
  #requests = 0;

  constructor(child: ChildProcess, settings: Readonly<Record<string, unknown>>) {
    this.#child = child;
    this.#settings = settings;
    this.pid = child.pid;
    child.stdout?.on('data', (data: Buffer) => this.#take(data));
    child.once('exit', (code) => {
      for (const answer of this.#answers.values()) answer({ error: { message: `it ended with ${code}` } });
    });
  }

  notify(method: string, params: object): void {
    this.#send({ method, params });
  }

  /** Rejects with the server's own words, or when the server ends. */
  async request(method: string, params: object): Promise<unknown> {
    const id = ++this.#requests;
    const answered = new Promise<Message>((resolve) => this.#answers.set(id, resolve));
    this.#send({ id, method, params });
    const { result, error } = await answered;
    this.#answers.delete(id);
    if (error !== undefined) throw new Error(`${method}: ${error.message}`);
    return result;
  }

  /** The next problems that the server publishes for a file; it has a minute. */
  async published(uri: string): Promise<PublishedProblems> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`no problems of ${uri} were published`)), 60_000);
      this.#onProblems = (it) => {
        if (it.uri !== uri) return;
        clearTimeout(late);
        resolve(it);
      };
    });
  }

  async stop(): Promise<void> {
    const ended = once(this.#child, 'exit');
    await this.request('shutdown', {});
    this.notify('exit', {});
    await ended;
  }

  #send(message: object): void {
    const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
    this.#child.stdin?.write(Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`), body]));
  }

  #take(data: Buffer): void {
    this.#received = Buffer.concat([this.#received, data]);
    for (;;) {
      const end = this.#received.indexOf('\r\n\r\n');
      const length = /Content-Length: (\d+)/i.exec(this.#received.toString('latin1', 0, Math.max(0, end)))?.[1];
      const stop = end + 4 + Number(length);
      if (length === undefined || this.#received.length < stop) return;
      const body = this.#received.toString('utf8', end + 4, stop);
      this.#received = this.#received.subarray(stop);
      this.#handle(JSON.parse(body) as Message);
    }
  }

  #handle(message: Message): void {
    const { id, method, params } = message;
    if (method === undefined) return this.#answers.get(id ?? -1)?.(message);
    if (method === 'textDocument/publishDiagnostics') this.#onProblems(params as PublishedProblems);
    if (id === undefined) return;
    // The only question that needs more than "done" is the one for settings.
    const { items = [] } = (params ?? {}) as { items?: readonly { section?: string }[] };
    const result =
      method === 'workspace/configuration' ? items.map((it) => this.#settings[it.section ?? ''] ?? null) : null;
    this.#send({ id, result });
  }
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}
