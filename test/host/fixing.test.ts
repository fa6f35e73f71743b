import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { file, open, untilProblems } from './editing.ts';
import { ui, until } from './ui.ts';

const source = (name: string, version: string, interval: string) =>
  `apiVersion: source.toolkit.fluxcd.io/${version}\nkind: GitRepository\nmetadata:\n  name: ${name}\n  namespace: flux-system\nspec:\n  interval: ${interval}\n  url: https://example.com/r\n`;

describe('fixing many at once', () => {
  const paths = ['fixing/a.yaml', 'fixing/b.yaml'] as const;
  // Others, because the window keeps the texts of files that it has changed.
  const old = ['fixing/c.yaml', 'fixing/d.yaml'] as const;

  after(async () => {
    await vscode.workspace.saveAll(false);
    await vscode.workspace.fs.delete(file('fixing'), { recursive: true });
  });

  it('repairs all problems of a kind in the file, or in the workspace', async () => {
    await write(paths[0], `${source('a', 'v1', '1d')}---\n${source('b', 'v1', '2d')}`);
    await write(paths[1], source('c', 'v1', '3d'));
    const editor = await open(paths[0]);
    await untilProblems(paths[0], ['duration/invalid', 'duration/invalid']);
    await untilProblems(paths[1], ['duration/invalid']);
    const at = editor.document.positionAt(editor.document.getText().indexOf('1d'));
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      editor.document.uri,
      new vscode.Range(at, at),
      vscode.CodeActionKind.QuickFix.value,
      20,
    );
    const edits = (title: string) => actions.find((it) => it.title === title)?.edit?.entries() ?? [];
    const inFile = edits('Fix all duration/invalid in this file');
    assert.deepEqual(
      inFile.flatMap(([, list]) => list.map((it) => it.newText)),
      ['24h', '48h'],
    );
    const everywhere = actions.find((it) => it.title === 'Fix all duration/invalid in the workspace');
    assert.ok(everywhere?.edit, actions.map((it) => it.title).join(', '));
    assert.ok(await vscode.workspace.applyEdit(everywhere.edit));
    await untilProblems(paths[0], []);
    await untilProblems(paths[1], []);
  });

  it('migrates API versions after a look at the changes', async () => {
    for (const path of old) await write(path, source(path.slice(7, 8), 'v1beta2', '1h'));
    for (const path of old) await untilProblems(path, ['kind/version']);
    const done = vscode.commands.executeCommand('fluxwright.migrate');
    await until('the question is there', async () =>
      (await ui.texts('.quick-input-list .monaco-list-row')).some((it) => it.includes('Change 2 files')),
    );
    await ui.screenshot('migrate preview');
    await ui.press('Enter');
    await done;
    for (const path of old) await untilProblems(path, []);
    const text = (await vscode.workspace.openTextDocument(file(old[0]))).getText();
    assert.equal(text, source('c', 'v1', '1h'));
  });
});

async function write(path: string, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(file(path), Buffer.from(text));
}
