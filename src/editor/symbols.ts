import * as vscode from 'vscode';
import { find, type Found } from '../language/references/find.ts';
import { locationOf } from './diagnostics.ts';
import { inSlices } from './edits.ts';
import type { Folder, Workspace } from './workspace.ts';

/** So many objects are given at once, those whose names have a word of the query before those that only have its letters. */
const most = 500;

/** "Go to Symbol in Workspace": objects by kind, name and namespace, as they will be in a cluster. */
export function registerSymbols(workspace: Workspace): vscode.Disposable {
  return vscode.languages.registerWorkspaceSymbolProvider({
    async provideWorkspaceSymbols(query, cancelled) {
      const near: vscode.SymbolInformation[] = [];
      const far: vscode.SymbolInformation[] = [];
      for (const folder of workspace.folders) {
        for await (const it of inSlices(find(folder.repository, query), cancelled)) {
          const list = it?.near ? near : far;
          if (it && list.length < most) list.push(symbolOf(folder, it));
        }
      }
      return [...near, ...far].slice(0, most);
    },
  });
}

function symbolOf(folder: Folder, { kind, name, namespace = '', place }: Found): vscode.SymbolInformation {
  // The editor matches the query with the label once more, so all of it stands there.
  const label = [`${kind} ${name}`, namespace].filter((it) => it !== '').join(' · ');
  const at = locationOf(folder, place.path, place.span);
  return new vscode.SymbolInformation(label, vscode.SymbolKind.Object, '', at);
}
