import * as vscode from 'vscode';
import { formatInvocation } from '../flux/commands.ts';
import { scaffoldApp, type Scaffold } from '../language/scaffold/scaffold.ts';
import type { App } from './app.ts';
import { askForApp } from './appQuestions.ts';
import { UserError } from './errors.ts';
import { workspaceEdit } from './edits.ts';
import { runLines } from './terminal.ts';
import { confirmScaffold } from './preview.ts';
import { uriOf, type Folder } from './workspace.ts';

/** Asks for an app, writes its files as one change that can be previewed, and shows the commands that would do the same. */
export async function newApp(app: App, near: vscode.Uri | undefined): Promise<void> {
  const folder = await folderFor(app, near);
  if (!folder) return;
  const request = await askForApp(folder);
  if (!request) return;
  const scaffold = scaffoldApp(folder.repository, request);
  if (!(await confirmScaffold(folder, scaffold, request.name))) return;
  const applied = await vscode.workspace.applyEdit(oneEdit(folder, scaffold), { isRefactoring: true });
  if (!applied) throw new UserError('The files could not be written. Is the folder read-only?');
  for (const { path } of scaffold.edits) await vscode.workspace.save(uriOf(folder, path));
  await vscode.window.showTextDocument(uriOf(folder, scaffold.open), { preview: false });
  await showCommands(scaffold, request.name);
}

async function folderFor(app: App, near: vscode.Uri | undefined): Promise<Folder | undefined> {
  const uri = near ?? vscode.window.activeTextEditor?.document.uri;
  const isFolder = (it: Folder) => it.uri.toString() === uri?.toString();
  const located = app.workspace.folders.find(isFolder) ?? (uri && app.workspace.locate(uri));
  const only = app.workspace.folders.length === 1 ? app.workspace.folders[0] : undefined;
  if (located ?? only) return located ?? only;
  if (app.workspace.folders.length === 0) throw new UserError('Open the folder of your Flux repository first.');
  const items = app.workspace.folders.map((it) => ({
    label: vscode.workspace.asRelativePath(it.uri, true),
    folder: it,
  }));
  return (await vscode.window.showQuickPick(items, { placeHolder: 'Repository for the new app' }))?.folder;
}

/** One change of the workspace, so that one undo takes all of it back. */
function oneEdit(folder: Folder, scaffold: Scaffold): vscode.WorkspaceEdit {
  const edit = workspaceEdit(folder, scaffold.edits);
  for (const file of scaffold.create) {
    const contents = new TextEncoder().encode(file.text);
    edit.createFile(uriOf(folder, file.path), { contents, overwrite: false });
  }
  return edit;
}

async function showCommands(scaffold: Scaffold, name: string): Promise<void> {
  async function* lines() {
    yield '# The same by hand:';
    yield* scaffold.commands.map(formatInvocation);
    yield '';
    yield '# Next: commit and push, then reconcile.';
    await Promise.resolve();
  }
  await runLines(`New App ${name}`, `new app ${name}`, lines, () => 0);
}
