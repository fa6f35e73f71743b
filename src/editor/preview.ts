import * as vscode from 'vscode';
import type { Scaffold } from '../language/scaffold/scaffold.ts';
import type { TextEdit } from '../language/yaml/text.ts';
import { previewScheme } from './ids.ts';
import { uriOf, type Folder } from './workspace.ts';
import { groupBy } from '../flux/groups.ts';

/** A file as it would become. */
export interface Proposal {
  readonly uri: vscode.Uri;
  readonly text: string;
  readonly isNew: boolean;
}

/** What is asked about proposals: the name of the diff, the heading and the line of the question, and the words of yes. */
export interface Question {
  readonly diff: string;
  readonly title: string;
  readonly line: string;
  readonly yes: string;
  readonly detail: string;
}

/**
 * Shows what would be written, all files in one diff, and asks. VS Code's own preview of a `WorkspaceEdit` leaves every change
 * unticked, so that its "Apply" does nothing: hence this one.
 */
export async function confirmChanges(proposals: readonly Proposal[], question: Question): Promise<boolean> {
  const texts = new Map(proposals.map((it) => [it.uri.path, it.text]));
  const provider = vscode.workspace.registerTextDocumentContentProvider(previewScheme, {
    provideTextDocumentContent: (uri) => texts.get(uri.path),
  });
  try {
    const files = proposals.map(({ uri, isNew }) => {
      return [uri, isNew ? undefined : uri, vscode.Uri.from({ scheme: previewScheme, path: uri.path })];
    });
    await vscode.commands.executeCommand('vscode.changes', question.diff, files);
    return await ask(question);
  } finally {
    await closePreview(question.diff);
    provider.dispose();
  }
}

/** The same for a new app. */
export function confirmScaffold(folder: Folder, scaffold: Scaffold, name: string): Promise<boolean> {
  const created = scaffold.create.map(({ path, text }) => ({ uri: uriOf(folder, path), text, isNew: true }));
  const files = scaffold.create.length === 1 ? '1 file' : `${scaffold.create.length} files`;
  const listed = scaffold.edits.map((it) => it.path).join(', ');
  return confirmChanges([...created, ...proposalsOf(folder, scaffold.edits)], {
    diff: `New app ${name}`,
    title: 'New App',
    line: `This is what ${name} will be`,
    yes: `Write ${files}`,
    detail: listed === '' ? '' : `and list the app in ${listed}`,
  });
}

/** The files of a folder as edits would leave them. */
export function proposalsOf(folder: Folder, edits: readonly TextEdit[]): readonly Proposal[] {
  return [...groupBy(edits, (it) => it.path)].map(([path, own]) => {
    const sorted = [...own].sort((a, b) => b.span.start - a.span.start);
    const text = sorted.reduce(
      (so, it) => so.slice(0, it.span.start) + it.text + so.slice(it.span.end),
      folder.repository.text(path) ?? '',
    );
    return { uri: uriOf(folder, path), text, isNew: false };
  });
}

async function ask({ title, line, yes, detail }: Question): Promise<boolean> {
  const write = { label: `$(check) ${yes}`, detail };
  const discard = { label: '$(discard) Discard', detail: 'Nothing is written' };
  const options = { title, placeHolder: line, ignoreFocusOut: true };
  return (await vscode.window.showQuickPick([write, discard], options)) === write;
}

async function closePreview(diff: string): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((it) => it.tabs);
  const ours = tabs.filter((it) => it.label.startsWith(diff) && !(it.input instanceof vscode.TabInputText));
  await vscode.window.tabGroups.close(ours);
}
