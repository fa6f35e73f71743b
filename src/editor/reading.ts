import * as vscode from 'vscode';
import { foldsIn, type Fold } from '../language/yaml/folding.ts';
import { fieldsBelow, symbolsIn, type FieldSymbol } from '../language/references/symbols.ts';
import { tokensIn, tokenTypes } from '../language/variables/tokens.ts';
import { otherSchemas } from './otherYaml.ts';
import type { Workspace } from './workspace.ts';

export const yamlFiles: vscode.DocumentSelector = { language: 'yaml' };

const legend = new vscode.SemanticTokensLegend([...tokenTypes]);
const fieldKinds: Readonly<Record<FieldSymbol['type'], vscode.SymbolKind>> = {
  object: vscode.SymbolKind.Module,
  list: vscode.SymbolKind.Array,
  scalar: vscode.SymbolKind.Field,
};
const foldKinds: Readonly<Record<NonNullable<Fold['kind']>, vscode.FoldingRangeKind>> = {
  comment: vscode.FoldingRangeKind.Comment,
  region: vscode.FoldingRangeKind.Region,
};

/** What helps to read a file: the outline, folding, the colours of `${VAR}`. */
export function registerReading(workspace: Workspace): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.languages.registerDocumentSymbolProvider(yamlFiles, symbolsOf(workspace), { label: 'Flux' }),
    vscode.languages.registerFoldingRangeProvider(yamlFiles, {
      provideFoldingRanges: (document) =>
        foldsIn(document.getText()).map(
          ({ start, end, kind }) => new vscode.FoldingRange(start, end, kind && foldKinds[kind]),
        ),
    }),
    vscode.languages.registerDocumentSemanticTokensProvider(yamlFiles, tokensOf(workspace), legend),
  );
}

function symbolsOf(workspace: Workspace): vscode.DocumentSymbolProvider {
  return {
    provideDocumentSymbols(document) {
      const at = workspace.placeOf(document);
      return symbolsIn(at.repository, at.path).map((it) => {
        const detail = [it.kind, it.namespace ?? ''].join(' ').trim();
        const [whole, name] = [rangeIn(document, it.span), rangeIn(document, it.nameSpan)];
        const symbol = new vscode.DocumentSymbol(it.name, detail, vscode.SymbolKind.Object, whole, name);
        // Where the YAML extension runs, it lists the fields.
        if (otherSchemas(at.uri)) return symbol;
        symbol.children = fieldsBelow(at.repository, at.path, it.nameSpan.start).map((one) => fieldOf(document, one));
        return symbol;
      });
    },
  };
}

function fieldOf(document: vscode.TextDocument, it: FieldSymbol): vscode.DocumentSymbol {
  const [whole, name] = [rangeIn(document, it.span), rangeIn(document, it.nameSpan)];
  const symbol = new vscode.DocumentSymbol(it.name, it.value ?? '', fieldKinds[it.type], whole, name);
  symbol.children = it.children.map((one) => fieldOf(document, one));
  return symbol;
}

function tokensOf(workspace: Workspace): vscode.DocumentSemanticTokensProvider {
  return {
    provideDocumentSemanticTokens(document) {
      const at = workspace.placeOf(document);
      const builder = new vscode.SemanticTokensBuilder(legend);
      for (const { type, span } of tokensIn(at.repository, at.path)) {
        builder.push(rangeIn(document, span), type);
      }
      return builder.build();
    },
  };
}

/** The editor's form of a span in a document. */
export function rangeIn(
  document: vscode.TextDocument,
  span: { readonly start: number; readonly end: number },
): vscode.Range {
  return new vscode.Range(document.positionAt(span.start), document.positionAt(span.end));
}
