import * as vscode from 'vscode';
import { LineIndex, type TextEdit } from '../language/yaml/text.ts';
import { rangeOf } from './diagnostics.ts';
import { uriOf, type Folder } from './workspace.ts';

/** The editor's form of edits of the language layer, for files that exist. */
export function workspaceEdit(folder: Folder, edits: Iterable<TextEdit>): vscode.WorkspaceEdit {
  const result = new vscode.WorkspaceEdit();
  addEdits(result, folder, edits);
  return result;
}

/** Adds edits of one folder. */
export function addEdits(into: vscode.WorkspaceEdit, folder: Folder, edits: Iterable<TextEdit>): void {
  const lines = new Map<string, LineIndex>();
  for (const edit of edits) {
    const index = lines.get(edit.path) ?? new LineIndex(folder.repository.text(edit.path) ?? '');
    lines.set(edit.path, index);
    into.replace(uriOf(folder, edit.path), rangeOf(index, edit.span), edit.text);
  }
}

/** How long work on closed files goes on before the editor gets its turn, in milliseconds. */
const slice = 8;

/** Goes through something long in slices. Stops when it is cancelled. */
export async function* inSlices<T>(items: Iterable<T>, cancelled: vscode.CancellationToken): AsyncGenerator<T> {
  let until = performance.now() + slice;
  for (const item of items) {
    if (cancelled.isCancellationRequested) return;
    yield item;
    if (performance.now() < until) continue;
    await new Promise((resolve) => setTimeout(resolve, 0));
    until = performance.now() + slice;
  }
}
