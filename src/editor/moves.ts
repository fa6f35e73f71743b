import * as vscode from 'vscode';
import { editsForMoves } from '../language/references/moves.ts';
import { addEdits } from './edits.ts';
import { uriOf, type Workspace } from './workspace.ts';

/**
 * Keeps paths right when files or folders get another name or place in the editor, in the same step. VS Code asks before it writes, and is given
 * nothing to ask about where nothing names what moves.
 */
export function registerMoves(workspace: Workspace): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.workspace.onWillRenameFiles((event) => {
      const edit = editFor(workspace, event.files);
      if (edit.size > 0) event.waitUntil(Promise.resolve(edit));
    }),
    // The disk tells later, and until then paths would lead nowhere.
    vscode.workspace.onDidRenameFiles(({ files }) => follow(workspace, files)),
  );
}

function follow(workspace: Workspace, files: vscode.FileRenameEvent['files']): void {
  for (const { oldUri, newUri } of files) {
    const [from, to] = [workspace.locate(oldUri), workspace.locate(newUri)];
    if (!from || from.repository !== to?.repository) continue;
    const { repository } = from;
    const moved = [...repository.paths()].filter((it) => it === from.path || it.startsWith(`${from.path}/`));
    const touched = moved.flatMap((path) => {
      const next = to.path + path.slice(from.path.length);
      const [text, plain] = [repository.text(path), repository.plainText(path)];
      const unreadable = repository.unreadable(path);
      repository.delete(path);
      if (text !== undefined) repository.set(next, text);
      else if (plain !== undefined) repository.setPlain(next, plain);
      else repository.setName(next, unreadable);
      return [uriOf(from, path), uriOf(from, next)];
    });
    workspace.announce(touched);
  }
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
