import * as vscode from 'vscode';
import { lookWords } from '../cluster/look.ts';
import { isFluxGroup } from '../flux/kind.ts';
import type { ContextKey } from './ids.ts';
import type { SidebarLook } from './sidebarLook.ts';
import type { Workspace } from './workspace.ts';

/** Keeps the keys of `when` clauses true. Not for the browser, where there is nothing to act on. */
export function registerContextKeys(workspace: Workspace, look: SidebarLook): vscode.Disposable {
  const update = () => {
    const uri = vscode.window.activeTextEditor?.document.uri;
    const place = uri && workspace.locate(uri);
    const documents = (place && place.repository.manifest(place.path)?.documents) ?? [];
    set(
      'fluxwright.inFluxFile',
      documents.some((it) => isFluxGroup(it.header.group)),
    );
    set('fluxwright.canAct', vscode.workspace.isTrusted);
    set('fluxwright.inPartialView', lookWords(look.look) !== undefined);
  };
  update();
  return vscode.Disposable.from(
    vscode.window.onDidChangeActiveTextEditor(update),
    vscode.workspace.onDidGrantWorkspaceTrust(update),
    workspace.onDidChange(update),
    look.onDidChange(update),
  );
}

/** Sets one of the keys. */
export function set(key: ContextKey, value: boolean): void {
  void vscode.commands.executeCommand('setContext', key, value);
}
