import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { startDriver, type SuiteEvent } from '../host/driver.ts';
import { bundleSuites } from './bundle.ts';
import type { Log } from './cache.ts';
import { ensureBrowser } from './install.ts';
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

export interface SuiteResult {
  readonly passed: number;
  readonly failures: readonly { readonly title: string; readonly error: string }[];
  readonly skips: readonly { readonly title: string; readonly reason: string }[];
  readonly milliseconds: number;
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

const output = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), '.test-output');
const screenshots = join(output, 'screenshots');
const logs = join(output, 'logs');

class Results {
  hung = false;
  #begun = false;
  readonly #log: Log;
  #passed = 0;
  readonly #failures: { title: string; error: string }[] = [];
  readonly #skips: { title: string; reason: string }[] = [];
  #end: () => void = () => undefined;
  readonly #ending = new Promise<void>((resolve) => (this.#end = resolve));

  constructor(log: Log) {
    this.#log = log;
  }

  add(event: SuiteEvent): void {
    if (event.type === 'start') return void (this.#begun = true);
    if (event.type === 'end') return this.#end();
    if (event.type === 'passed') {
      this.#passed++;
      this.#log(`  ✔ ${event.title} (${event.milliseconds} ms)`);
    } else if (event.type === 'failed') {
      this.#failures.push(event);
      this.#log(`  ✖ ${event.title}\n${event.error.replace(/^/gm, '      ')}`);
    } else {
      this.#skips.push(event);
      this.#log(`  - ${event.title}: skipped, ${event.reason}`);
    }
  }

  /** Waits for the end of the suite; a suite that does not begin within a minute, or end in time, has failed. */
  async ended(patience: number): Promise<void> {
    const begins = setTimeout(() => {
      if (!this.#begun) this.#giveUp('the suite begins', 'the extension host has not loaded it after 60 s');
    }, 60_000);
    const ends = setTimeout(() => this.#giveUp('the suite ends', `it has not after ${patience / 1000} s`), patience);
    await this.#ending;
    clearTimeout(begins);
    clearTimeout(ends);
  }

  #giveUp(title: string, error: string): void {
    this.hung = true;
    this.add({ type: 'failed', title, error });
    this.#end();
  }

  counts(): Omit<SuiteResult, 'milliseconds'> {
    return { passed: this.#passed, failures: this.#failures, skips: this.#skips };
  }
}

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
