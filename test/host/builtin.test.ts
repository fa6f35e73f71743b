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
    const release = { group: 'helm.toolkit.fluxcd.io', kind: 'HelmRelease', namespace: 'shop' };
    const rows = ['api', 'web'].map((name) => ({ id: { ...release, name }, context: 'demo' }));
    const told = async (words: string) => (await ui.notifications()).some((it) => it.includes(words));
    void vscode.commands.executeCommand('fluxwright.suspend', rows[0], rows);
    await ui.enter('Freeze');
    await until('both are suspended', () => told('Suspended 2 objects.'), 20_000);
    for (const it of ['api', 'web']) await untilRowSays(it, /suspended: Freeze/);
    void vscode.commands.executeCommand('fluxwright.resume', rows[0], rows);
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
});
