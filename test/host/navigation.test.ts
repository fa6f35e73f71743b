import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { fleetMistake } from '../fixtures/fleet.ts';
import { cursorAfter, file, open, problems, untilProblems } from './editing.ts';
import { ui, until } from './ui.ts';

describe('a path', () => {
  // Only then everything is read.
  before(() => untilProblems(fleetMistake.path, [fleetMistake.code]));

  it('is a link to the file or folder that it names', async () => {
    const { document } = await open('apps/production/kustomization.yaml');
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      document.uri,
      20,
    );
    await ui.screenshot('links');
    assert.deepEqual(
      links.map((it) => `${document.getText(it.range)} → ${it.target && vscode.workspace.asRelativePath(it.target)}`),
      [
        '../base/web → apps/base/web/kustomization.yaml',
        '../base/api → apps/base/api/kustomization.yaml',
        '../base/cache → apps/base/cache/kustomization.yaml',
        '../base/reports → apps/base/reports/kustomization.yaml',
        'web-values.yaml → apps/production/web-values.yaml',
        'reports-replicas.yaml → apps/production/reports-replicas.yaml',
      ],
    );
  });

  it('follows the folder that it names, and comes back with it', async () => {
    const [staging, production] = await Promise.all(['staging', 'production'].map(textOf));
    await moved('apps/base/cache', 'apps/shared/store');
    assert.match(await textOf('staging'), /^ {2}- \.\.\/shared\/store$/m);
    assert.match(await textOf('production'), /^ {2}- \.\.\/shared\/store$/m);
    await moved('apps/shared/store', 'apps/base/cache');
    assert.deepEqual([await textOf('staging'), await textOf('production')], [staging, production]);
    await vscode.workspace.fs.delete(file('apps/shared'), { recursive: true });
    await vscode.workspace.saveAll(false);
  });

  it('follows the file that it names, and comes back with it', async () => {
    const before = await textOf('production');
    await moved('apps/production/web-values.yaml', 'apps/production/shop-values.yaml');
    assert.match(await textOf('production'), /^ {2}- path: shop-values\.yaml$/m);
    await moved('apps/production/shop-values.yaml', 'apps/production/web-values.yaml');
    assert.equal(await textOf('production'), before);
    await vscode.workspace.saveAll(false);
  });

  it('that nobody names moves without a question', async () => {
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(file('README.md'), file('READ.md'));
    assert.ok(await vscode.workspace.applyEdit(edit));
    await vscode.workspace.fs.rename(file('READ.md'), file('README.md'));
  });
});

describe('an object', () => {
  before(() => untilProblems(fleetMistake.path, [fleetMistake.code]));

  it('tells above it who applies it and how often it is named', async () => {
    await open('apps/base/api/release.yaml');
    const owner = 'applied by apps ← flux-system in 2 clusters · namespace shop';
    await until('both are shown', async () => {
      const shown = (await ui.lenses()).join();
      return [owner, '1 reference'].every((it) => shown.includes(it));
    });
    await ui.screenshot('lenses');
    await ui.clickLens(owner);
    await until('its Kustomization is open', () =>
      /clusters\/(staging|production)\/apps\.yaml$/.test(vscode.window.activeTextEditor?.document.uri.path ?? ''),
    );
  });

  it('tells the same on hover', async () => {
    const editor = await open('apps/base/api/release.yaml');
    await cursorAfter(editor, 'kind: Helm');
    await vscode.commands.executeCommand('editor.action.showHover');
    await until('the hover is open', async () =>
      (await ui.texts('.monaco-hover')).join(' ').includes('Applied as shop/api by'),
    );
    await ui.screenshot('hover of an owner');
    await ui.press('Escape');
  });

  it('tells a variable with its value and where it comes from', async () => {
    const editor = await open('apps/base/web/release.yaml');
    await cursorAfter(editor, '${shop');
    await vscode.commands.executeCommand('editor.action.showHover');
    await until('the hover is open', async () =>
      /staging\.shop\.example\.com from ConfigMap cluster-settings/.test((await ui.texts('.monaco-hover')).join(' ')),
    );
    await ui.screenshot('hover of a variable');
    await ui.press('Escape');
  });

  it('is found by kind, name and namespace', async () => {
    await vscode.commands.executeCommand('workbench.action.quickOpen', '#helmrelease api shop');
    await until('it is offered', async () =>
      (await ui.texts('.quick-input-list .monaco-list-row')).some((it) => it.includes('HelmRelease api · shop')),
    );
    await ui.screenshot('workspace symbols');
    await ui.press('Enter');
    await until('it is open', () =>
      vscode.window.activeTextEditor?.document.uri.path.endsWith('apps/base/api/release.yaml'),
    );
  });

  it('shows what needs it and what it needs as a call hierarchy', async () => {
    const editor = await open('apps/base/api/release.yaml');
    await cursorAfter(editor, 'kind: Helm');
    const [item] = await vscode.commands.executeCommand<vscode.CallHierarchyItem[]>(
      'vscode.prepareCallHierarchy',
      editor.document.uri,
      editor.selection.active,
    );
    const callers = await vscode.commands.executeCommand<vscode.CallHierarchyIncomingCall[]>(
      'vscode.provideIncomingCalls',
      item,
    );
    assert.deepEqual(
      callers.map((it) => `${it.from.name}: ${it.from.detail}`),
      ['web: HelmRelease shop · waits for'],
    );
    const called = await vscode.commands.executeCommand<vscode.CallHierarchyOutgoingCall[]>(
      'vscode.provideOutgoingCalls',
      item,
    );
    const appliers = called.map((it) => it.to.detail ?? '').filter((it) => it.includes('applied by'));
    assert.deepEqual(appliers.sort(), [
      'Kustomization flux-system · applied by · clusters/production/apps.yaml',
      'Kustomization flux-system · applied by · clusters/staging/apps.yaml',
    ]);
    await vscode.commands.executeCommand('references-view.showCallHierarchy');
    await untilListed('HelmRelease shop · waits for');
    await vscode.commands.executeCommand('references-view.showOutgoingCalls');
    await untilListed('Kustomization flux-system · applied by');
    await ui.screenshot('call hierarchy');
  });

  it('is gone to, found and renamed from an image marker', async () => {
    const { document } = await open('apps/production/kustomization.yaml');
    const at = document.positionAt(document.getText().indexOf(':reports:tag') + 3);
    const found = await vscode.commands.executeCommand<vscode.Location[]>(
      'vscode.executeDefinitionProvider',
      document.uri,
      at,
    );
    assert.deepEqual(
      found.map((it) => vscode.workspace.asRelativePath(it.uri)),
      ['images/reports.yaml'],
    );
  });
});

async function untilListed(words: string): Promise<void> {
  await until(`the view lists ${words}`, async () =>
    (await ui.texts('.monaco-list-row')).some((it) => it.includes(words)),
  );
}

async function textOf(environment: string): Promise<string> {
  return (await vscode.workspace.openTextDocument(file(`apps/${environment}/kustomization.yaml`))).getText();
}

/** Moves something as the explorer does, and says yes to what the editor asks then. */
async function moved(from: string, to: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.renameFile(file(from), file(to));
  const applied = vscode.workspace.applyEdit(edit);
  await until('the editor asks', () => ui.dialog());
  await ui.screenshot('move');
  await ui.clickDialog('OK');
  assert.ok(await applied);
  await until('nothing is missing', () => problems('apps/production/kustomization.yaml').length === 0);
}
