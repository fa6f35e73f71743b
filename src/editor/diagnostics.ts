import * as vscode from 'vscode';
import { diagnose, type Diagnosis } from '../language/diagnose.ts';
import { rows } from '../language/messages.ts';
import type { Severity } from '../language/problems/row.ts';
import { isLeftOut } from '../language/suppliers.ts';
import { LineIndex } from '../language/yaml/text.ts';
import { otherSchemas, ownsFieldsAt } from './otherYaml.ts';
import { checkSettings } from './settings.ts';
import { uriOf, type Folder, type Workspace } from './workspace.ts';

/** How long typing must rest, in milliseconds. Short: the work itself is cheaper than a frame. */
const settle = 8;
/** How long closed files are checked before the editor gets its turn, in milliseconds. */
const slice = 8;

const severities: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

/** A diagnostic that remembers what it came from, so that a quick fix needs no second look. */
export class RuleDiagnostic extends vscode.Diagnostic {
  readonly diagnosis: Diagnosis;

  constructor(range: vscode.Range, diagnosis: Diagnosis) {
    super(range, diagnosis.message, severities[diagnosis.severity]);
    this.diagnosis = diagnosis;
    this.source = 'fluxwright';
    this.code = { value: diagnosis.code, target: vscode.Uri.parse(rows[diagnosis.code].docs) };
  }
}

/** Publishes the problems of the whole repository: open files at once, closed files in idle slices. */
export function registerDiagnostics(workspace: Workspace, log: vscode.LogOutputChannel): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('fluxwright');
  const open = new Map<string, vscode.Uri>();
  const closed = new Map<string, vscode.Uri>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const work = () => {
    timer = undefined;
    const until = performance.now() + slice;
    // Open files come first, whatever was touched first.
    for (const queue of [open, closed]) {
      for (const [key, uri] of queue) {
        if (performance.now() > until) break;
        queue.delete(key);
        publish(collection, workspace, uri, log);
      }
    }
    if (open.size + closed.size > 0) timer = setTimeout(work, 1);
  };
  const enqueue = (uris: Iterable<vscode.Uri>) => {
    const shown = new Set(vscode.window.visibleTextEditors.map((it) => it.document.uri.toString()));
    for (const uri of uris) (shown.has(uri.toString()) ? open : closed).set(uri.toString(), uri);
    timer ??= setTimeout(work, settle);
  };

  return vscode.Disposable.from(
    collection,
    workspace.onDidChange(({ uris, spreads }) => enqueue(spreads ? touchedBy(workspace, uris) : uris)),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('fluxwright') || event.affectsConfiguration('yaml'))
        enqueue(everything(workspace));
    }),
    vscode.extensions.onDidChange(() => enqueue(everything(workspace))),
    { dispose: () => clearTimeout(timer) },
  );
}

function publish(
  collection: vscode.DiagnosticCollection,
  workspace: Workspace,
  uri: vscode.Uri,
  log: vscode.LogOutputChannel,
): void {
  try {
    collection.set(uri, problemsOf(workspace, uri));
  } catch (error) {
    log.error(`${uri.toString()}: ${error instanceof Error ? (error.stack ?? '') : String(error)}`);
  }
}

function* touchedBy(workspace: Workspace, uris: readonly vscode.Uri[]): Iterable<vscode.Uri> {
  for (const uri of uris) {
    yield uri;
    const place = workspace.locate(uri);
    if (!place) continue;
    for (const path of place.repository.affectedBy(place.path)) yield uriOf(place, path);
  }
}

function* everything(workspace: Workspace): Iterable<vscode.Uri> {
  for (const folder of workspace.folders) {
    for (const path of folder.repository.paths()) yield uriOf(folder, path);
  }
}

function problemsOf(workspace: Workspace, uri: vscode.Uri): vscode.Diagnostic[] {
  const place = workspace.locate(uri);
  if (!place?.repository.isFile(place.path)) return [];
  const others = otherSchemas(place.uri);
  const found = diagnose(place.repository, place.path, checkSettings(place.uri)).filter(
    (it) => !isLeftOut(it, ownsFieldsAt(place, it.span.start), others),
  );
  // Parsed trees of ten thousand closed files would fill the memory.
  const isOpen = vscode.workspace.textDocuments.some((it) => it.uri.toString() === uri.toString());
  if (!isOpen) place.repository.release(place.path);
  if (found.length === 0) return [];
  const lines = new LineIndex(place.repository.text(place.path) ?? '');
  return found.map((it) => new RuleDiagnostic(rangeOf(lines, it.span), it));
}

/** The range of a span in a text. */
export function rangeOf(lines: LineIndex, span: { readonly start: number; readonly end: number }): vscode.Range {
  const start = lines.position(span.start);
  const end = lines.position(span.end);
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

/** Where a span of a file is, for the editor. */
export function locationOf(
  folder: Folder,
  path: string,
  span: { readonly start: number; readonly end: number },
): vscode.Location {
  const lines = new LineIndex(folder.repository.text(path) ?? '');
  return new vscode.Location(uriOf(folder, path), rangeOf(lines, span));
}
