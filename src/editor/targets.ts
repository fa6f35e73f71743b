import * as vscode from 'vscode';
import { homeOf, nearest } from '../cluster/home.ts';
import { kindOf } from '../flux/kinds.ts';
import { isFluxGroup, type Kind } from '../flux/kind.ts';
import { formatObjectId, idOf, objectKey, type ObjectId } from '../flux/objects.ts';
import { statusOf } from '../flux/status.ts';
import { plainText } from '../flux/plain.ts';
import { objectIdOf } from '../language/build/lookup.ts';
import { appPaths, declarationsOf } from '../language/build/apps.ts';
import type { App } from './app.ts';
import { locationOf } from './diagnostics.ts';
import { UserError } from './errors.ts';
import type { Folder } from './workspace.ts';

/** An object that a command is about. */
export interface ClusterObject {
  readonly id: ObjectId;
  readonly kind: Kind;
  /** The context it was chosen in; absent: the one in use. */
  readonly context?: string;
}

/** The files that make an object, in one folder of the workspace. */
export interface AppFiles {
  /** File system path of the folder. */
  readonly root: string;
  /** Relative to `root`, with `/`. */
  readonly paths: readonly string[];
}

/** Stands for a row that was gone when its menu was used. Whatever else could be meant then must not be acted on. */
export const gone = Symbol('a row that is gone');

/** Says so. */
export function goneError(): UserError {
  return new UserError('The list has just changed, and nothing was done. Choose the row once more.');
}

/** The object that a command is about: that of a row, else of the manifest under the cursor, else one that the person picks. */
export async function targetOf(app: App, argument: unknown, only?: string): Promise<ClusterObject | undefined> {
  if (argument === gone) throw goneError();
  const named = argument as { readonly id?: ObjectId; readonly context?: string } | undefined;
  const id = named?.id ?? idAtCursor(app, only);
  if (!id) return pick(app, only);
  const kind = kindOf(id.group, id.kind);
  if (!kind) throw new UserError(`${formatObjectId(id)} is not an object of Flux.`);
  return { id, kind, ...(named?.context === undefined ? {} : { context: named.context }) };
}

function idAtCursor(app: App, only: string | undefined): ObjectId | undefined {
  const editor = vscode.window.activeTextEditor;
  const place = editor && app.workspace.locate(editor.document.uri);
  const offset = editor ? editor.document.offsetAt(editor.selection.active) : 0;
  const documents = (place && place.repository.manifest(place.path)?.documents) ?? [];
  const fitting = documents.filter(
    (it) => isFluxGroup(it.header.group) && (only === undefined || it.header.kind?.value === only),
  );
  const document =
    fitting.find((it) => it.start <= offset && offset <= it.end) ?? (fitting.length === 1 ? fitting[0] : undefined);
  return place && document && objectIdOf(place.repository, place.path, document);
}

async function pick(app: App, only: string | undefined): Promise<ClusterObject | undefined> {
  await app.connection.open();
  const quickPick = vscode.window.createQuickPick<vscode.QuickPickItem & { readonly target: ClusterObject }>();
  quickPick.placeholder = `Object in ${app.connection.context ?? 'the cluster'}`;
  quickPick.matchOnDescription = true;
  // Objects may still be on their way: the list fills while it is open.
  const fill = () => {
    quickPick.items = itemsOf(app, only);
    quickPick.busy = quickPick.items.length === 0;
  };
  fill();
  const listener = app.connection.onDidChangeObjects(fill);
  try {
    return await new Promise((resolve) => {
      quickPick.onDidAccept(() => resolve(quickPick.selectedItems[0]?.target));
      quickPick.onDidHide(() => resolve(undefined));
      quickPick.show();
    });
  } finally {
    listener.dispose();
    quickPick.dispose();
  }
}

function itemsOf(app: App, only: string | undefined) {
  return [...(app.connection.live?.all() ?? [])].flatMap((object) => {
    const id = idOf(object);
    const kind = kindOf(id.group, id.kind);
    if (!kind || (only !== undefined && id.kind !== only)) return [];
    const description = plainText(`${id.kind} · ${id.namespace} · ${statusOf(object).state}`);
    return [{ label: plainText(id.name), description, target: { id, kind } }];
  });
}

/** Where the workspace declares an object: several places where it cannot tell which one the followed cluster has it from. */
export function declarationsIn(app: Rooms, id: ObjectId): readonly vscode.Location[] {
  const { live } = app.connection;
  const object = live?.get(id);
  const home = live && object && homeOf(live, object);
  return app.workspace.folders.flatMap((folder) =>
    nearest(declarationsOf(folder.repository, id), home).map((it) => locationOf(folder, it.path, it.span)),
  );
}

/** Where the workspace declares an object. */
export function declarationOf(app: Rooms, id: ObjectId): vscode.Location | undefined {
  return declarationsIn(app, id)[0];
}

type Rooms = Pick<App, 'workspace' | 'connection'>;

/** The files that make an object: its manifest, the folder that it builds, the chart that it installs. */
export function filesOf(app: App, target: ClusterObject): AppFiles | undefined {
  return app.workspace.folders.map((it) => filesIn(it, target.id)).find((it) => it !== undefined);
}

function filesIn(folder: Folder, id: ObjectId): AppFiles | undefined {
  const paths = appPaths(folder.repository, id);
  return paths.length === 0 ? undefined : { root: folder.uri.fsPath, paths };
}

/** The Kustomization that applies an object, by the labels that it left; the object itself when nobody did. FLUX.md E.3. */
export async function ownerOf(app: App, target: ClusterObject): Promise<ClusterObject> {
  if (target.id.kind === 'Kustomization') return target;
  const api = await app.connection.api();
  const object = await api.get(target.id, AbortSignal.timeout(10_000));
  const labels = object.metadata?.labels ?? {};
  const name = labels['kustomize.toolkit.fluxcd.io/name'];
  const namespace = labels['kustomize.toolkit.fluxcd.io/namespace'];
  const kind = kindOf('kustomize.toolkit.fluxcd.io', 'Kustomization');
  if (name === undefined || namespace === undefined || !kind) return target;
  const id = { group: kind.group, kind: kind.kind, name, namespace };
  return objectKey(id) === objectKey(target.id) ? target : { ...target, id, kind };
}
