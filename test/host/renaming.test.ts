import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { fleetMistake } from '../fixtures/fleet.ts';
import { cursorAfter, file, open, untilProblems } from './editing.ts';
import { ui, until } from './ui.ts';

describe('a name', () => {
  // Only then everything is read.
  before(() => untilProblems(fleetMistake.path, [fleetMistake.code]));

  it('is renamed with everything that refers to it, in its own cluster', async () => {
    assert.deepEqual(await renamed('clusters/staging/infrastructure.yaml', 'name: infra', 'base'), [
      'clusters/staging/apps.yaml: base',
      'clusters/staging/infrastructure.yaml: base',
      'clusters/staging/monitoring.yaml: base',
    ]);
  });

  it('is renamed in markers of image policies', async () => {
    assert.deepEqual(await renamed('images/reports.yaml', 'kind: ImagePolicy\nmetadata:\n  name: rep', 'news'), [
      'apps/production/kustomization.yaml: news',
      'images/reports.yaml: news',
    ]);
  });

  it('that is none is refused in words', async () => {
    const editor = await open('clusters/staging/apps.yaml');
    const position = at(editor, 'pru');
    await assert.rejects(
      async () => vscode.commands.executeCommand('vscode.prepareRename', editor.document.uri, position),
      /Only names of objects and variables can be renamed/,
    );
  });

  it('is asked for in place, and changes in files that are not open', async () => {
    const editor = await open('clusters/staging/infrastructure.yaml');
    await cursorAfter(editor, 'name: infra');
    await ui.press('F2');
    await until('the box is open', async () => (await ui.texts('.rename-box')).length > 0);
    await ui.screenshot('rename');
    await ui.type('platform');
    await ui.press('Enter');
    const other = await vscode.workspace.openTextDocument(file('clusters/staging/apps.yaml'));
    await until('the reference follows', () => other.getText().includes('- name: platform\n'));
    await vscode.commands.executeCommand('undo');
    await until(
      'all is as it was',
      () => !other.getText().includes('platform') && !editor.document.getText().includes('platform'),
    );
    await vscode.workspace.saveAll(false);
  });
});

function at(editor: vscode.TextEditor, words: string): vscode.Position {
  const text = editor.document.getText();
  assert.ok(text.includes(words), words);
  return editor.document.positionAt(text.indexOf(words) + words.length);
}

/** What a rename at some words would write, and where. */
async function renamed(path: string, words: string, name: string): Promise<readonly string[]> {
  const editor = await open(path);
  const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
    'vscode.executeDocumentRenameProvider',
    editor.document.uri,
    at(editor, words),
    name,
  );
  return edit
    .entries()
    .flatMap(([uri, edits]) => edits.map((it) => `${vscode.workspace.asRelativePath(uri)}: ${it.newText}`))
    .sort();
}
