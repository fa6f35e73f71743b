import { basename, join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { Unavailable } from '../bed/tools.ts';
import { startDriver } from '../host/driver.ts';
import { bundleSuites, output } from './bundle.ts';
import { Results, type SuiteResult } from './results.ts';
import { openScope } from './scope.ts';
import { writeSettings } from './server.ts';
import type { SuiteOptions } from './suite.ts';

/**
 * Runs suites in a desktop VS Code: the program that `VSCODE_EXECUTABLE` names, else one that is downloaded. Its window
 * cannot be driven, so tests that press keys or click are skipped, by name. The extension counts as under development.
 * @throws {Unavailable} when VS Code cannot be downloaded.
 */
export async function runDesktopSuite(options: SuiteOptions): Promise<SuiteResult> {
  const name = options.name ?? basename(options.suites[0] ?? 'suite', '.test.ts');
  const started = performance.now();
  const bundle = join(output, 'suites', name);
  await bundleSuites(options.suites, bundle);
  const results = new Results(options.log ?? console.log);
  const driver = await startDriver(output, (event) => results.add(event));
  const scope = openScope();
  try {
    const data = await scope.folder('desktop');
    await writeSettings(join(data, 'User'), options.userSettings ?? {});
    const program = process.env['VSCODE_EXECUTABLE'];
    const exited = runTests({
      ...(program ? { vscodeExecutablePath: program } : {}),
      extensionDevelopmentPath: [...(options.extensions ?? [bundle])],
      extensionTestsPath: join(bundle, 'suite.js'),
      extensionTestsEnv: { ...options.env, ...driver.env },
      launchArgs: [options.folder, ...flags(data, options.trust ?? true)],
    }).then(
      (code) => results.giveUp('the suite ends', `VS Code ended first, with ${code}`),
      (error: unknown) => {
        if (!program && isDownload(error))
          throw new Unavailable(`VS Code could not be downloaded (${String(error)}); set VSCODE_EXECUTABLE`);
        results.giveUp('the suite ends', String(error));
      },
    );
    // VS Code ends by itself after the last test.
    await Promise.race([results.ended(options.patience ?? 5 * 60_000).then(() => undefined), exited]);
  } finally {
    await scope.close();
    await driver.close();
  }
  return { ...results.counts(), milliseconds: performance.now() - started };
}

function flags(data: string, trust: boolean): string[] {
  return [
    `--user-data-dir=${data}`,
    '--disable-extensions',
    ...(trust ? ['--disable-workspace-trust'] : []),
    // Electron refuses to run as root with its sandbox.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ];
}

function isDownload(error: unknown): boolean {
  return /ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN|fetch|download|status code/i.test(String(error));
}
