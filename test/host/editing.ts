import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ui, until } from './ui.ts';

/** The URI of a file of the open repository. */
export function file(path: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'a folder is open');
  return vscode.Uri.joinPath(folder.uri, path);
}

/** Opens a file of the repository in the editor. */
export async function open(path: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file(path)));
}

/** Our problems of a file, as `code` and the words that they underline. */
export function problems(
  path: string,
): readonly { readonly code: string; readonly words: string; readonly message: string }[] {
  const document = vscode.workspace.textDocuments.find((it) => it.uri.toString() === file(path).toString());
  return vscode.languages
    .getDiagnostics(file(path))
    .filter((it) => it.source === 'fluxwright')
    .map((it) => ({
      code: (it.code as { value: string }).value,
      words: document?.getText(it.range) ?? '',
      message: it.message,
    }));
}

/** All errors of the repository that we publish, by path. */
export function errors(): readonly string[] {
  return vscode.languages
    .getDiagnostics()
    .flatMap(([uri, found]) =>
      found
        .filter((it) => it.source === 'fluxwright' && it.severity === vscode.DiagnosticSeverity.Error)
        .map((it) => `${vscode.workspace.asRelativePath(uri)}: ${it.message}`),
    );
}

/** Puts the cursor behind the first place of some words, and waits until the window shows it there, ready for keys. */
export async function cursorAfter(editor: vscode.TextEditor, words: string): Promise<void> {
  const text = editor.document.getText();
  const at = text.indexOf(words);
  assert.ok(at >= 0, `the file has ${words}`);
  // A click gives the editor the focus, as a person's would; where it fell does not matter.
  await ui.click('.editor-instance .view-lines');
  if (text === '') return;
  const target = at + words.length;
  // The status bar shows the place some time after the cursor moved, so that it may still say where the cursor was before the click. It tells the
  // truth once it has shown a second place.
  await cursorTo(editor, target === 0 ? text.length : 0);
  await cursorTo(editor, target);
}

/** Moves the cursor to an offset, once: a second move on its way would come under what is typed next. */
async function cursorTo(editor: vscode.TextEditor, offset: number): Promise<void> {
  const position = editor.document.positionAt(offset);
  const place = `Ln ${position.line + 1}, Col ${position.character + 1}`;
  editor.selection = new vscode.Selection(position, position);
  editor.revealRange(editor.selection);
  await until(`the cursor is at ${place}`, async () =>
    (await ui.texts('#status\\.editor\\.selection')).some((it) => it.trim() === place),
  );
}

/** Replaces words of a file and saves it. */
export async function replace(path: string, words: string, by: string): Promise<void> {
  const editor = await open(path);
  const text = editor.document.getText();
  const at = text.indexOf(words);
  assert.ok(at >= 0, `${path} has ${words}`);
  const range = new vscode.Range(editor.document.positionAt(at), editor.document.positionAt(at + words.length));
  await editor.edit((edit) => edit.replace(range, by));
  await editor.document.save();
}

/** Waits until our problems of a file are as expected, and gives them. */
export function untilProblems(path: string, codes: readonly string[]) {
  return until(`${path} has the problems [${codes.join(', ')}]`, () => {
    const found = problems(path);
    return found.map((it) => it.code).join() === codes.join() && found;
  });
}

/** Repairs what is wrong at some words, by the first quick fix of the menu; gives the entries of the menu. */
export async function quickFix(
  editor: vscode.TextEditor,
  words: string,
  screenshot?: string,
): Promise<readonly string[]> {
  await cursorAfter(editor, words);
  const entries = async () => {
    const texts = await ui.texts('.action-widget .monaco-list-row .title');
    return texts.length > 0 && texts;
  };
  // A key that comes while the window still gives the editor its focus is lost: a person presses it again.
  const fixes = await until('the menu of quick fixes is open', async () => {
    await ui.press('Control+.');
    return until('it opens', entries, 2_000);
  });
  if (screenshot !== undefined) await ui.screenshot(screenshot);
  await ui.press('Enter');
  return fixes;
}
