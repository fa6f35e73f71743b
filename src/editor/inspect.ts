import * as vscode from 'vscode';
import { verbsFor } from '../cluster/object-row.ts';
import type { Row } from '../cluster/row.ts';
import { fluxCommand, formatInvocation, type FluxAction, type Invocation } from '../flux/commands.ts';
import { fluxDiff, inspection, inspections, kubectlLogs, type Inspection } from '../flux/inspections.ts';
import type { ObjectId } from '../flux/objects.ts';
import { plainText } from '../flux/plain.ts';
import { statusOf } from '../flux/status.ts';
import type { App } from './app.ts';
import { built } from './builds.ts';
import { guarded, UserError } from './errors.ts';
import { required } from './programs.ts';
import { declarationOf, gone, goneError, type ClusterObject } from './targets.ts';
import { runProgram } from './terminal.ts';

/** What the commands are called in the terminal's title. */
const titles: Readonly<Record<Inspection, string>> = { events: 'Events', logs: 'Logs', trace: 'Trace', tree: 'Tree' };

/** Shows in the terminal what flux tells of an object. What goes on for ever gets a terminal of its own. */
export async function inspect(app: App, what: Inspection, target: ClusterObject): Promise<void> {
  await app.connection.open(target.context);
  const command = inspection(what, target.kind, target.id, app.connection.target());
  if (!command) throw new UserError(`flux has no ${what} for ${target.id.kind} ${plainText(target.id.name, 253)}.`);
  await inTerminal(app, command, `${titles[what]} of ${target.id.name}`, what === 'events' || what === 'logs');
}

/** Shows in the terminal what the files here would change in the cluster. */
export async function diffWithCluster(app: App, target: ClusterObject): Promise<void> {
  await app.connection.open(target.context);
  const folder = await folderOf(app, target.id);
  if (folder === undefined)
    throw new UserError(`No folder of this workspace is what ${plainText(target.id.name, 253)} builds.`);
  const command = fluxDiff(target.id, folder, app.connection.target());
  if (command) await inTerminal(app, command, `Diff of ${target.id.name}`, false);
}

/** Follows the logs of the pods of a row, or shows those of the run before the last restart. */
export async function showLogs(app: App, argument: unknown, isPrevious: boolean): Promise<void> {
  if (argument === gone) throw goneError();
  const { applied, context } = (argument ?? {}) as Partial<Row>;
  if (!applied) throw new UserError('Open a workload in the Cluster view and choose it or one of its pods.');
  await app.connection.open(context);
  const command = kubectlLogs(applied, isPrevious, app.connection.target());
  await inTerminal(app, command, `Logs of ${applied.name}`, true);
}

/** Copies the name of what a row stands for. */
export async function copyName(id: ObjectId): Promise<void> {
  await vscode.env.clipboard.writeText(plainText(id.name, 253));
}

/** Asks which of flux's commands for an object, and copies it as it would be typed. */
export async function copyCommand(app: App, target: ClusterObject): Promise<void> {
  await app.connection.open(target.context);
  const commands = commandsFor(app, target).map((it) => formatInvocation(it));
  if (commands.length === 0) throw new UserError(`flux has no command for ${target.id.kind}.`);
  const chosen = await vscode.window.showQuickPick(commands, { placeHolder: 'Command to copy' });
  if (chosen === undefined) return;
  await vscode.env.clipboard.writeText(chosen);
  vscode.window.setStatusBarMessage('$(copy) Copied', 5000);
}

function commandsFor({ connection }: App, { kind, id }: ClusterObject): readonly Invocation[] {
  const object = connection.live?.get(id);
  const offered = object ? verbsFor(kind, statusOf(object).state, id) : kind.verbs;
  const actions: readonly FluxAction[] = ['reconcile', 'reconcileWithSource', 'suspend', 'resume'];
  const target = connection.target();
  return [
    ...actions.filter((it) => offered.includes(it)).map((it) => fluxCommand(it, kind, id, target)),
    ...inspections.map((it) => inspection(it, kind, id, target)),
  ].filter((it) => it !== undefined);
}

/** The folder that a Kustomization builds, on disk. */
async function folderOf({ workspace, connection }: App, id: ObjectId): Promise<string | undefined> {
  const declared = declarationOf({ workspace, connection }, id);
  if (!declared) return undefined;
  const document = await vscode.workspace.openTextDocument(declared.uri);
  const uri = declared.uri.toString();
  const build = built(workspace, { uri, offset: document.offsetAt(declared.range.start) });
  const place = workspace.locate(declared.uri);
  return build && place && vscode.Uri.joinPath(place.uri, build.folder).fsPath;
}

/** Does not wait for the end, which for some is when somebody closes the terminal. */
async function inTerminal(app: App, command: Invocation, name: string, ownTerminal: boolean): Promise<void> {
  await required(command.program);
  void guarded(app.log, () => runProgram(command, name, { env: app.connection.env(), ownTerminal }));
}
