import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { build } from '../../scripts/build.ts';
import { Unavailable } from '../bed/tools.ts';
import { copyFleet, fleetMistake } from '../fixtures/fleet.ts';
import { actions } from '../host/actions.ts';
import { withPage } from '../vscode/browser.ts';
import { ensureBrowser, ensureVSCode } from '../vscode/install.ts';
import { startServer, type Server } from '../vscode/server.ts';

const project = join(import.meta.dirname, '../..');

describe('the extension in a browser', function () {
  this.timeout(180_000);
  let room = '';
  let fleet = '';
  let server: Server | undefined;

  before(async function () {
    this.timeout(15 * 60_000);
    await ensureVSCode(console.log);
    room = await realpath(await mkdtemp(join(tmpdir(), 'fluxwright-web-')));
    fleet = join(room, 'fleet');
    await copyFleet(fleet);
    await build({ root: project, quiet: true });
    server = await startServer({ folder: fleet, extensions: [await webOnly(join(room, 'extension'))] });
  });
  after(async () => {
    await server?.stop();
    await rm(room, { recursive: true, force: true });
  });

  it('checks, explains, completes and builds, and shows no view of a cluster', async function () {
    const browser = await ensureBrowser(console.log).catch((error: unknown) => {
      if (error instanceof Unavailable) return this.skip();
      throw error;
    });
    await withPage(browser, '/dev/null', async (page) => {
      await page.goto(opened(fleetMistake.path), { timeout: 60_000 });
      const underlined = page.locator('.squiggly-error');
      await underlined.first().waitFor({ timeout: 30_000 });
      assert.match(await hovered(page, fleetMistake.wrong), /Did you mean "flux-system"\?/);
      assert.match(await hovered(page, 'retryInterval'), /How soon to try again after a failure/);
      assert.deepEqual(await actions.lenses(page), ['applied by flux-system']);

      await page.locator('.view-line span span', { hasText: fleetMistake.wrong }).last().dblclick();
      await actions.press(page, 'Delete');
      await actions.press(page, 'Control+Space');
      assert.deepEqual(await actions.suggestions(page), [fleetMistake.right]);
      await actions.press(page, 'Enter');
      await underlined.first().waitFor({ state: 'detached' });

      await actions.palette(page, 'Fluxwright: Show What This Kustomization Builds');
      await page.locator('.tab', { hasText: 'flux-system.monitoring' }).waitFor();
      assert.deepEqual(await containers(page, 'Fluxwright'), []);
      assert.notDeepEqual(await containers(page, 'Explorer'), []);
    });
  });

  /** The window with a file of the fleet open. */
  function opened(path: string): string {
    const { origin, url } = server ?? assert.fail('no server');
    const file = `vscode-remote://${new URL(origin).host}${join(fleet, path)}`;
    return `${url}&${new URLSearchParams({ payload: JSON.stringify([['openFile', file]]) }).toString()}`;
  }
});

/** What a hover says, which is gone again afterwards. */
async function hovered(page: Page, words: string): Promise<string> {
  const text = await actions.hover(page, words);
  await page.mouse.move(0, 0);
  await page.locator('.monaco-hover:visible').first().waitFor({ state: 'hidden' });
  return text;
}

/** The names of the view containers that begin so. */
function containers(page: Page, name: string): Promise<string[]> {
  return page.locator(`.activitybar .action-label[aria-label^="${name}"]`).allTextContents();
}

/** The extension without its entry for Node: VS Code can run it in the page's worker only. */
async function webOnly(folder: string): Promise<string> {
  await mkdir(folder);
  const { main, ...manifest } = JSON.parse(await readFile(join(project, 'package.json'), 'utf8')) as { main: string };
  assert.ok(main);
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  for (const it of ['dist', 'media']) await symlink(join(project, it), join(folder, it));
  return folder;
}
