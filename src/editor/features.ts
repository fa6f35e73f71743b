import * as vscode from 'vscode';
import { definitionsAt } from '../language/references/define.ts';
import { hoverAt } from '../language/hover.ts';
import { CompletionProvider } from './completion.ts';
import { locationOf } from './diagnostics.ts';
import { registerNaming } from './naming.ts';
import { ownsFieldsAt } from './otherYaml.ts';
import { registerLinks } from './links.ts';
import { registerMoves } from './moves.ts';
import { registerSymbols } from './symbols.ts';
import { registerStandings } from './standings.ts';
import { registerHierarchy } from './hierarchy.ts';
import { QuickFixes } from './quickFixes.ts';
import { rangeIn, registerReading, yamlFiles } from './reading.ts';
import type { Place, Workspace } from './workspace.ts';

/** Completion, hover, navigation and quick fixes: each asks the language layer and translates. */
export function registerFeatures(workspace: Workspace): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.languages.registerCompletionItemProvider(yamlFiles, new CompletionProvider(workspace), ' ', '/', ':', '{'),
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
    registerNaming(workspace),
    registerHierarchy(workspace),
    registerStandings(workspace),
    registerSymbols(workspace),
    registerMoves(workspace),
    registerLinks(workspace),
    vscode.languages.registerCodeActionsProvider(yamlFiles, new QuickFixes(workspace), {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    }),
  );
}

/** The place of a document. Its repository holds the text that is asked about: changes come before questions. */
function locate(workspace: Workspace, document: vscode.TextDocument): Place | undefined {
  return workspace.locate(document.uri);
}
