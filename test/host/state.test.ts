import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { fleetMistake } from '../fixtures/fleet.ts';
import { file, open } from './editing.ts';
import { ui, until } from './ui.ts';

const view = 'Cluster';

/** The titles of the lenses of a file. */
async function lenses(path: string): Promise<readonly string[]> {
  const found = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', file(path));
  return found.map((it) => it.command?.title ?? '');
}

describe('the state of the cluster, where people look for it', () => {
  before(() => ui.openView('Fluxwright'));

  it('stands above the manifest, with what can be done', async () => {
    await open(fleetMistake.path);
    const titles = await until('there are lenses', async () => {
      const found = await lenses(fleetMistake.path);
      return found.some((it) => it.includes('Failed: ')) && found;
    });
    assert.ok(titles.includes('Reconcile'), titles.join(', '));
    assert.ok(titles.includes('Suspend') && !titles.includes('Resume'), titles.join(', '));
  });

  it('is a problem at the manifest, from a source of its own, with the root cause', async () => {
    const problem = await until('the problem is there', () =>
      vscode.languages.getDiagnostics(file(fleetMistake.path)).find((it) => it.source === 'Fluxwright cluster'),
    );
    assert.match(problem.message, /because GitRepository flux-system\/flux-sytem does not exist in the cluster/);
    await until('the lenses are shown', async () =>
      (await ui.texts('.codelens-decoration')).join().includes('Reconcile'),
    );
    await ui.screenshot('state manifest');
  });

  it('is told only of the files of this cluster', async () => {
    const other = 'clusters/production/monitoring.yaml';
    await open(other);
    assert.deepEqual(await lenses(other), ['applied by flux-system']);
    assert.ok(vscode.languages.getDiagnostics(file(other)).every((it) => it.source !== 'Fluxwright cluster'));
  });

  it('is told on hover', async () => {
    const { document } = await open(fleetMistake.path);
    const at = document.positionAt(document.getText().indexOf('kind: Kustomization') + 8);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      at,
    );
    const text = hovers.flatMap((it) => it.contents.map((one) => (one as vscode.MarkdownString).value)).join();
    assert.match(text, /In demo/);
  });

  it('has a page of its own', async () => {
    await ui.clickRow('monitoring', view);
    await until('the page is open', () => vscode.window.tabGroups.activeTabGroup.activeTab?.label === 'monitoring');
    const words = await until('it is filled', async () => {
      const text = await ui.webviewText();
      return text.includes('What to do:') && text;
    });
    assert.match(words, /GitRepository flux-system\/flux-sytem does not exist/);
    assert.match(words, /Conditions/);
    await ui.screenshot('state page');
  });
});
