import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ui, until } from './ui.ts';

const view = 'Cluster';

describe('the sidebar, on the simulated cluster', () => {
  it('shows the cluster once it is opened, failing first', async () => {
    await ui.openView('Fluxwright');
    const rows = await until('Kustomizations are listed and one has failed', async () => {
      const seen = await ui.rows(view);
      const labels = seen.map((it) => it.label);
      return (
        labels.includes('apps') && seen.find((it) => it.label === 'monitoring')?.spoken.includes('failed') && labels
      );
    });
    assert.ok(rows.indexOf('monitoring') < rows.indexOf('apps'), rows.join(', '));
    await ui.screenshot('sidebar');
  });

  it('shows what an object is in the cluster, read-only', async () => {
    await ui.clickRow('apps', view);
    const editor = await until(
      'the document is open',
      () => {
        const shown = vscode.window.activeTextEditor;
        return (
          shown?.document.uri.scheme === 'fluxwright-object' &&
          shown.document.getText().includes('lastAppliedRevision') &&
          shown
        );
      },
      15_000,
    );
    assert.match(editor.document.getText(), /kind: Kustomization/);
    assert.doesNotMatch(editor.document.getText(), /managedFields/);
    await ui.screenshot('sidebar object');
  });

  it('offers on a row what its object can do', async () => {
    const menu = await ui.menuOfRow('apps', view);
    for (const words of ['Reconcile', 'Reconcile with Source', 'Suspend', 'Roll Back by Git…'])
      assert.ok(menu.includes(words), menu.join(', '));
    assert.ok(!menu.includes('Resume'), 'what is not suspended cannot be resumed');
  });
});
