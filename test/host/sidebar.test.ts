import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { parse } from 'yaml';
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
    await ui.chooseFromRow('apps', 'Show YAML from Cluster', view);
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
    for (const words of ['Reconcile', 'Suspend', 'Roll Back by Git…', 'Ask flux in Terminal', 'Copy flux Command…'])
      assert.ok(menu.includes(words), menu.join(', '));
    assert.ok(!menu.includes('Resume'), 'what is not suspended cannot be resumed');
  });

  it('leads from a row to the file that declares its object', async () => {
    await ui.chooseFromRow('web', 'Open Manifest', view);
    await until('the manifest is open', () =>
      vscode.window.activeTextEditor?.document.uri.path.endsWith('apps/base/web/release.yaml'),
    );
    const { selection, document } = vscode.window.activeTextEditor ?? assert.fail();
    assert.equal(document.getText(selection), 'web');
  });

  it('compares an object with its file, and the demo cluster has made no difference', async () => {
    await ui.chooseFromRow('apps', 'Compare with File', view);
    const sides = await until('both sides are there', () => {
      const texts = vscode.workspace.textDocuments.filter((it) => it.uri.scheme === 'fluxwright-compare');
      return texts.length === 2 && texts.every((it) => it.getText().includes('kind: Kustomization')) && texts;
    });
    assert.equal(sides[0]?.getText(), sides[1]?.getText());
    await ui.screenshot('sidebar compare');
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });

  it('leads from a file to the row of its object, also one that a filter hides', async () => {
    await vscode.commands.executeCommand('fluxwright.showFailing');
    await until('the row is hidden', async () => !(await ui.rows(view)).some((it) => it.label === 'web'));
    const uri = vscode.Uri.joinPath(
      vscode.workspace.workspaceFolders?.[0]?.uri ?? assert.fail(),
      'apps/base/web/release.yaml',
    );
    await vscode.window.showTextDocument(uri);
    await vscode.commands.executeCommand('fluxwright.revealInCluster');
    await until('the row is selected', async () =>
      (await ui.texts('.pane .monaco-list-row.selected .label-name')).includes('web'),
    );
  });

  it('grouped by dependency, shows at once what stands below what it needs', async () => {
    const group = async (words: string) => {
      void vscode.commands.executeCommand('fluxwright.groupBy');
      await ui.pick(words);
    };
    const levels = async () => new Map((await ui.rows(view)).map((it) => [it.label, it.level]));
    await group('By dependency');
    await until('web stands below api', async () => {
      const seen = await levels();
      return (seen.get('web') ?? 0) > (seen.get('api') ?? Infinity);
    });
    await group('By kind');
    await until('both stand beside each other', async () => {
      const seen = await levels();
      return seen.has('web') && seen.get('web') === seen.get('api');
    });
  });

  it('follows a pinned cluster beside the one in use, until the pin is taken away', async () => {
    const count = async () => (await ui.rows(view)).filter((it) => it.label === 'Kustomizations').length;
    await ui.chooseFromRow('viewer', 'Keep Following This Cluster', view);
    await until('both are shown', async () => (await count()) === 2);
    assert.ok((await ui.rows(view)).some((it) => it.label === 'viewer' && it.description.includes('pinned')));
    await ui.screenshot('sidebar pinned');
    // Who may only look is offered nothing else.
    const viewersApps = {
      id: { group: 'kustomize.toolkit.fluxcd.io', kind: 'Kustomization', namespace: 'flux-system', name: 'apps' },
      context: 'viewer',
    };
    await vscode.commands.executeCommand('fluxwright.showDetails', viewersApps);
    const words = await until('the page is there', async () => {
      const text = await ui.webviewText();
      return text.includes('Conditions') && !text.includes('Suspend') && text;
    });
    assert.match(words, /YAML from cluster/);
    assert.doesNotMatch(words, /Reconcile with source|Resume/);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await ui.chooseFromRow('viewer', 'Stop Following When Another Is Selected', view);
    await until('one is left', async () => (await count()) === 1);
    assert.equal((await ui.rows(view))[0]?.label, 'demo');
  });

  it('follows the current context of the kubeconfig where the setting says so, and else does not', async () => {
    const path = process.env['KUBECONFIG'] ?? assert.fail('there is no kubeconfig');
    const text = readFileSync(path, 'utf8');
    const config = vscode.workspace.getConfiguration('fluxwright');
    const use = (context: string) =>
      writeFileSync(path, JSON.stringify({ ...(parse(text) as object), 'current-context': context }));
    const inUse = () => ui.texts('.statusbar-item');
    try {
      await config.update('followKubeconfig', true, true);
      use('viewer');
      await until('viewer is in use', async () => (await inUse()).some((it) => it.includes('viewer')));
      await config.update('followKubeconfig', false, true);
    } finally {
      writeFileSync(path, text);
      await config.update('followKubeconfig', undefined, true);
    }
    await vscode.commands.executeCommand('fluxwright.selectContext', { context: 'demo' });
    await until('demo is in use', async () => (await inUse()).some((it) => it.includes('demo')));
  });

  it('shows another context when one is selected, and the first again', async () => {
    for (const [chosen, other] of [
      ['viewer', 'demo'],
      ['demo', 'viewer'],
    ] as const) {
      await vscode.commands.executeCommand('fluxwright.selectContext', { context: chosen });
      await until(`apps stands under ${chosen}`, async () => {
        const labels = (await ui.rows(view)).map((it) => it.label);
        const before = labels.slice(0, labels.indexOf('apps')).filter((it) => it === chosen || it === other);
        return labels.includes('apps') && before.at(-1) === chosen;
      });
    }
  });
});
