import * as vscode from 'vscode';
import { buildAt } from '../language/build/show.ts';
import type { App } from './app.ts';
import { UserError } from './errors.ts';
import { buildScheme } from './ids.ts';
import type { Workspace } from './workspace.ts';

export interface BuildQuery {
  readonly uri: string;
  /** Offset in the file: which document is meant. */
  readonly offset: number;
}

/** Shows what the Kustomization at the cursor builds, or the one that applies the file, as a read-only document that follows the files. */
export async function showBuild({ workspace }: Pick<App, 'workspace'>, argument: unknown): Promise<void> {
  const asked = askedBuild(argument);
  const build = built(workspace, asked);
  if (!build) throw new UserError(nothingBuilt);
  const path = `/${build.title.replaceAll('/', '.')}.yaml`;
  const query = JSON.stringify(asked);
  const shown = vscode.Uri.from({ scheme: buildScheme, path, query });
  await vscode.window.showTextDocument(shown, { preview: true, viewColumn: vscode.ViewColumn.Beside });
}

export const nothingBuilt = 'No Kustomization of this workspace builds this file.';

/** The place that a command is about: a file that it is given, or the cursor. */
export function askedBuild(argument: unknown): BuildQuery {
  const editor = vscode.window.activeTextEditor;
  const uri = argument instanceof vscode.Uri ? argument : editor?.document.uri;
  if (uri === undefined) throw new UserError('Open a Kustomization, or a file that one applies.');
  const isOpen = editor?.document.uri.toString() === uri.toString();
  return { uri: uri.toString(), offset: isOpen ? editor.document.offsetAt(editor.selection.active) : 0 };
}

/** Serves the documents; they change when a file does. */
export function registerBuilds(workspace: Workspace): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  return vscode.Disposable.from(
    changed,
    workspace.onDidChange(() => {
      for (const it of vscode.workspace.textDocuments) if (it.uri.scheme === buildScheme) changed.fire(it.uri);
    }),
    vscode.workspace.registerTextDocumentContentProvider(buildScheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: (uri) =>
        built(workspace, JSON.parse(uri.query) as BuildQuery)?.text ??
        '# No Kustomization of this workspace builds this file any more.\n',
    }),
  );
}

/** What is built at a place; `undefined` where nothing is. */
export function built(workspace: Workspace, { uri, offset }: BuildQuery): ReturnType<typeof buildAt> {
  const place = workspace.locate(vscode.Uri.parse(uri));
  return place && buildAt(place.repository, place.path, offset);
}
