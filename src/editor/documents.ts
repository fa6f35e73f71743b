import * as vscode from 'vscode';
import type { ObjectId } from '../flux/objects.ts';
import { gitShow } from '../flux/git.ts';
import { printObject } from '../language/yaml/print.ts';
import type { App } from './app.ts';
import { commitScheme, objectScheme } from './ids.ts';
import { ask } from './programs.ts';

interface ObjectQuery {
  readonly context: string;
  readonly id: ObjectId;
}

interface CommitQuery {
  readonly root: string;
  readonly hash: string;
}

/** Where an object of the cluster can be read as YAML. */
export function objectUri(query: ObjectQuery): vscode.Uri {
  const path = `/${[query.id.namespace, query.id.name, query.id.kind].filter((it) => it !== '').join('.')}.yaml`;
  return vscode.Uri.from({ scheme: objectScheme, path, query: JSON.stringify(query) });
}

/** Where the change that a commit made can be read. */
export function commitUri(root: string, hash: string): vscode.Uri {
  return vscode.Uri.from({
    scheme: commitScheme,
    path: `/${hash.slice(0, 8)}.diff`,
    query: JSON.stringify({ root, hash }),
  });
}

/** Serves both kinds of read-only documents; an object's document follows the object. */
export function registerDocuments(app: App): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const refresh = () => {
    for (const it of vscode.workspace.textDocuments) if (it.uri.scheme === objectScheme) changed.fire(it.uri);
  };
  return vscode.Disposable.from(
    changed,
    app.connection.onDidChange(refresh),
    app.connection.onDidChangeObjects(refresh),
    vscode.workspace.registerTextDocumentContentProvider(objectScheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: (uri) => objectText(app, JSON.parse(uri.query) as ObjectQuery),
    }),
    vscode.workspace.registerTextDocumentContentProvider(commitScheme, {
      provideTextDocumentContent: (uri) => commitText(JSON.parse(uri.query) as CommitQuery),
    }),
  );
}

/** Never opens a context by itself: a document that is left open, or restored at the start, must not choose the cluster. */
async function objectText({ connection }: App, query: ObjectQuery): Promise<string> {
  if (!vscode.workspace.isTrusted) return '# Trust this folder to see objects of the cluster.\n';
  const session = connection.at(query.context);
  if (!session) {
    return `# Select the context ${JSON.stringify(query.context)} in the Fluxwright view to see this object.\n`;
  }
  const known = session.live.get(query.id);
  if (known) return printObject(known);
  try {
    const api = await session.api;
    return printObject(await api.get(query.id, AbortSignal.timeout(10_000)));
  } catch (error) {
    return `# ${error instanceof Error ? error.message : String(error)}\n`;
  }
}

async function commitText(query: CommitQuery): Promise<string> {
  if (!vscode.workspace.isTrusted) return 'Trust this folder to see its commits.\n';
  return ask(gitShow(query.hash), query.root);
}
