import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { access, constants, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { Unavailable } from '../bed/tools.ts';
import { cached, type Log } from './cache.ts';

/**
 * The folder of a VS Code server (`out/server-main.js` is its program), installed into the cache when it is not there.
 *
 * It is the one that npm's code-server carries, built from the sources of VS Code 1.139.1. No install script runs, but
 * for two small native modules that are compiled if there is a compiler: with them the server writes log files and ends
 * extension hosts that lost it. The terminal's module comes compiled.
 */
export async function ensureVSCode(log: Log): Promise<string> {
  const folder = await cached(
    `vscode-${version}-${process.platform}-${process.arch}`,
    async (unfinished) => {
      log(`installing VS Code ${vscodeVersion} (npm's code-server ${version}, about 600 MB, once)`);
      await writeFile(join(unfinished, 'package.json'), '{ "private": true }');
      await npm(['install', ...unscripted, `code-server@${version}`], unfinished);
      const vscode = join(unfinished, inPackage);
      log(`installing the modules of VS Code ${vscodeVersion}`);
      await npm(['install', '--omit=dev', ...unscripted], vscode);
      log('compiling native modules of VS Code');
      await npm(['rebuild', ...compiled], vscode).catch((error: unknown) => {
        log(`VS Code will write no log files, because its modules do not compile here: ${String(error).slice(0, 500)}`);
      });
    },
    log,
  );
  return join(folder, inPackage);
}

const version = '4.139.1';
const vscodeVersion = '1.139.1';
const inPackage = 'node_modules/code-server/lib/vscode';
const unscripted = ['--ignore-scripts', '--no-audit', '--no-fund'];
const compiled = ['@vscode/spdlog', '@vscode/native-watchdog'];

/**
 * The path of a Chrome or Chromium: `CHROME_PATH`, else an installed one, else Debian's, installed by apt-get when we are root.
 * @throws {Unavailable} when there is none.
 */
export async function ensureBrowser(log: Log): Promise<string> {
  const named = process.env['CHROME_PATH'];
  if (named) {
    if (existsSync(named)) return named;
    throw new Unavailable(`CHROME_PATH is ${named}, which does not exist`);
  }
  const found = await installedBrowser();
  if (found) return found;
  if (process.getuid?.() !== 0 || !(await onPath('apt-get'))) {
    throw new Unavailable('no Chrome or Chromium was found; install one or set CHROME_PATH to its program');
  }
  log('installing chromium by apt-get');
  try {
    await run('apt-get', ['install', '-y', '--no-install-recommends', ...debian], '/').catch(async () => {
      await run('apt-get', ['update'], '/');
      await run('apt-get', ['install', '-y', '--no-install-recommends', ...debian], '/');
    });
  } catch (error) {
    throw new Unavailable(`no Chrome or Chromium was found, and apt-get could not install one: ${String(error)}`);
  }
  const installed = await installedBrowser();
  if (!installed) throw new Unavailable('apt-get installed chromium, but there is no program of that name');
  return installed;
}

const debian = ['chromium', 'fonts-dejavu-core', 'fonts-noto-core'];
const browserNames = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser'];
const browserPaths = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

async function installedBrowser(): Promise<string | undefined> {
  for (const name of browserNames) {
    const file = await onPath(name);
    if (file) return file;
  }
  return browserPaths.find((file) => existsSync(file));
}

/** The file that the program `name` would be started from, if there is one. */
export async function onPath(name: string): Promise<string | undefined> {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const file = join(folder, name);
    const isProgram = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (folder && isProgram) return file;
  }
  return undefined;
}

/** Runs npm on the Node of this process, whatever `node` comes first on PATH. */
export async function npm(args: readonly string[], folder: string): Promise<void> {
  const env: NodeJS.ProcessEnv = { ...process.env };
  // What npm tells its scripts about our package must not reach an npm that installs another.
  for (const name of Object.keys(env)) if (/^npm_(package|lifecycle|config_local)/.test(name)) delete env[name];
  env['PATH'] = [dirname(process.execPath), env['PATH'] ?? ''].join(delimiter);
  // node-gyp would download headers; the modules use Node-API, so those of any installed Node will do.
  if (existsSync('/usr/include/node/node_api.h')) env['npm_config_nodedir'] ??= '/usr';
  await run('npm', args, folder, env);
}

async function run(program: string, args: readonly string[], cwd: string, env = process.env): Promise<void> {
  await new Promise<void>((done, failed) => {
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (text: Buffer) => (output = (output + text.toString()).slice(-4000));
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', failed);
    child.on('close', (code) => {
      if (code === 0) done();
      else failed(new Error(`${program} ${args.join(' ')} ended with ${code}\n${output}`));
    });
  });
}
