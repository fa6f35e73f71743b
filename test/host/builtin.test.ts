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
});
