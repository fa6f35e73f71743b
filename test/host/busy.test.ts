import * as vscode from 'vscode';
import { cluster } from './cluster.ts';
import { open } from './editing.ts';
import { ui, until } from './ui.ts';

const path = 'clusters/staging/apps.yaml';
const other = '/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/flux-system/kustomizations/notifications';

/** Changes an object that is in no open file, as fast as the API server answers, until stopped. */
function churn(): { stop(): Promise<void> } {
  const api = cluster();
  let goesOn = true;
  const round = async () => {
    for (let turn = 0; goesOn; turn++) {
      const change = { metadata: { annotations: { 'host.example.com/turn': String(turn) } } };
      await api.send('PATCH', other, change, 'application/merge-patch+json');
    }
    await api.send(
      'PATCH',
      other,
      { metadata: { annotations: { 'host.example.com/turn': null } } },
      'application/merge-patch+json',
    );
  };
  const over = round();
  return {
    async stop() {
      goesOn = false;
      await over;
    },
  };
}

describe('a cluster where something always changes', () => {
  it('still shows the state above a manifest', async () => {
    await vscode.commands.executeCommand('fluxwright.cluster.focus');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const changes = churn();
    try {
      await open(path);
      await until('the lenses are shown', async () =>
        (await ui.texts('.codelens-decoration')).join().includes('Reconcile'),
      );
    } finally {
      await changes.stop();
    }
  });
});
