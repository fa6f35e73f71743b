import { join } from 'node:path';
import { startReal, startSimulated, type Demo } from '../../scripts/demo.ts';
import { build } from '../../scripts/build.ts';
import { packageExtension } from '../../scripts/package.ts';
import { Unavailable } from '../bed/tools.ts';
import { commitLarge } from './large.ts';
import { buildYamlExtension } from './beside/build.ts';
import type { Counts, Failure } from '../mocha.ts';
import type { Log } from '../vscode/cache.ts';
import type { SuiteResult } from '../vscode/results.ts';
import { openScope } from '../vscode/scope.ts';
import { runSuite, type SuiteOptions } from '../vscode/suite.ts';

const root = join(import.meta.dirname, '../..');

/** A window: what is open in it, and the suites that run there one after the other. */
interface Window {
  readonly name: string;
  readonly suites: readonly string[];
  /** Where the repository and its cluster come from. */
  readonly open: (room: string, log: Log) => Promise<Demo>;
  readonly trust?: boolean;
  /** Whether the packaged `.vsix` is installed, and not the folder linked. */
  readonly packaged?: boolean;
  /** Whether the stand-in for the YAML extension is installed beside ours. */
  readonly beside?: boolean;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** In milliseconds. */
  readonly patience?: number;
}

const windows: readonly Window[] = [
  { name: 'harness', suites: ['harness', 'actions'], open: (room) => startSimulated(room) },
  {
    name: 'demo',
    suites: ['language', 'renaming', 'navigation', 'typing', 'fixing', 'sidebar', 'builtin'],
    open: (room) => startSimulated(room),
    settings: { 'fluxwright.runner': 'builtin' },
  },
  { name: 'packaged', suites: ['sidebar', 'state'], open: (room) => startSimulated(room), packaged: true },
  { name: 'untrusted', suites: ['untrusted'], open: (room) => startSimulated(room), trust: false },
  { name: 'beside', suites: ['beside'], open: (room) => startSimulated(room), beside: true },
  { name: 'large', suites: ['large'], open: openLarge },
  { name: 'faults', suites: ['faults'], open: (room) => startSimulated(room) },
  {
    name: 'real',
    suites: ['typing', 'main-job', 'apps', 'schemas', 'rollout', 'busy'],
    open: (room, log) => startReal(room, log),
    patience: 10 * 60_000,
  },
];

/** Runs all host suites, each window in a VS Code of its own. A window whose real parts cannot be had is skipped by name. */
export async function runHostSuites(log: Log, run: typeof runSuite = runSuite): Promise<Counts> {
  await build({ root, quiet: true });
  const total = { passed: 0, failures: [] as Failure[], skipped: [] as string[] };
  const wanted = process.env['FLUXWRIGHT_WINDOW'];
  for (const window of windows.filter((it) => wanted === undefined || it.name === wanted)) {
    log(`-- ${window.name}`);
    try {
      const result = await inWindow(window, log, run);
      total.passed += result.passed;
      total.failures.push(...result.failures);
      total.skipped.push(...result.skips.map((it) => `${it.title}: ${it.reason}`));
    } catch (error) {
      if (!(error instanceof Error) || error.name !== Unavailable.name) throw error;
      total.skipped.push(...window.suites.map((it) => `${it}: ${error.message}`));
    }
  }
  return total;
}

/** Without a cluster. */
async function openLarge(room: string): Promise<Demo> {
  const folder = join(room, 'large');
  await commitLarge(folder);
  return { folder, env: {}, stop: () => Promise.resolve() };
}

async function inWindow(window: Window, log: Log, run: typeof runSuite): Promise<SuiteResult> {
  const scope = openScope();
  let demo: Demo | undefined;
  try {
    demo = await window.open(await scope.folder(window.name), log);
    const others = window.beside ? [await buildYamlExtension(await scope.folder('yaml-extension'))] : [];
    const options: SuiteOptions = {
      name: window.name,
      suites: window.suites.map((it) => join(import.meta.dirname, `${it}.test.ts`)),
      folder: demo.folder,
      env: demo.env,
      ...(window.packaged ? { vsix: await packageExtension(root) } : { extensions: [root, ...others] }),
      log,
      ...(window.trust === undefined ? {} : { trust: window.trust }),
      ...(window.settings === undefined ? {} : { userSettings: window.settings }),
      ...(window.patience === undefined ? {} : { patience: window.patience }),
    };
    return await run(options);
  } finally {
    await demo?.stop();
    await scope.close();
  }
}
