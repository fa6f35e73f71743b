import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from '../../scripts/build.ts';
import { Unavailable } from '../bed/tools.ts';
import type { Counts } from '../mocha.ts';
import type { Log } from '../vscode/cache.ts';
import type { SuiteResult } from '../vscode/results.ts';
import { openScope, type Scope } from '../vscode/scope.ts';
import { runSuite, type SuiteOptions } from '../vscode/suite.ts';

/** Suites that share one window, and what that window needs. */
interface HostRun {
  readonly name: string;
  /** Files beside this one. */
  readonly suites: readonly string[];
  /** Makes the folder to open and whatever else is wanted. What it starts, `stop` ends. */
  readonly prepare: (scope: Scope, log: Log) => Promise<Prepared>;
}

type Prepared = Pick<SuiteOptions, 'folder' | 'env' | 'trust' | 'userSettings' | 'patience' | 'vsix'> & {
  readonly stop?: () => Promise<void>;
};

const runs: readonly HostRun[] = [
  { name: 'harness', suites: ['harness.test.ts'], prepare: async (scope) => ({ folder: await scope.folder('empty') }) },
];

/**
 * Builds the extension and runs every host suite with it, one window after the other. `run` says in which VS Code;
 * `FLUXWRIGHT_RUN` names a single run, `FLUXWRIGHT_GREP` chooses tests by their titles.
 */
export async function runHostSuites(log: Log, run: typeof runSuite = runSuite): Promise<Counts> {
  const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
  await build({ root });
  const counts = { passed: 0, failed: 0, skipped: [] as string[] };
  const only = process.env['FLUXWRIGHT_RUN'];
  for (const it of runs.filter(({ name }) => !only || name === only)) {
    log(`${it.name}`);
    const result = await runOne(it, root, log, run);
    counts.passed += result.passed;
    counts.failed += result.failures.length;
    counts.skipped.push(...result.skips.map(({ title, reason }) => `${it.name}: ${title}: ${reason}`));
    log(`  ${it.name} took ${(result.milliseconds / 1000).toFixed(1)} s`);
  }
  return counts;
}

async function runOne(it: HostRun, root: string, log: Log, run: typeof runSuite): Promise<SuiteResult> {
  const scope = openScope();
  let prepared: Prepared | undefined;
  try {
    prepared = await it.prepare(scope, log);
    const suites = it.suites.map((file) => join(import.meta.dirname, file));
    return await run({ ...prepared, name: it.name, suites, extensions: [root], log });
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    return { passed: 0, failures: [], skips: [{ title: 'all tests', reason: error.message }], milliseconds: 0 };
  } finally {
    await prepared?.stop?.();
    await scope.close();
  }
}
