import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { openScope } from './scope.ts';

/**
 * Opens a page of 1440x900 in a browser (`program`) with a fresh profile, and closes it after `use`. What the page
 * writes to its console goes to `logFile`. Its waits end after 10 s.
 */
export async function withPage(program: string, logFile: string, use: (page: Page) => Promise<void>): Promise<void> {
  const scope = openScope();
  const sink = createWriteStream(logFile);
  try {
    const folder = await scope.folder('browser');
    const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
      executablePath: program,
      artifactsDir: folder,
      env: { ...process.env, TMPDIR: folder },
      // Chromium refuses to run as root with its sandbox; what it shows is our own server.
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
      // A signal ends this process, and then the watchdog cleans up; it must not only close the browser.
      ...{ handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false },
      viewport: { width: 1440, height: 900 },
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    try {
      const page = context.pages()[0] ?? (await context.newPage());
      page.setDefaultTimeout(20_000);
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
