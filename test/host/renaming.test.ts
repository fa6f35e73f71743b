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

  it('is renamed by F2 in the editor, wherever it stands', async () => {
    const editor = await open('clusters/staging/infrastructure.yaml');
    const other = await vscode.workspace.openTextDocument(file('clusters/staging/apps.yaml'));
    await cursorAfter(editor, 'name: infra');
    await ui.press('F2');
    await until('the name can be typed', async () => (await ui.texts('.rename-box input:focus')).length > 0);
    await ui.type('platform');
    await ui.screenshot('rename');
    await ui.press('Enter');
    await until('both files have it', () =>
      [editor.document, other].every((it) => /name: platform$/m.test(it.getText())),
    );
    await vscode.commands.executeCommand('undo');
    await until('one undo takes it back in both', () =>
      [editor.document, other].every((it) => !it.getText().includes('platform')),
    );
    await vscode.workspace.saveAll(false);
  });

  it('that is none is refused in words', async () => {
    const editor = await open('clusters/staging/apps.yaml');
    const position = at(editor, 'pru');
    await assert.rejects(
      async () => vscode.commands.executeCommand('vscode.prepareRename', editor.document.uri, position),
      /Only names of objects and variables can be renamed/,
    );
  });

  it('is changed in files that are not open, and changed back', async () => {
    const path = 'clusters/staging/infrastructure.yaml';
    const other = await vscode.workspace.openTextDocument(file('clusters/staging/apps.yaml'));
    const before = other.getText();
    assert.ok(await vscode.workspace.applyEdit(await rename(path, 'metadata:\n  name: ', 'platform')));
    assert.match(other.getText(), /- name: platform\n/);
    assert.ok(await vscode.workspace.applyEdit(await rename(path, 'metadata:\n  name: ', 'infrastructure')));
    assert.equal(other.getText(), before);
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
  return (await rename(path, words, name))
    .entries()
    .flatMap(([uri, edits]) => edits.map((it) => `${vscode.workspace.asRelativePath(uri)}: ${it.newText}`))
    .sort();
}

async function rename(path: string, words: string, name: string): Promise<vscode.WorkspaceEdit> {
  const editor = await open(path);
  const position = at(editor, words);
  return vscode.commands.executeCommand('vscode.executeDocumentRenameProvider', editor.document.uri, position, name);
}
