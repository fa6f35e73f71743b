import * as vscode from 'vscode';
import { homeOf } from '../cluster/home.ts';
import { compare, type Comparison } from '../language/build/compare.ts';
import { formatObjectId, type FluxObject, type ObjectId } from '../flux/objects.ts';
import { plainText } from '../flux/plain.ts';
import type { App } from './app.ts';
import { UserError } from './errors.ts';
import { compareScheme } from './ids.ts';
import type { ClusterObject } from './targets.ts';

type Rooms = Pick<App, 'workspace' | 'connection'>;

interface CompareQuery {
  readonly context: string;
  readonly id: ObjectId;
  readonly side: 'file' | 'cluster';
}

/** Shows an object of the cluster beside its manifest, as the repository builds it, in the diff editor. Both sides follow what they show. */
export async function compareWithFile(app: App, target: ClusterObject): Promise<void> {
  const { connection } = app;
  if (!connection.at(target.context)) await connection.open(target.context);
  const context = target.context ?? connection.context ?? '';
  const object = await read(app, context, target.id);
  const found = compared(app, context, target.id, object);
  if (!found) throw new UserError(`No file in this workspace builds ${plainText(formatObjectId(target.id), 400)}.`);
  const uri = (side: CompareQuery['side']) =>
    vscode.Uri.from({
      scheme: compareScheme,
      path: `/${target.id.name}.yaml`,
      query: JSON.stringify({ context, id: target.id, side } satisfies CompareQuery),
    });
  const title = plainText(`${target.id.name}: ${found.path} ↔ ${context}`, 200);
  await vscode.commands.executeCommand('vscode.diff', uri('file'), uri('cluster'), title, { preview: true });
}

/** Serves both sides of comparisons. */
export function registerComparisons(app: Rooms): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const refresh = () => {
    for (const it of vscode.workspace.textDocuments) if (it.uri.scheme === compareScheme) changed.fire(it.uri);
  };
  return vscode.Disposable.from(
    changed,
    app.connection.onDidChange(refresh),
    app.connection.onDidChangeObjects(refresh),
    app.workspace.onDidChange(refresh),
    vscode.workspace.registerTextDocumentContentProvider(compareScheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: (uri) => sideText(app, JSON.parse(uri.query) as CompareQuery),
    }),
  );
}

/** Never opens a context by itself, as every document that may be restored at the start. */
async function sideText(app: Rooms, { context, id, side }: CompareQuery): Promise<string> {
  if (!vscode.workspace.isTrusted) return '# Trust this folder to see objects of the cluster.\n';
  if (!app.connection.at(context))
    return `# Select the context ${JSON.stringify(context)} in the Fluxwright view to compare.\n`;
  try {
    const found = compared(app, context, id, await read(app, context, id));
    return found?.[side] ?? '# No file in this workspace builds this object.\n';
  } catch (error) {
    return `# ${plainText(error instanceof Error ? error.message : String(error), 500)}\n`;
  }
}

async function read({ connection }: Rooms, context: string, id: ObjectId): Promise<FluxObject> {
  const session = connection.at(context);
  if (!session) throw new UserError(`Select the context ${context} first.`);
  return session.live.get(id) ?? (await (await session.api).get(id, AbortSignal.timeout(10_000)));
}

function compared(
  { workspace, connection }: Rooms,
  context: string,
  id: ObjectId,
  object: FluxObject,
): Comparison | undefined {
  const session = connection.at(context);
  const home = session && homeOf(session.live, object);
  return workspace.folders.map((it) => compare(it.repository, id, object, home)).find((it) => it !== undefined);
}
