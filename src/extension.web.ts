import * as vscode from 'vscode';
import { registerDiagnostics } from './editor/diagnostics.ts';
import { registerFeatures } from './editor/features.ts';
import { registerFiles } from './editor/files.ts';
import { Workspace } from './editor/workspace.ts';

/** The browser: the language layer alone. What is not imported here is not there. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Fluxwright', { log: true });
  const workspace = new Workspace();
  context.subscriptions.push(
    log,
    workspace,
    registerDiagnostics(workspace, log),
    registerFiles(workspace, log),
    registerFeatures(workspace),
  );
}
