import * as vscode from 'vscode';
import { editsForMoves } from '../language/references/moves.ts';
import { addEdits } from './edits.ts';
import type { Workspace } from './workspace.ts';

/**
 * Keeps paths right when files or folders get another name or place in the editor: in the same step, so that one Undo takes back both. VS Code
 * asks before it writes, and is given nothing to ask about where nothing names what moves.
 */
export function registerMoves(workspace: Workspace): vscode.Disposable {
  return vscode.workspace.onWillRenameFiles((event) => {
    const edit = editFor(workspace, event.files);
    if (edit.size > 0) event.waitUntil(Promise.resolve(edit));
  });
}

function editFor(workspace: Workspace, files: vscode.FileWillRenameEvent['files']): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  for (const folder of workspace.folders) {
    const moves = files.flatMap(({ oldUri, newUri }) => {
      const [from, to] = [workspace.locate(oldUri), workspace.locate(newUri)];
      // What leaves the folder can be named by none of its paths any more.
      if (from?.repository !== folder.repository || to?.repository !== folder.repository) return [];
      return [{ from: from.path, to: to.path }];
    });
    if (moves.length > 0) addEdits(edit, folder, editsForMoves(folder.repository, moves));
  }
  return edit;
}
