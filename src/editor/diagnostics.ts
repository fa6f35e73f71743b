import * as vscode from 'vscode';
import { diagnose, type Diagnosis } from '../language/diagnose.ts';
import { rows } from '../language/messages.ts';
import { prepare } from '../language/prepare.ts';
import type { Severity } from '../language/problems/row.ts';
import type { Repository } from '../language/repository/repository.ts';
import { isLeftOut } from '../language/suppliers.ts';
import { LineIndex } from '../language/yaml/text.ts';
import { otherSchemas, ownsFieldsAt } from './otherYaml.ts';
import { checkSettings } from './settings.ts';
import { uriOf, type Folder, type Workspace } from './workspace.ts';

/** How long typing must rest, in milliseconds. Short: the work itself is cheaper than a frame. */
const settle = 8;
/** How long closed files are checked before the editor gets its turn, in milliseconds. */
const slice = 8;
/** How long nothing may have changed that others look at, before all files are looked through, in milliseconds. */
const rested = 1_000;

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
  const prepared = new WeakSet<Repository>();
  const slices = inSlices(
    () => groundwork(workspace, prepared),
    (uri) => publish(collection, workspace, uri, log),
    () => everything(workspace),
  );
  return vscode.Disposable.from(
    collection,
    slices,
    workspace.onDidChange(({ uris, spreads }) => {
      slices.enqueue(spreads ? touchedBy(workspace, uris) : uris);
      if (spreads) slices.enqueueRest();
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('fluxwright') || event.affectsConfiguration('yaml'))
        slices.enqueue(everything(workspace));
    }),
    vscode.extensions.onDidChange(() => slices.enqueue(everything(workspace))),
  );
}

/** What is computed of whole repositories before their first file is judged; `prepared` are those of which it is known already. */
function* groundwork(workspace: Workspace, prepared: WeakSet<Repository>): Generator<void> {
  for (const { repository } of workspace.folders) {
    if (prepared.has(repository)) continue;
    yield* prepare(repository);
    prepared.add(repository);
  }
}

/** Does work for files a slice at a time. */
function inSlices(groundwork: () => Iterator<void>, work: (uri: vscode.Uri) => void, all: () => Iterable<vscode.Uri>) {
  const queues = createQueues(work);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let restTimer: ReturnType<typeof setTimeout> | undefined;

  const run = () => {
    timer = undefined;
    const until = performance.now() + slice;
    while (performance.now() < until) if (!queues.step()) return;
    timer = setTimeout(run, 1);
  };
  return {
    enqueue: (uris: Iterable<vscode.Uri>) => {
      queues.add(uris, groundwork());
      timer ??= setTimeout(run, settle);
    },
    enqueueRest: () => {
      queues.addOthers(undefined);
      clearTimeout(restTimer);
      restTimer = setTimeout(() => {
        queues.addOthers(all()[Symbol.iterator]());
        timer ??= setTimeout(run, 1);
      }, rested);
    },
    dispose: () => {
      clearTimeout(timer);
      clearTimeout(restTimer);
    },
  };
}

/**
 * What is to be done: first what all files need, then what is seen, then what is likely to have changed, and at last all others, since what an
 * object of any kind lacks, such as its namespace or who applies it, is in other files too.
 */
function createQueues(work: (uri: vscode.Uri) => void) {
  const open = new Map<string, vscode.Uri>();
  const closed = new Map<string, vscode.Uri>();
  let ground: Iterator<void> | undefined;
  let others: Iterator<vscode.Uri> | undefined;
  return {
    add(uris: Iterable<vscode.Uri>, groundwork: Iterator<void>): void {
      const shown = new Set(vscode.window.visibleTextEditors.map((it) => it.document.uri.toString()));
      for (const uri of uris) (shown.has(uri.toString()) ? open : closed).set(uri.toString(), uri);
      ground = groundwork;
    },
    addOthers(uris: Iterator<vscode.Uri> | undefined): void {
      others = uris;
    },
    /** Does the next piece, and says whether there was any. Open files come first, whatever was touched first. */
    step(): boolean {
      if (ground) {
        if (ground.next().done === true) ground = undefined;
        return true;
      }
      for (const queue of [open, closed]) {
        for (const [key, uri] of queue) {
          queue.delete(key);
          work(uri);
          return true;
        }
      }
      const next = others?.next();
      if (next?.done === false) work(next.value);
      else others = undefined;
      return others !== undefined;
    },
  };
}

function publish(
  collection: vscode.DiagnosticCollection,
  workspace: Workspace,
  uri: vscode.Uri,
  log: vscode.LogOutputChannel,
): void {
  try {
    const problems = problemsOf(workspace, uri);
    // Telling the editor nothing about a file of which it knows nothing is not free.
    if (problems.length > 0) collection.set(uri, problems);
    else if (collection.has(uri)) collection.delete(uri);
  } catch (error) {
    log.error(`${uri.toString()}: ${error instanceof Error ? (error.stack ?? '') : String(error)}`);
  }
}

/** Each file once, however many have changed: after a branch switch nearly all have, and nearly all look at others. */
function* touchedBy(workspace: Workspace, uris: readonly vscode.Uri[]): Iterable<vscode.Uri> {
  const changed = uris.map((uri) => ({ uri, place: workspace.locate(uri) }));
  for (const { uri, place } of changed) if (!place) yield uri;
  for (const folder of workspace.folders) {
    const inside = changed.flatMap(({ place }) => (place?.repository === folder.repository ? [place.path] : []));
    if (inside.length > 0) for (const path of folder.repository.affectedBy(inside)) yield uriOf(folder, path);
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
