import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { capture } from './process.ts';

export interface GitServer {
  /** Creates a repository with one commit on `main` that holds what is in `folder`. */
  createRepository(name: string, folder: string): Promise<GitRepository>;
  /** Open requests are cut off. The folder stays. */
  stop(): Promise<void>;
}

export interface GitRepository {
  /** `http://127.0.0.1:PORT/NAME.git`: for everyone on this machine, pushes included. */
  readonly url: string;
  /** Clones into a folder that must not exist or be empty; commits made there get a test identity. */
  clone(folder: string): Promise<void>;
  /** Commits everything that changed below a cloned folder and pushes it; gives the new revision, `main@sha1:…`. */
  commitAndPush(folder: string, message: string): Promise<string>;
}

/** Serves the repositories below `root` over HTTP on a free loopback port, with Git's own program behind it. */
export async function startGitServer(root: string): Promise<GitServer> {
  mkdirSync(root, { recursive: true });
  const server = createServer((ask, answer) => serve(root, ask, answer));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    createRepository: (name, folder) => createRepository(root, name, folder, `http://127.0.0.1:${port}/${name}.git`),
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Runs `git` in a folder without anything from the user's or the machine's configuration. */
export function git(cwd: string, ...args: readonly string[]): Promise<string> {
  return capture('git', args, { cwd, env: gitEnv(), timeout: 60_000 });
}

function gitEnv(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  return {
    ...Object.fromEntries(inherited),
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_AUTHOR_NAME: 'Fluxwright Test',
    GIT_AUTHOR_EMAIL: 'test@fluxwright.test',
    GIT_COMMITTER_NAME: 'Fluxwright Test',
    GIT_COMMITTER_EMAIL: 'test@fluxwright.test',
  };
}

async function createRepository(root: string, name: string, folder: string, url: string): Promise<GitRepository> {
  const bare = join(root, `${name}.git`);
  await git(root, 'init', '--quiet', '--bare', '--initial-branch=main', bare);
  await git(bare, 'config', 'http.receivepack', 'true');
  const repository: GitRepository = {
    url,
    clone: async (into) => {
      await git(root, 'clone', '--quiet', url, into);
      // People and tasks commit there with their own git, which may know no name on a clean machine.
      await git(into, 'config', 'user.name', 'Fluxwright Test');
      await git(into, 'config', 'user.email', 'test@fluxwright.test');
      await git(into, 'config', 'commit.gpgsign', 'false');
    },
    commitAndPush: async (from, message) => {
      await git(from, 'add', '--all');
      await git(from, 'commit', '--quiet', `--message=${message}`);
      await git(from, 'push', '--quiet', 'origin', 'HEAD:main');
      return `main@sha1:${(await git(from, 'rev-parse', 'HEAD')).trim()}`;
    },
  };
  await commitFirst(root, folder, repository);
  return repository;
}

async function commitFirst(root: string, folder: string, repository: GitRepository): Promise<void> {
  const work = mkdtempSync(join(root, 'first-'));
  try {
    await repository.clone(work);
    // An empty clone of an old git is on the branch that this git calls its default.
    await git(work, 'symbolic-ref', 'HEAD', 'refs/heads/main');
    cpSync(folder, work, { recursive: true });
    await repository.commitAndPush(work, 'Start');
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** One request as the common gateway interface wants it: headers in the environment, the body on stdin. */
function serve(root: string, ask: IncomingMessage, answer: ServerResponse): void {
  const url = new URL(ask.url ?? '/', 'http://127.0.0.1');
  const fail = () => void (answer.headersSent ? answer.destroy() : answer.writeHead(500).end());
  const env = {
    ...gitEnv(),
    GIT_PROJECT_ROOT: root,
    GIT_HTTP_EXPORT_ALL: '1',
    REQUEST_METHOD: ask.method ?? 'GET',
    PATH_INFO: url.pathname,
    QUERY_STRING: url.search.slice(1),
    CONTENT_TYPE: ask.headers['content-type'] ?? '',
    ...(ask.headers['content-length'] === undefined ? {} : { CONTENT_LENGTH: ask.headers['content-length'] }),
    HTTP_CONTENT_ENCODING: ask.headers['content-encoding'] ?? '',
    GIT_PROTOCOL: String(ask.headers['git-protocol'] ?? ''),
  };
  const child = spawn('git', ['http-backend'], { env, stdio: ['pipe', 'pipe', 'ignore'] });
  child.once('error', fail);
  answer.once('close', () => child.kill());
  // Git may answer and end before it has read everything.
  child.stdin.on('error', () => undefined);
  ask.pipe(child.stdin);
  relay(child.stdout, answer, fail);
}

/** Head and body of the program's output become those of the answer; the head ends at the first empty line. */
function relay(from: NodeJS.ReadableStream, answer: ServerResponse, fail: () => void): void {
  let head: Buffer | undefined = Buffer.alloc(0);
  from.on('data', (part: Buffer) => {
    if (head === undefined) return void answer.write(part);
    head = Buffer.concat([head, part]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) return;
    writeHead(head.subarray(0, end).toString('latin1'), answer);
    answer.write(head.subarray(end + 4));
    head = undefined;
  });
  from.on('end', () => (head === undefined ? void answer.end() : fail()));
}

function writeHead(text: string, answer: ServerResponse): void {
  for (const line of text.split('\r\n')) {
    const [, name, value] = /^([^:]+):\s*(.*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) continue;
    if (name.toLowerCase() === 'status') answer.statusCode = Number.parseInt(value, 10);
    else answer.setHeader(name, value);
  }
}
