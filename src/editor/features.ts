import * as vscode from 'vscode';
import { definitionsAt } from '../language/define.ts';
import { fixesFor } from '../language/fixes.ts';
import { hoverAt } from '../language/hover.ts';
import { LineIndex, type TextEdit } from '../language/text.ts';
import { CompletionProvider } from './completion.ts';
import { locationOf, rangeOf, RuleDiagnostic } from './diagnostics.ts';
import { ownsFieldsAt } from './otherYaml.ts';
import { rangeIn, registerReading, yamlFiles } from './reading.ts';
import { uriOf, type Folder, type Place, type Workspace } from './workspace.ts';

/** Completion, hover, go to definition and quick fixes: each asks the language layer and translates. */
export function registerFeatures(workspace: Workspace): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.languages.registerCompletionItemProvider(yamlFiles, new CompletionProvider(workspace), ' ', '/', ':'),
    vscode.languages.registerHoverProvider(yamlFiles, {
      provideHover(document, position) {
        const at = workspace.placeOf(document);
        const offset = document.offsetAt(position);
        const hover = hoverAt(at.repository, at.path, offset, { fields: ownsFieldsAt(at, offset) });
        return hover && new vscode.Hover(new vscode.MarkdownString(hover.markdown), rangeIn(document, hover.span));
      },
    }),
    vscode.languages.registerDefinitionProvider(yamlFiles, {
      provideDefinition(document, position) {
        const at = locate(workspace, document);
        return (
          at &&
          definitionsAt(at.repository, at.path, document.offsetAt(position)).map((it) =>
            locationOf(at, it.path, it.span),
          )
        );
      },
    }),
    registerReading(workspace),
    vscode.languages.registerCodeActionsProvider(yamlFiles, quickFixesIn(workspace), {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    }),
  );
}

function quickFixesIn(workspace: Workspace): vscode.CodeActionProvider {
  return {
    provideCodeActions(document, _range, context) {
      const at = locate(workspace, document);
      if (!at) return [];
      return context.diagnostics.flatMap((it) => (it instanceof RuleDiagnostic ? actionsFor(at, it) : []));
    },
  };
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

/** The editor's form of edits of the language layer, for files that exist. */
export function workspaceEdit(folder: Folder, edits: readonly TextEdit[]): vscode.WorkspaceEdit {
  const result = new vscode.WorkspaceEdit();
  for (const edit of edits) {
    const lines = new LineIndex(folder.repository.text(edit.path) ?? '');
    result.replace(uriOf(folder, edit.path), rangeOf(lines, edit.span), edit.text);
  }
  return result;
}

/** The place of a document. Its repository holds the text that is asked about: changes come before questions. */
function locate(workspace: Workspace, document: vscode.TextDocument): Place | undefined {
  return workspace.locate(document.uri);
}
