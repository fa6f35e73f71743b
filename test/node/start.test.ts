import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isAlive } from '../bed/lock.ts';
import { Unavailable } from '../bed/tools.ts';
import { withPage } from '../vscode/browser.ts';
import { ensureBrowser, ensureVSCode } from '../vscode/install.ts';
import { descendants, endTree } from '../vscode/processes.ts';

describe('npm start', function () {
  this.timeout(60_000);
  let temporary: string;
  let child: ChildProcess;
  let url: string;
  let running: number[];

  before(async function () {
    this.timeout(15 * 60_000);
    await ensureVSCode(console.log);
  });

  beforeEach(async () => {
    temporary = realpathSync(mkdtempSync(join(tmpdir(), 'fluxwright-start-')));
    child = spawn(process.execPath, [fileURLToPath(new URL('../../scripts/start.ts', import.meta.url)), '--web'], {
      env: { ...process.env, TMPDIR: temporary },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    url = await addressIn(child);
    running = await descendants(child.pid ?? 0);
  });
  afterEach(async () => {
    if (child.pid !== undefined && isAlive(child.pid)) await endTree(child.pid);
    rmSync(temporary, { recursive: true });
  });

  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    it(`answers, and leaves nothing behind after ${signal}`, async () => {
      const response = await fetch(url, { redirect: 'manual' });
      assert.ok(response.status < 400, `${url} answers ${response.status}`);
      await endedBy(signal);
    });
  }

  it('shows the extension in a window, and leaves nothing behind after Ctrl-C', async function () {
    const browser = await ensureBrowser(console.log).catch((error: unknown) => {
      if (error instanceof Unavailable) return this.skip();
      throw error;
    });
    await withPage(browser, '/dev/null', async (page) => {
      await page.goto(url, { timeout: 60_000 });
      await page.locator('.activitybar .action-label[aria-label^="Fluxwright"]').first().click({ timeout: 30_000 });
      await page.locator('.sidebar .label-name', { hasText: 'Kustomizations' }).first().waitFor({ timeout: 30_000 });
      running = await descendants(child.pid ?? 0);
      await endedBy('SIGINT');
    });
  });

  async function endedBy(signal: NodeJS.Signals): Promise<void> {
    assert.ok(running.length >= 2, 'the server and a watchdog run');
    assert.notDeepEqual(readdirSync(temporary), []);
    child.kill(signal);
    const [code] = (await once(child, 'exit')) as [number | null];
    if (signal !== 'SIGKILL') assert.equal(code, 0);
    await gone();
  }

  /** Killed without warning, its watchdog has the work to do; otherwise all is done when it ends. */
  async function gone(): Promise<void> {
    const left = () => [...running.filter(isAlive), ...readdirSync(temporary)];
    for (let i = 0; i < 100 && left().length > 0; i++) await new Promise((resolve) => setTimeout(resolve, 100));
    assert.deepEqual(left(), []);
  }
});

function addressIn(child: ChildProcess): Promise<string> {
  return new Promise((found, failed) => {
    let output = '';
    child.stdout?.on('data', (text) => {
      output += String(text);
      const address = /is ready: (\S+)/.exec(output)?.[1];
      if (address !== undefined) found(address);
    });
    child.on('close', () => failed(new Error(`it ended without an address:\n${output}`)));
  });
}
