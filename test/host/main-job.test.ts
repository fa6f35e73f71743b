import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { fleetMistake } from '../fixtures/fleet.ts';
import { cluster } from './cluster.ts';
import { file, open, quickFix, replace, untilProblems } from './editing.ts';
import { push } from './git.ts';
import { terminalText, ui, until } from './ui.ts';

const view = 'Cluster';

/** What the cluster says of a file, as problems. */
function fromCluster(path: string): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(file(path)).filter((it) => it.source === 'Fluxwright cluster');
}

/** The titles of the lenses of a file. */
async function lenses(path: string): Promise<readonly string[]> {
  const found = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', file(path));
  return found.map((it) => it.command?.title ?? '');
}

describe('the main job, on a real API server and the real Flux', function () {
  // Flux and Helm take their time; every wait below has its own, shorter bound.
  this.timeout(120_000);
  const api = cluster();
  let revision = '';

  it('shows the misspelt source as an error at its place, and repairs it by its quick fix', async () => {
    const editor = await open(fleetMistake.path);
    const [problem] = await untilProblems(fleetMistake.path, [fleetMistake.code]);
    assert.equal(problem?.words, fleetMistake.wrong);
    const [diagnostic] = vscode.languages.getDiagnostics(file(fleetMistake.path));
    assert.equal(diagnostic?.severity, vscode.DiagnosticSeverity.Error);
    await quickFix(editor, fleetMistake.wrong);
    await untilProblems(fleetMistake.path, []);
    await editor.document.save();
  });

  it('shows the Kustomizations of the API server, the failing one first', async () => {
    await ui.openView('Fluxwright');
    const labels = await until(
      'all are listed',
      async () => {
        const rows = await ui.rows(view);
        const found = rows.map((it) => it.label);
        return (
          rows.find((it) => it.label === 'monitoring')?.spoken.includes('failed') && found.includes('apps') && found
        );
      },
      60_000,
    );
    assert.ok(labels.indexOf('monitoring') < labels.indexOf('apps'), labels.join(', '));
    await ui.screenshot('real sidebar');
  });

  it('says at the manifest what the cluster says, with the root cause', async () => {
    const problem = await until('the problem of the cluster is there', () => fromCluster(fleetMistake.path)[0]);
    assert.match(problem.message, /because GitRepository flux-system\/flux-sytem does not exist in the cluster/);
    assert.match((await lenses(fleetMistake.path)).join(), /Failed: .*Reconcile,Suspend/);
  });

  it('reconciles a pushed commit with source from the menu of a row, in the terminal', async () => {
    await replace('apps/base/web/banner.yaml', 'this week', 'this month');
    revision = await push('Deliver for longer');
    await ui.openView('Fluxwright');
    await ui.chooseFromRow('flux-system', 'Reconcile with Source', view);
    await until(
      'flux is done',
      async () => new RegExp(`✔ applied revision:? ${revision}`, 'i').test(await terminalText()),
      60_000,
    );
    await ui.screenshot('real reconcile');
    assert.match(await terminalText(), /► annotating GitRepository flux-system in flux-system namespace/);
  });

  it('changes the row by watch to the new revision, and heals what was broken', async () => {
    const short = revision.slice(0, 'main@sha1:'.length + 7);
    for (const label of ['flux-system', 'monitoring']) {
      await until(
        `${label} is at ${short}`,
        async () => {
          const row = (await ui.rows(view)).find((it) => it.label === label);
          return row?.spoken.includes('ready') && row.description.includes(short);
        },
        60_000,
      );
    }
    // The row, the problem and the lens come from one store: what one says, the others say within a second.
    await until('the problem is gone', () => fromCluster(fleetMistake.path).length === 0, 1000);
    await until('the lens is well', async () => /Ready · /.test((await lenses(fleetMistake.path)).join()), 1000);
    await ui.screenshot('real healed');
  });

  it('lets flux tell in the terminal what it looks like', async () => {
    const id = { group: 'kustomize.toolkit.fluxcd.io', kind: 'Kustomization', namespace: 'flux-system', name: 'apps' };
    await vscode.commands.executeCommand('fluxwright.tree', { id });
    const isTree = async () =>
      /Kustomization\/flux-system\/apps[\s\S]*ConfigMap\/shop\/web-banner/.test(await terminalText());
    await until('the tree is there', isTree, 30_000);
    await vscode.commands.executeCommand('fluxwright.diffWithCluster', { id });
    await until('nothing differs', async () => /flux diff kustomization apps/.test(await terminalText()), 30_000);
    await vscode.commands.executeCommand('fluxwright.followEvents', { id });
    await until('events come', async () => /ReconciliationSucceeded/.test(await terminalText()), 30_000);
    await ui.screenshot('real events');
    await vscode.commands.executeCommand('workbench.action.terminal.kill');
  });

  it('leads from what was applied to its manifest, and copies its name', async () => {
    await ui.expandRow('apps', view);
    await ui.chooseFromRow('web-banner', 'Open Manifest', view);
    await until('the manifest is open', () =>
      vscode.window.activeTextEditor?.document.uri.path.endsWith('apps/base/web/banner.yaml'),
    );
    await ui.chooseFromRow('web-banner', 'Copy Name', view);
    await until('it is copied', async () => (await vscode.env.clipboard.readText()) === 'web-banner');
    await ui.screenshot('real applied');
  });

  it('put the new value into the API server', async () => {
    await ui.chooseFromRow('apps', 'Reconcile', view);
    await until(
      'the ConfigMap has the new value',
      async () => {
        const object = await api.read('v1', 'ConfigMap', 'shop', 'web-banner');
        return JSON.stringify(object ?? {}).includes('this month');
      },
      60_000,
    );
    const apps = await api.read('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', 'flux-system', 'apps');
    assert.equal((apps?.['status'] as { lastAppliedRevision?: string }).lastAppliedRevision, revision);
  });
});
