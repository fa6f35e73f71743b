import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { cursorAfter, open } from './editing.ts';
import { terminalText, ui, until } from './ui.ts';

const view = 'Cluster';

async function untilRowSays(label: string, words: RegExp): Promise<void> {
  await until(
    `the row ${label} says ${String(words)}`,
    async () => (await ui.rows(view)).some((it) => it.label === label && words.test(it.spoken)),
    20_000,
  );
}

describe('actions without a flux program', () => {
  it('reconciles, and writes into the terminal what happens', async () => {
    await ui.openView('Fluxwright');
    // A menu on a list that still grows may lose its row.
    await until('the last section is there', async () =>
      (await ui.rows(view)).some((it) => it.label === 'Notifications'),
    );
    await ui.chooseFromRow('apps', 'Reconcile', view);
    await until('the terminal has the result', async () => /✔ .*applied revision/i.test(await terminalText()), 20_000);
    await ui.screenshot('builtin reconcile');
  });

  it('suspends with a reason and resumes, and the row says so', async () => {
    await ui.chooseFromRow('apps', 'Suspend', view);
    await ui.enter('Moving the database');
    await untilRowSays('apps', /suspended: Moving the database/i);
    await ui.screenshot('builtin suspended');
    await ui.chooseFromRow('apps', 'Resume', view);
    await untilRowSays('apps', /ready/i);
  });

  it('suspends and resumes all that is selected after one question, and sums up', async () => {
    const told = async (words: string) => (await ui.notifications()).some((it) => it.includes(words));
    const choose = async (words: string) => {
      await ui.clickRow('api', view);
      await ui.addRow('web', view);
      await ui.chooseFromRow('web', words, view);
    };
    await choose('Suspend');
    await ui.enter('Freeze');
    await until('both are suspended', () => told('Suspended 2 objects.'), 20_000);
    for (const it of ['api', 'web']) await untilRowSays(it, /suspended: Freeze/);
    await choose('Resume');
    assert.match(await ui.dialog(), /Resume 2 objects in the cluster demo\?[\s\S]*HelmRelease shop\/api/);
    await ui.clickDialog('Resume 2 objects');
    await until('both are resumed', () => told('Resumed 2 objects.'), 30_000);
    await ui.screenshot('builtin bulk');
  });

  it('says why a reconciliation failed, at once', async () => {
    await ui.chooseFromRow('monitoring', 'Reconcile', view);
    const shown = async () => (await ui.notifications()).some((it) => it.includes('flux-sytem'));
    await until('the failure is shown', shown, 20_000);
    await ui.screenshot('builtin failure');
  });

  it('acts on the object under the cursor of a manifest', async () => {
    const editor = await open('apps/base/api/release.yaml');
    await cursorAfter(editor, 'kind: HelmRelease');
    await vscode.commands.executeCommand('fluxwright.reconcile');
    const told = async () => (await terminalText()).includes('► annotating HelmRelease api in shop namespace');
    await until('the terminal names the object', told, 20_000);
  });

  it('touches nothing when the row of a menu is gone meanwhile, whatever stands under the cursor', async () => {
    const editor = await open('apps/base/api/release.yaml');
    await cursorAfter(editor, 'kind: HelmRelease');
    await vscode.commands.executeCommand('fluxwright.suspend', undefined);
    const said = async () => (await ui.notifications()).some((it) => it.includes('nothing was done'));
    await until('it says so', said);
  });

  it('stops following a cluster at which nobody looks, says so, and goes on with the next look', async () => {
    const settings = vscode.workspace.getConfiguration('fluxwright');
    const isPaused = async () => (await ui.texts('.statusbar-item .codicon-debug-pause')).length > 0;
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.commands.executeCommand('workbench.view.explorer');
    await settings.update('restAfter', 0.01, true);
    await until('it rests', isPaused);
    await ui.screenshot('builtin resting');
    await settings.update('restAfter', undefined, true);
    await ui.openView('Fluxwright');
    await until('it is awake', async () => !(await isPaused()));
    // What changes now is heard of again.
    await ui.chooseFromRow('apps', 'Suspend', view);
    await ui.enter('');
    await untilRowSays('apps', /suspended/i);
    await ui.chooseFromRow('apps', 'Resume', view);
    await untilRowSays('apps', /ready/i);
  });
});
