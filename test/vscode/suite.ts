import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { startDriver } from '../host/driver.ts';
import { bundleSuites, output } from './bundle.ts';
import type { Log } from './cache.ts';
import { ensureBrowser } from './install.ts';
import { Results, type SuiteResult } from './results.ts';
import { openScope } from './scope.ts';
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
      await inBrowser(browser, join(logs, `${name}.page.log`), async (page) => {
        driver.attach(page);
        await page.goto(server.url);
        await results.ended(options.patience ?? 5 * 60_000);
        if (results.hung) await page.screenshot({ path: join(screenshots, `hung-${name}.png`) });
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

async function inBrowser(program: string, logFile: string, use: (page: Page) => Promise<void>): Promise<void> {
  const scope = openScope();
  const sink = createWriteStream(logFile);
  try {
    const context = await chromium.launchPersistentContext(await scope.folder('browser'), {
      executablePath: program,
      // Chromium refuses to run as root with its sandbox; what it shows is our own server.
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
      viewport: { width: 1440, height: 900 },
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    try {
      const page = context.pages()[0] ?? (await context.newPage());
      page.setDefaultTimeout(10_000);
      page.on('console', (message) => sink.write(`${message.type()} ${message.text()}\n`));
      page.on('pageerror', (error) => sink.write(`error ${error.stack}\n`));
      await use(page);
    } finally {
      await context.close();
    }
  } finally {
    sink.end();
    await scope.close();
  }
}
