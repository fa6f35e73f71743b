import { createWriteStream } from 'node:fs';
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { createServer, type AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import type { ChildProcess } from 'node:child_process';
import type { Log } from './cache.ts';
import { ensureVSCode } from './install.ts';
import { openScope, type Scope } from './scope.ts';

export interface ServerOptions {
  /** The repository to open. */
  readonly folder: string;
  /** Set for the extension host and its terminals, over the environment of this process; `undefined` removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Whether folders are trusted without being asked for; `true` unless said. */
  readonly trust?: boolean;
  /** The user's settings, over quiet ones: no welcome pages, tips, updates or Git questions. */
  readonly userSettings?: Readonly<Record<string, unknown>>;
  /** Folders of extensions (with a package.json) that count as installed. They are linked, not copied. */
  readonly extensions?: readonly string[];
  /** A packaged extension to install. */
  readonly vsix?: string;
  /** Where the server's output goes; nowhere unless said. */
  readonly logFile?: string;
  readonly log?: Log;
}

/** A VS Code server that answers on a loopback port. */
export interface Server {
  /** Such as `http://127.0.0.1:40123`. */
  readonly origin: string;
  /** The window on the folder; it carries the token that the server wants. */
  readonly url: string;
  /** Ends the server with everything in its terminals, and removes its folders. */
  stop(): Promise<void>;
}

/** Starts a VS Code server on a free port, and returns when it answers. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const installed = await ensureVSCode(options.log ?? (() => undefined));
  const scope = openScope();
  try {
    const data = await scope.folder('vscode');
    await mkdir(join(data, 'run'), { mode: 0o700 });
    await writeSettings(join(data, 'data', 'User'), options.userSettings ?? {});
    await linkExtensions(join(data, 'extensions'), options.extensions ?? []);
    if (options.vsix !== undefined) await install(scope, installed, data, options);
    const port = await freePort();
    const token = randomBytes(16).toString('hex');
    await writeFile(tokenFile(data), token, { mode: 0o600 });
    const address = ['--host', '127.0.0.1', '--port', String(port)];
    const child = spawnServer(scope, installed, data, [...address, ...flags(data, options)], options);
    const origin = `http://127.0.0.1:${port}`;
    await answers(`${origin}/version`, child);
    const url = `${origin}/?${new URLSearchParams({ folder: options.folder, tkn: token }).toString()}`;
    return { origin, url, stop: () => scope.close() };
  } catch (error) {
    await scope.close();
    throw error;
  }
}

function flags(data: string, { trust = true }: ServerOptions): string[] {
  return [
    // Whoever reaches the port could run programs: other users of this machine, and pages in a browser on it.
    ...['--connection-token-file', tokenFile(data)],
    ...['--accept-server-license-terms', '--telemetry-level', 'off'],
    // The login shell's profile would put its own PATH over the one that we were asked to give.
    '--force-disable-user-env',
    ...(trust ? ['--disable-workspace-trust'] : []),
  ];
}

function tokenFile(data: string): string {
  return join(data, 'token');
}

function dataFlags(data: string): string[] {
  return ['--server-data-dir', data, '--extensions-dir', join(data, 'extensions')];
}

/**
 * Puts extensions where VS Code looks for installed ones when it starts for the first time. It does not load them as
 * "under development": in that mode the server's window refuses every modal dialog, so neither a person nor a test could
 * answer a question of ours.
 */
async function linkExtensions(folder: string, extensions: readonly string[]): Promise<void> {
  for (const [index, extension] of extensions.entries()) {
    const linked = join(folder, `linked-${index}`);
    await mkdir(linked, { recursive: true });
    for (const entry of await readdir(extension)) {
      if (shipped.has(entry) || entry.endsWith('.js')) await symlink(join(extension, entry), join(linked, entry));
    }
  }
}

const shipped: ReadonlySet<string> = new Set(['package.json', 'dist', 'media', 'README.md', 'CHANGELOG.md']);

/** Writes the user's settings, over quiet ones, into a `User` folder. */
export async function writeSettings(folder: string, userSettings: Readonly<Record<string, unknown>>): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'settings.json'), JSON.stringify({ ...quiet, ...userSettings }, undefined, 2));
}

const quiet = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.enableExperiments': false,
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.banner': 'never',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
  'git.autofetch': false,
  // A terminal drawn as text can be read.
  'terminal.integrated.gpuAcceleration': 'off',
  'terminal.integrated.defaultProfile.linux': 'bash',
};

function spawnServer(
  scope: Scope,
  installed: string,
  data: string,
  args: readonly string[],
  options: ServerOptions,
): ChildProcess {
  const env: NodeJS.ProcessEnv = { ...process.env, ...options.env };
  // Colours and Node options of the process that tests are not those of the editor.
  for (const name of ['NODE_OPTIONS', 'FORCE_COLOR', 'VSCODE_IPC_HOOK_CLI', ...undefinedNames(options.env)])
    delete env[name];
  // Where it puts its sockets, which it leaves behind. A path in it must stay short: macOS has no such variable, and no room.
  if (process.platform === 'linux') env['XDG_RUNTIME_DIR'] = join(data, 'run');
  env['PATH'] = `${dirname(process.execPath)}:${env['PATH'] ?? ''}`;
  const child = scope.spawn(process.execPath, [join(installed, 'out', 'server-main.js'), ...dataFlags(data), ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const sink = options.logFile === undefined ? undefined : createWriteStream(options.logFile, { flags: 'a' });
  for (const stream of [child.stdout, child.stderr]) {
    if (sink) stream?.pipe(sink, { end: false });
    else stream?.resume();
  }
  child.on('exit', () => sink?.end());
  return child;
}

function undefinedNames(env: ServerOptions['env'] = {}): string[] {
  return Object.keys(env).filter((name) => env[name] === undefined);
}

async function install(scope: Scope, installed: string, data: string, options: ServerOptions): Promise<void> {
  const child = spawnServer(scope, installed, data, ['--install-extension', options.vsix ?? ''], options);
  const code = await new Promise((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`VS Code did not install ${options.vsix}: its server ended with ${String(code)}`);
}

/** Waits, at most 30 s, until an HTTP server answers. */
async function answers(url: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`the VS Code server ended with ${child.exitCode}`);
    const ok = await fetch(url).then(
      async (response) => response.ok && (await response.text()) !== '',
      () => false,
    );
    if (ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${url} did not answer within 30 s`);
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
