import * as vscode from 'vscode';
import { attention } from '../cluster/attention.ts';
import type { Connection } from './connection.ts';
import { setting } from './settings.ts';

/** So long, in milliseconds, clusters are followed after the last look. */
function grace(): number {
  const minutes = setting<number>('fluxwright.restAfter');
  return minutes > 0 ? minutes * 60_000 : Infinity;
}

/**
 * Ends the watches of all clusters when nobody has looked for a while: when neither the view nor a page of an object is open, nor a YAML file,
 * above whose objects the state stands. They begin again with the next look.
 */
export function restUnwatched(
  connection: Connection,
  view: Pick<vscode.TreeView<unknown>, 'visible' | 'onDidChangeVisibility'>,
  pages: { readonly isAnyOpen: boolean },
): vscode.Disposable {
  const isShown = () => vscode.window.visibleTextEditors.some((it) => it.document.languageId === 'yaml');
  const { look, again, stop } = attention({
    grace,
    isSeen: () => view.visible || pages.isAnyOpen || isShown(),
    isResting: () => connection.isResting,
    setResting: (it) => (connection.isResting = it),
  });
  return vscode.Disposable.from(
    view.onDidChangeVisibility(look),
    vscode.window.onDidChangeVisibleTextEditors(look),
    vscode.window.tabGroups.onDidChangeTabs(look),
    connection.onDidChange(look),
    vscode.workspace.onDidChangeConfiguration((it) => it.affectsConfiguration('fluxwright.restAfter') && again()),
    { dispose: stop },
  );
}
