import * as vscode from 'vscode';
import { fleetMistake } from '../fixtures/fleet.ts';
import { git } from '../bed/git.ts';
import { cursorAfter, file, open, quickFix, untilProblems } from './editing.ts';
import { ui, until } from './ui.ts';

const view = 'Cluster';

// The pictures of README.md: what a person sees in the first minute of the demo.
describe('the pictures of the README', () => {
  before(async () => {
    await vscode.workspace.getConfiguration('workbench').update('colorTheme', 'Default Dark Modern', true);
    await vscode.workspace.getConfiguration('editor').update('minimap.enabled', false, true);
    // The message of a problem is one line, whose end would be cut.
    await vscode.workspace.getConfiguration('editor').update('fontSize', 12, true);
  });

  it('show a mistake beside the cluster that suffers from it', async () => {
    await ui.openView('Fluxwright');
    const editor = await open(fleetMistake.path);
    await untilProblems(fleetMistake.path, [fleetMistake.code]);
    const failed = async () =>
      (await ui.rows(view)).some((it) => it.label === 'monitoring' && it.spoken.includes('failed'));
    await until('the cluster suffers', failed, 20_000);
    // A click elsewhere takes the tooltip from the rows.
    await ui.click('.editor-instance .view-lines');
    await cursorAfter(editor, 'name: flux-');
    await vscode.commands.executeCommand('editor.action.marker.next');
    await until('the message is open', async () => (await ui.texts('.marker-widget')).join(' ').includes('flux-sytem'));
    await ui.screenshot('picture mistake');
  });

  it('show the repaired app reconciled in the terminal', async () => {
    const editor = await open(fleetMistake.path);
    await vscode.commands.executeCommand('closeMarkersNavigation');
    await quickFix(editor, fleetMistake.wrong);
    await untilProblems(fleetMistake.path, []);
    await editor.document.save();
    await git(file('').fsPath, 'commit', '--quiet', '--all', '--message=Spell the source right');
    await ui.chooseFromRow('flux-system', 'Reconcile with Source', view);
    await until('it is done', async () => /✔ applied revision/i.test((await ui.terminalScreen()).join(' ')), 25_000);
    const healed = async () =>
      (await ui.rows(view)).some((it) => it.label === 'monitoring' && it.spoken.includes('ready'));
    await until('the cluster is well', healed, 25_000);
    await ui.click('.editor-instance .view-lines');
    await until(
      'the lens says so',
      async () => (await ui.texts('.codelens-decoration')).join().includes('Ready'),
      25_000,
    );
    await ui.screenshot('picture reconcile');
  });
});
