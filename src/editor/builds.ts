import * as vscode from 'vscode';
import { buildAt } from '../language/build/show.ts';
import type { App } from './app.ts';
import { UserError } from './errors.ts';
import { buildScheme } from './ids.ts';
import type { Workspace } from './workspace.ts';

interface BuildQuery {
  readonly uri: string;
  /** Offset in the file: which document is meant. */
  readonly offset: number;
}

/** Shows what the Kustomization at the cursor builds, or the one that applies the file, as a read-only document that follows the files. */
export async function showBuild({ workspace }: App, argument: unknown): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const uri = argument instanceof vscode.Uri ? argument : editor?.document.uri;
  if (uri === undefined) throw new UserError('Open a Kustomization, or a file that one applies.');
  const isOpen = editor?.document.uri.toString() === uri.toString();
  const offset = isOpen ? editor.document.offsetAt(editor.selection.active) : 0;
  const build = built(workspace, { uri: uri.toString(), offset });
  if (!build) throw new UserError('No Kustomization of this workspace builds this file.');
  const path = `/${build.title.replaceAll('/', '.')}.yaml`;
  const query = JSON.stringify({ uri: uri.toString(), offset } satisfies BuildQuery);
  const shown = vscode.Uri.from({ scheme: buildScheme, path, query });
  await vscode.window.showTextDocument(shown, { preview: true, viewColumn: vscode.ViewColumn.Beside });
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

function built(workspace: Workspace, { uri, offset }: BuildQuery): ReturnType<typeof buildAt> {
  const place = workspace.locate(vscode.Uri.parse(uri));
  return place && buildAt(place.repository, place.path, offset);
}
