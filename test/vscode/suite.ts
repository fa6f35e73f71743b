import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Page } from 'playwright-core';
import { startDriver } from '../host/driver.ts';
import { withPage } from './browser.ts';
import { bundleSuites, output } from './bundle.ts';
import type { Log } from './cache.ts';
import { ensureBrowser } from './install.ts';
import { Results, type SuiteResult } from './results.ts';
import { startServer, type ServerOptions } from './server.ts';

export interface SuiteOptions extends Omit<ServerOptions, 'logFile' | 'log'> {
  /** Files whose tests run in the extension host, in this order, in one window. */
  readonly suites: readonly string[];
  /** The name of logs; the first suite's unless said. */
  readonly name?: string;
  /** After so many milliseconds whatever has not ended has failed; 5 minutes unless said. */
  readonly patience?: number;
  /** Says each result as it comes. */
  readonly log?: Log;
}

/**
 * Runs suites in the extension host of a real VS Code, whose window is open in a real browser of 1440x900.
 *
 * Screenshots are written to `.test-output/screenshots`, output to `.test-output/logs`. A suite that hangs or never starts
 * is a failure with a screenshot, not an exception.
 * @throws {Unavailable} when there is no browser.
 */
export async function runSuite(options: SuiteOptions): Promise<SuiteResult> {
  const log = options.log ?? console.log;
  const name = options.name ?? basename(options.suites[0] ?? 'suite', '.test.ts');
  const started = performance.now();
  const browser = await ensureBrowser(log);
  await Promise.all([mkdir(screenshots, { recursive: true }), mkdir(logs, { recursive: true })]);
  const bundle = join(output, 'suites', name);
  await bundleSuites(options.suites, bundle);

  const results = new Results(log);
  const driver = await startDriver(screenshots, (event) => results.add(event));
  try {
    const server = await startServer({
      ...options,
      log,
      extensions: [...(options.extensions ?? []), bundle],
      env: { ...options.env, ...driver.env },
      logFile: join(logs, `${name}.server.log`),
    });
    try {
      await withPage(browser, join(logs, `${name}.page.log`), async (page) => {
        driver.attach(page);
        page.on('crash', () => results.giveUp('the suite ends', 'the page of the window crashed'));
        page.on('close', () => results.giveUp('the suite ends', 'the page of the window was closed'));
        await page.goto(server.url, { timeout: 60_000 });
        await results.ended(options.patience ?? 5 * 60_000);
        if (results.hung) await photograph(page, join(screenshots, `hung-${name}.png`));
      });
    } finally {
      await server.stop();
    }
  } finally {
    await driver.close();
  }
  return { ...results.counts(), milliseconds: performance.now() - started };
}

const screenshots = join(output, 'screenshots');
const logs = join(output, 'logs');

/** A page that has crashed cannot be photographed, which must not hide that it has. */
async function photograph(page: Page, path: string): Promise<void> {
  await page.screenshot({ path }).catch(() => undefined);
}
