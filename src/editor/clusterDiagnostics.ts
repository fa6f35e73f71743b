import * as vscode from 'vscode';
import { idOf } from '../flux/objects.ts';
import type { App } from './app.ts';
import type { Session } from './session.ts';
import { declarationsIn } from './targets.ts';

/** At most this often, in milliseconds, the failures are looked at. */
const pace = 250;
/** More than these are not shown: a cluster that is down as a whole is one fact, and the sidebar has it. */
const most = 200;

/**
 * What fails in the followed cluster, as a problem at the manifest that declares it, from a source of its own. It goes when the object heals,
 * and when the cluster is no longer followed.
 */
export function registerClusterDiagnostics(app: App): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('fluxwright-cluster');
  let shown = new Map<string, string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const draw = () => {
    timer = undefined;
    const files = byFile(app, app.connection.at(app.connection.context));
    const texts = new Map([...files].map(([uri, found]) => [uri, textOf(found)]));
    for (const uri of shown.keys()) if (!files.has(uri)) collection.delete(vscode.Uri.parse(uri));
    for (const [uri, found] of files) {
      if (shown.get(uri) !== texts.get(uri)) collection.set(vscode.Uri.parse(uri), found);
    }
    shown = texts;
  };
  const soon = () => void (timer ??= setTimeout(draw, pace));
  return vscode.Disposable.from(
    collection,
    app.connection.onDidChange(soon),
    app.connection.onDidChangeObjects(soon),
    app.workspace.onDidChange(() => app.connection.live && soon()),
    { dispose: () => clearTimeout(timer) },
  );
}

function byFile(app: App, session: Session | undefined): ReadonlyMap<string, vscode.Diagnostic[]> {
  const files = new Map<string, vscode.Diagnostic[]>();
  if (!session) return files;
  let count = 0;
  for (const object of session.failing()) {
    const places = declarationsIn(app, idOf(object));
    // What no file declares needs no cause.
    const cause = places.length === 0 ? undefined : session.causes.of(object);
    if (cause === undefined) continue;
    for (const { uri, range } of places) {
      const message = `${cause.sentence} ${cause.advice}`;
      const diagnostic = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Error);
      diagnostic.source = 'Fluxwright cluster';
      diagnostic.code = session.context;
      const found = files.get(uri.toString()) ?? [];
      files.set(uri.toString(), found);
      found.push(diagnostic);
    }
    if (++count === most) break;
  }
  return files;
}

function textOf(found: readonly vscode.Diagnostic[]): string {
  return JSON.stringify(found.map((it) => [it.message, it.source, it.range.start, it.range.end]));
}
