import * as vscode from 'vscode';
import { complete, explain, type Completion } from '../language/typing/complete.ts';
import { ownsFieldsAt } from './otherYaml.ts';
import type { Place, Workspace } from './workspace.ts';

const itemKinds: Readonly<Record<Completion['kind'], vscode.CompletionItemKind>> = {
  object: vscode.CompletionItemKind.Reference,
  folder: vscode.CompletionItemKind.Folder,
  value: vscode.CompletionItemKind.Value,
  key: vscode.CompletionItemKind.Property,
  kind: vscode.CompletionItemKind.Class,
  snippet: vscode.CompletionItemKind.Snippet,
};

/** Asks for the next completion once one is taken, as if somebody had pressed the keys. */
const suggestAgain: vscode.Command = { command: 'editor.action.triggerSuggest', title: 'Suggest' };

/** What could stand where somebody types; explanations are looked up for the one that is looked at. */
export class CompletionProvider implements vscode.CompletionItemProvider {
  readonly #workspace: Workspace;
  readonly #origins = new WeakMap<vscode.CompletionItem, { readonly at: Place; readonly completion: Completion }>();

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  provideCompletionItems(document: vscode.TextDocument, position: vscode.Position): vscode.CompletionItem[] {
    const at = this.#workspace.placeOf(document);
    const offset = document.offsetAt(position);
    const fields = ownsFieldsAt(at, offset);
    return complete(at.repository, at.path, offset, { fields }).map((completion) => {
      const item = itemOf(document, completion);
      this.#origins.set(item, { at, completion });
      return item;
    });
  }

  resolveCompletionItem(item: vscode.CompletionItem): vscode.CompletionItem {
    const origin = this.#origins.get(item);
    const text = origin && explain(origin.at.repository, origin.at.path, origin.completion);
    if (text !== undefined) item.documentation = new vscode.MarkdownString(text);
    return item;
  }
}

function itemOf(document: vscode.TextDocument, completion: Completion): vscode.CompletionItem {
  const { label, kind, replace, insert, snippet, sort, filter, detail, again, deprecated } = completion;
  const item = new vscode.CompletionItem(label, itemKinds[kind]);
  item.range = new vscode.Range(document.positionAt(replace.start), document.positionAt(replace.end));
  item.insertText = snippet ? new vscode.SnippetString(insert) : insert;
  item.sortText = sort;
  item.filterText = filter ?? (document.getText(item.range).startsWith('"') ? `"${label}` : label);
  if (detail !== undefined) item.detail = detail;
  if (again) item.command = suggestAgain;
  if (deprecated) item.tags = [vscode.CompletionItemTag.Deprecated];
  return item;
}
