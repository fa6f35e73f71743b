import * as vscode from 'vscode';

/** What the stand-in says, so that tests can tell its words from ours. */
export const theirs = {
  hover: 'says the YAML extension',
  unknown: 'Property nope is not allowed.',
  syntax: 'bad indentation',
};

const modeline = /^# yaml-language-server: \$schema=/m;

/**
 * A stand-in for `redhat.vscode-yaml`, which is published nowhere that a test can fetch it from: what people see of it where a modeline names
 * a schema (keys, hover, unknown keys), and plain errors of YAML everywhere.
 */
export function activate(context: vscode.ExtensionContext): { registerContributor(): boolean } {
  const problems = vscode.languages.createDiagnosticCollection('YAML');
  const check = (document: vscode.TextDocument): void => {
    if (document.languageId === 'yaml') problems.set(document.uri, [...diagnosticsOf(document)]);
  };
  vscode.workspace.textDocuments.forEach(check);
  context.subscriptions.push(
    problems,
    vscode.workspace.onDidOpenTextDocument(check),
    vscode.workspace.onDidChangeTextDocument((event) => check(event.document)),
    vscode.languages.registerCompletionItemProvider('yaml', {
      provideCompletionItems: (document) =>
        hasSchema(document) ? ['interval', 'prune'].map((it) => new vscode.CompletionItem(it)) : [],
    }),
    vscode.languages.registerHoverProvider('yaml', {
      provideHover: (document) => (hasSchema(document) ? new vscode.Hover(theirs.hover) : undefined),
    }),
  );
  return { registerContributor: () => true };
}

function hasSchema(document: vscode.TextDocument): boolean {
  return modeline.test(document.getText());
}

function* diagnosticsOf(document: vscode.TextDocument): Generator<vscode.Diagnostic> {
  const text = document.getText();
  const found = [
    { at: hasSchema(document) ? text.indexOf('nope:') : -1, message: theirs.unknown },
    { at: text.indexOf(': ]'), message: theirs.syntax },
  ];
  for (const { at, message } of found) {
    if (at < 0) continue;
    const start = document.positionAt(at);
    const diagnostic = new vscode.Diagnostic(new vscode.Range(start, start.translate(0, 4)), message);
    diagnostic.source = 'YAML';
    yield diagnostic;
  }
}
