import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ui, until } from './ui.ts';

// Each action of the page against a small provider of our own, so that a suite which uses it can trust it.
describe('actions', () => {
  const registered: vscode.Disposable[] = [];
  afterEach(async () => {
    for (const it of registered.splice(0)) it.dispose();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  const open = async (name: string, text: string) => {
    const uri = vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, name);
    await vscode.workspace.fs.writeFile(uri, Buffer.from(text));
    return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
  };

  it('see and choose suggestions', async () => {
    const provideCompletionItems = () => ['alpha', 'beta'].map((it) => new vscode.CompletionItem(it));
    registered.push(vscode.languages.registerCompletionItemProvider('plaintext', { provideCompletionItems }));
    const editor = await open('suggest.txt', '');
    await vscode.commands.executeCommand('editor.action.triggerSuggest');
    assert.deepEqual(await ui.suggestions(), ['alpha', 'beta']);
    await ui.press('ArrowDown');
    await ui.press('Enter');
    await until('the entry is in the text', () => editor.document.getText() === 'beta');
  });

  it('see what is shown under the mouse', async () => {
    const provideHover = () => new vscode.Hover('a **source** of truth');
    registered.push(vscode.languages.registerHoverProvider('plaintext', { provideHover }));
    await open('hover.txt', 'sourceRef and more');
    assert.match(await ui.hover('sourceRef'), /a source of truth/);
  });

  it('see and choose fixes', async () => {
    const diagnostics = vscode.languages.createDiagnosticCollection('harness');
    const editor = await open('fix.txt', 'wrnog');
    const range = new vscode.Range(0, 0, 0, 5);
    diagnostics.set(editor.document.uri, [new vscode.Diagnostic(range, 'misspelt')]);
    const fix = new vscode.CodeAction('Change to wrong', vscode.CodeActionKind.QuickFix);
    fix.edit = new vscode.WorkspaceEdit();
    fix.edit.replace(editor.document.uri, range, 'wrong');
    registered.push(
      diagnostics,
      vscode.languages.registerCodeActionsProvider('plaintext', { provideCodeActions: () => [fix] }),
    );
    await ui.click('.editor-instance .view-lines');
    await ui.press('Control+.');
    assert.ok((await ui.fixes()).includes('Change to wrong'));
    await ui.chooseFix('Change to wrong');
    await until('the text is fixed', () => editor.document.getText() === 'wrong');
  });

  it('see and click lenses', async () => {
    let clicked = '';
    registered.push(vscode.commands.registerCommand('harness.lens', (it: string) => void (clicked = it)));
    const command = { command: 'harness.lens', title: 'Reconcile now', arguments: ['now'] };
    const provideCodeLenses = () => [new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), command)];
    registered.push(vscode.languages.registerCodeLensProvider('plaintext', { provideCodeLenses }));
    await open('lens.txt', 'kind: Kustomization');
    await until('the lens is there', async () => (await ui.lenses()).includes('Reconcile now'));
    await ui.clickLens('Reconcile now');
    await until('its command ran', () => clicked === 'now');
  });

  it('open, read and press rows of a view', async () => {
    const ran: string[] = [];
    for (const id of ['harness.inline', 'harness.menu']) {
      registered.push(vscode.commands.registerCommand(id, (it: string) => void ran.push(`${id} ${it}`)));
    }
    registered.push(vscode.window.createTreeView('harness', { treeDataProvider: tree }));
    await vscode.commands.executeCommand('setContext', 'harness.shown', true);
    await ui.openView('Explorer');
    await vscode.commands.executeCommand('harness.focus');
    await until('it has rows', async () => (await ui.rows('Harness')).length === 2);
    await ui.expandRow('apps', 'Harness');
    const rows = await until('the row is open', async () => {
      const seen = await ui.rows('Harness');
      return seen.length === 3 && seen;
    });
    assert.deepEqual(
      rows.map(({ label, description, level, expanded }) => ({ label, description, level, expanded })),
      [
        { label: 'apps', description: 'main@sha1:1234', level: 1, expanded: true },
        { label: 'podinfo', description: '', level: 2, expanded: undefined },
        { label: 'infra', description: '', level: 1, expanded: undefined },
      ],
    );
    await ui.clickRowButton('podinfo', 'Inline', 'Harness');
    assert.deepEqual(await ui.menuOfRow('podinfo', 'Harness'), ['Menu']);
    await ui.chooseFromRow('infra', 'Menu', 'Harness');
    await until('both ran', () => ran.join() === 'harness.inline podinfo,harness.menu infra');
    await vscode.commands.executeCommand('setContext', 'harness.shown', false);
  });

  it('fail with what they looked for', async () => {
    await ui.patience(300);
    await assert.rejects(ui.clickRow('nowhere'), /nowhere/);
    await ui.patience(20_000);
  });

  it('wait for conditions, and say which one did not come', async () => {
    let asked = 0;
    assert.equal(await until('it is three', () => ++asked === 3 && 'three'), 'three');
    await assert.rejects(
      until('the moon is blue', () => false, 100),
      /waited 100 ms until the moon is blue; last: false/,
    );
  });
});

const tree: vscode.TreeDataProvider<string> = {
  getChildren: (it) => (it === undefined ? ['apps', 'infra'] : it === 'apps' ? ['podinfo'] : []),
  getTreeItem: (it) => {
    const item = new vscode.TreeItem(it, it === 'apps' ? vscode.TreeItemCollapsibleState.Collapsed : undefined);
    if (it === 'apps') item.description = 'main@sha1:1234';
    item.contextValue = 'row';
    return item;
  },
};
