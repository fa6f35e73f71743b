import * as vscode from 'vscode';
import type { Scaffold } from '../language/scaffold/scaffold.ts';
import { previewScheme } from './ids.ts';
import { uriOf, type Folder } from './workspace.ts';

/**
 * Shows what a scaffold would write, all files in one diff, and asks. VS Code's own preview of a `WorkspaceEdit` leaves every change
 * unticked, so that its "Apply" does nothing: hence this one.
 */
export async function confirmScaffold(folder: Folder, scaffold: Scaffold, name: string): Promise<boolean> {
  const proposals = new Map(scaffold.create.map((it) => [it.path, it.text]));
  for (const { path } of scaffold.edits) proposals.set(path, changed(folder, scaffold, path));
  const at = (path: string) => vscode.Uri.from({ scheme: previewScheme, path: `/${path}` });
  const provider = vscode.workspace.registerTextDocumentContentProvider(previewScheme, {
    provideTextDocumentContent: (uri) => proposals.get(uri.path.slice(1)),
  });
  try {
    const isNew = new Set(scaffold.create.map((it) => it.path));
    const files = [...proposals.keys()].map((path) => {
      const uri = uriOf(folder, path);
      return [uri, isNew.has(path) ? undefined : uri, at(path)];
    });
    await vscode.commands.executeCommand('vscode.changes', `New app ${name}`, files);
    return await ask(scaffold, name);
  } finally {
    await closePreview();
    provider.dispose();
  }
}

async function ask(scaffold: Scaffold, name: string): Promise<boolean> {
  const listed = scaffold.edits.map((it) => it.path).join(', ');
  const files = scaffold.create.length === 1 ? '1 file' : `${scaffold.create.length} files`;
  const write = { label: `$(check) Write ${files}`, detail: listed === '' ? '' : `and list the app in ${listed}` };
  const discard = { label: '$(discard) Discard', detail: 'Nothing is written' };
  const options = { title: 'New App', placeHolder: `This is what ${name} will be`, ignoreFocusOut: true };
  return (await vscode.window.showQuickPick([write, discard], options)) === write;
}

function changed(folder: Folder, scaffold: Scaffold, path: string): string {
  const text = folder.repository.text(path) ?? '';
  const edits = scaffold.edits.filter((it) => it.path === path).sort((a, b) => b.span.start - a.span.start);
  return edits.reduce((so, it) => so.slice(0, it.span.start) + it.text + so.slice(it.span.end), text);
}

async function closePreview(): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((it) => it.tabs);
  const ours = tabs.filter((it) => it.label.startsWith('New app ') && !(it.input instanceof vscode.TabInputText));
  await vscode.window.tabGroups.close(ours);
}
