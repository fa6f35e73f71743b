import { once } from 'node:events';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { onPath } from '../test/vscode/install.ts';
import { openScope, type Scope } from '../test/vscode/scope.ts';
import { startServer } from '../test/vscode/server.ts';
import { build } from './build.ts';
import { startReal, startSimulated, type Demo } from './demo.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const usage = `npm start -- [--folder DIR] [--real] [--web | --desktop]

Opens a VS Code with the extension, on a demo repository and a simulated cluster.
  --folder DIR  opens another repository
  --real        uses a real API server and the real Flux; the first time they are built, with Go, in minutes
  --web         in the browser, even where a desktop VS Code is installed
  --desktop     in the desktop VS Code (the program \`code\`)`;

interface Choice {
  readonly folder: string | undefined;
  readonly real: boolean;
  readonly desktop: boolean;
}

/** Runs until Ctrl-C, or until the desktop window is closed, and leaves no process and no temporary folder behind. */
async function start(choice: Choice): Promise<void> {
  const stopped = untilStopped();
  const scope = openScope();
  const open: { stop(): Promise<void> }[] = [];
  try {
    const begun = (async () => {
      await build({ root });
      const room = await scope.folder('demo');
      const demo = choice.real
        ? await startReal(room, console.log, choice.folder)
        : await startSimulated(room, choice.folder);
      open.push(demo);
      if (choice.desktop) await desktopWindow(scope, demo, room);
      else open.push(await webWindow(demo, choice.folder === undefined));
    })();
    // Ctrl-C works while things are still being installed, too.
    await Promise.race([stopped, choice.desktop ? begun : begun.then(() => stopped)]);
  } finally {
    for (const it of open.reverse()) await it.stop();
    await scope.close();
  }
}

async function webWindow(demo: Demo, ours: boolean): Promise<{ stop(): Promise<void> }> {
  const server = await startServer({
    extensions: [root],
    folder: demo.folder,
    env: demo.env,
    // Only our own repository is trusted unasked.
    trust: ours,
    userSettings: {
      'security.workspace.trust.startupPrompt': 'once',
      'security.workspace.trust.banner': 'untilDismissed',
    },
    log: console.log,
  });
  console.log(`\nFluxwright is ready: ${server.url}\nCtrl-C ends it.`);
  return server;
}

async function desktopWindow(scope: Scope, demo: Demo, room: string): Promise<void> {
  const code = await onPath('code');
  if (code === undefined) throw new Error('the program `code` is not on PATH; use --web');
  const folders = [`--user-data-dir=${room}/user`, `--extensions-dir=${room}/extensions`];
  const development = `--extensionDevelopmentPath=${root}`;
  const args = ['--new-window', '--wait', ...folders, development, demo.folder];
  const child = scope.spawn(code, args, { env: { ...process.env, ...demo.env }, stdio: 'inherit' });
  console.log('\nFluxwright opens in VS Code. Close its window, or press Ctrl-C, to end it.');
  await once(child, 'exit');
}

/** Resolves at the first signal that asks to end; further ones change nothing while we clean up. */
function untilStopped(): Promise<void> {
  return new Promise((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => done());
  });
}

async function hasDesktop(): Promise<boolean> {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  const hasDisplay = process.platform !== 'linux' || Boolean(DISPLAY) || Boolean(WAYLAND_DISPLAY);
  return hasDisplay && (await onPath('code')) !== undefined;
}

async function choiceOf(args: string[]): Promise<Choice | undefined> {
  const flag = { type: 'boolean', default: false } as const;
  const options = { folder: { type: 'string' }, real: flag, web: flag, desktop: flag, help: flag } as const;
  const { values } = parseArgs({ args, options });
  if (values.help) return undefined;
  return {
    folder: values.folder === undefined ? undefined : resolve(values.folder),
    real: values.real,
    desktop: values.desktop || (!values.web && (await hasDesktop())),
  };
}

const choice = await choiceOf(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
  return undefined;
});
if (choice) {
  await start(choice).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  });
  // An installation that Ctrl-C interrupted would keep us.
  process.exit();
}
console.log(usage);
