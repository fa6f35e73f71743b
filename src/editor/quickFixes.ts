import * as vscode from 'vscode';
import { fixAll, countFixable } from '../language/fixAll.ts';
import { fixesFor } from '../language/fixes.ts';
import type { Code } from '../language/problems.ts';
import { RuleDiagnostic } from './diagnostics.ts';
import { addEdits, inSlices, workspaceEdit } from './edits.ts';
import { checkSettings } from './settings.ts';
import { type Place, type Workspace } from './workspace.ts';

/** Repairs one problem, all of its kind in the file, or all of its kind in the workspace. */
export class QuickFixes implements vscode.CodeActionProvider {
  readonly #workspace: Workspace;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  provideCodeActions(
    document: vscode.TextDocument,
    _range: vscode.Range,
    context: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    const at = this.#workspace.locate(document.uri);
    const known = context.diagnostics.filter((it) => it instanceof RuleDiagnostic);
    if (!at || known.length === 0) return [];
    const codes = new Map(known.map((it) => [it.diagnosis.code, it]));
    return [...known.flatMap((it) => actionsFor(at, it)), ...[...codes.values()].flatMap((it) => allOf(at, it))];
  }

  /** The edits of the whole workspace are put together only when somebody wants them. */
  async resolveCodeAction(action: vscode.CodeAction, cancelled: vscode.CancellationToken): Promise<vscode.CodeAction> {
    const code = action instanceof FixEverywhere ? action.code : undefined;
    if (code === undefined) return action;
    const edit = new vscode.WorkspaceEdit();
    for (const folder of this.#workspace.folders) {
      const settings = checkSettings(folder.uri);
      for await (const path of inSlices([...folder.repository.paths()], cancelled)) {
        addEdits(edit, folder, fixAll(folder.repository, code, path, settings));
        // Parsed trees of ten thousand closed files would fill the memory.
        folder.repository.release(path);
      }
    }
    action.edit = edit;
    return action;
  }
}

/** An action that knows what to look for, and not yet where that is. */
class FixEverywhere extends vscode.CodeAction {
  readonly code: Code;

  constructor(code: Code) {
    super(`Fix all ${code} in the workspace`, vscode.CodeActionKind.QuickFix);
    this.code = code;
  }
}

function actionsFor(at: Place, diagnostic: RuleDiagnostic): readonly vscode.CodeAction[] {
  return fixesFor(at.repository, at.path, diagnostic.diagnosis).map((fix) => {
    const action = new vscode.CodeAction(fix.title, vscode.CodeActionKind.QuickFix);
    action.diagnostics = [diagnostic];
    action.isPreferred = fix.preferred;
    action.edit = workspaceEdit(at, fix.edits);
    return action;
  });
}

/** Offered only where there is more than one problem to fix. */
function allOf(at: Place, diagnostic: RuleDiagnostic): readonly vscode.CodeAction[] {
  const { code } = diagnostic.diagnosis;
  const isFixable = fixesFor(at.repository, at.path, diagnostic.diagnosis).some((it) => it.preferred);
  if (!isFixable) return [];
  const settings = checkSettings(at.uri);
  const actions: vscode.CodeAction[] = [];
  if (countFixable(at.repository, code, at.path, settings) > 1) {
    const action = new vscode.CodeAction(`Fix all ${code} in this file`, vscode.CodeActionKind.QuickFix);
    action.edit = workspaceEdit(at, fixAll(at.repository, code, at.path, settings));
    actions.push(action);
  }
  if (isElsewhere(vscode.Uri.joinPath(at.uri, at.path), code)) actions.push(new FixEverywhere(code));
  for (const it of actions) it.diagnostics = [diagnostic];
  return actions;
}

function isElsewhere(file: vscode.Uri, code: Code): boolean {
  return vscode.languages
    .getDiagnostics()
    .some(
      ([uri, found]) =>
        uri.toString() !== file.toString() &&
        found.some((it) => it.source === 'fluxwright' && typeof it.code === 'object' && it.code.value === code),
    );
}
