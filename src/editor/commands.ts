import * as vscode from 'vscode';
import { nameOf } from '../cluster/cause.ts';
import type { Row } from '../cluster/row.ts';
import type { FluxAction } from '../flux/commands.ts';
import type { ObjectId } from '../flux/objects.ts';
import { actOn } from './bulk.ts';
import type { App } from './app.ts';
import { compareBuild } from './buildComparisons.ts';
import { showBuild } from './builds.ts';
import { compareWithFile } from './comparisons.ts';
import { objectUri } from './documents.ts';
import { guarded, UserError } from './errors.ts';
import type { CommandId } from './ids.ts';
import { copyCommand, copyName, diffWithCluster, inspect, showLogs } from './inspect.ts';
import { migrateWorkspace } from './migrate.ts';
import { newApp } from './newApp.ts';
import { rollBackGit } from './rollBackGit.ts';
import { rollBackHelm } from './rollBackHelm.ts';
import { declarationOf, gone, goneError, targetOf, type ClusterObject } from './targets.ts';

type Command = (app: App, argument: unknown, selected?: unknown) => unknown;

/** Every command of the desktop and remote entry. `argument` is a row of the sidebar, a file, or nothing at all. */
const commands: Readonly<Record<CommandId, Command>> = {
  'fluxwright.newApp': (app, argument) => newApp(app, argument instanceof vscode.Uri ? argument : undefined),
  'fluxwright.reconcile': onObjects('reconcile'),
  'fluxwright.reconcileWithSource': onObjects('reconcileWithSource'),
  'fluxwright.suspend': onObjects('suspend'),
  'fluxwright.resume': onObjects('resume'),
  'fluxwright.rollBackGit': onObject(rollBackGit),
  'fluxwright.rollBackHelm': onObject(rollBackHelm, 'HelmRelease'),
  'fluxwright.showDetails': onObject((app, target) => app.details.show(target)),
  'fluxwright.whyNotReady': onObject(tellWhy),
  'fluxwright.showObject': onObject(showObject),
  'fluxwright.compareWithFile': onObject(compareWithFile),
  'fluxwright.followEvents': onObject((app, target) => inspect(app, 'events', target)),
  'fluxwright.followLogs': onObject((app, target) => inspect(app, 'logs', target)),
  'fluxwright.trace': onObject((app, target) => inspect(app, 'trace', target)),
  'fluxwright.tree': onObject((app, target) => inspect(app, 'tree', target), 'Kustomization'),
  'fluxwright.diffWithCluster': onObject(diffWithCluster, 'Kustomization'),
  'fluxwright.followPodLogs': (app, argument) => showLogs(app, argument, false),
  'fluxwright.lastPodLogs': (app, argument) => showLogs(app, argument, true),
  'fluxwright.copyName': onAny((_, id) => copyName(id)),
  'fluxwright.copyCommand': onObject(copyCommand),
  'fluxwright.revealInCluster': onObject((app, target) => app.reveal(target)),
  'fluxwright.sortBy': (app) => app.look.askSorting(),
  'fluxwright.showBuild': showBuild,
  'fluxwright.compareBuild': compareBuild,
  'fluxwright.showFailing': (app) => app.look.set({ failingOnly: true }),
  'fluxwright.showAll': (app) => app.look.set({ failingOnly: false, filter: '' }),
  'fluxwright.filter': (app) => app.look.askFilter(),
  'fluxwright.groupBy': (app) => app.look.askGrouping(),
  'fluxwright.openManifest': onAny(openManifest),
  'fluxwright.selectContext': selectContext,
  'fluxwright.pinContext': (app, argument) => pinContext(app, argument, true),
  'fluxwright.unpinContext': (app, argument) => pinContext(app, argument, false),
  'fluxwright.reconnect': (app) => app.connection.reconnect(),
  'fluxwright.migrate': migrateWorkspace,
  'fluxwright.showLog': (app) => app.log.show(),
};

/** Registers the whole table, each command behind the door that shows errors. */
export function registerCommands(app: App): vscode.Disposable {
  const register = ([id, command]: [string, Command]) =>
    vscode.commands.registerCommand(id, (...args: unknown[]) => {
      // The palette gives no argument at all; a row that is gone when its menu is used comes as nothing.
      const [argument, selected] = args.length > 0 && (args[0] ?? undefined) === undefined ? [gone] : args;
      return guarded(app.log, () => command(app, argument, selected));
    });
  return vscode.Disposable.from(...Object.entries(commands).map(register));
}

/** An action of flux, on all rows that are selected. */
function onObjects(action: FluxAction): Command {
  return async (app, argument, selected) => {
    const rows = Array.isArray(selected) ? (selected as unknown[]).filter(isObjectRow) : [];
    const targets = await Promise.all((rows.length > 1 ? rows : [argument]).map((it) => targetOf(app, it)));
    await actOn(
      app,
      action,
      targets.filter((it) => it !== undefined),
    );
  };
}

/** Of several rows that are selected, only the one that was clicked is meant: each would open a page or ask questions. */
function onObject(work: (app: App, target: ClusterObject) => unknown, kind?: string): Command {
  return async (app, argument) => {
    const target = await targetOf(app, argument, kind);
    if (target) await work(app, target);
  };
}

/** Like `onObject`, and also on rows of what Flux has applied. */
function onAny(work: (app: App, id: ObjectId) => unknown): Command {
  return async (app, argument) => {
    const { applied } = (argument ?? {}) as Partial<Row>;
    const id = applied ?? (await targetOf(app, argument))?.id;
    if (id) await work(app, id);
  };
}

function isObjectRow(argument: unknown): boolean {
  return typeof argument === 'object' && argument !== null && (argument as { id?: unknown }).id !== undefined;
}

async function tellWhy(app: App, target: ClusterObject): Promise<void> {
  await app.connection.open(target.context);
  const { live, context, causes } = app.connection;
  const object =
    live?.get(target.id) ?? (await (await app.connection.api()).get(target.id, AbortSignal.timeout(10_000)));
  const cause = live && (await causes?.read(object));
  if (!cause) return void vscode.window.showInformationMessage(`${nameOf(target.id)} is well.`);
  const root = cause.root ?? target.id;
  const show = cause.root !== undefined && cause.chain.length > 1 ? `Show ${root.kind}` : 'Show details';
  const chosen = await vscode.window.showWarningMessage(`${cause.sentence} ${cause.advice}`, show);
  if (chosen !== undefined) await app.details.show({ id: root, ...(context === undefined ? {} : { context }) });
}

async function showObject({ connection }: App, target: ClusterObject): Promise<void> {
  if (!connection.at(target.context)) await connection.open(target.context);
  const uri = objectUri({ context: target.context ?? connection.context ?? '', id: target.id });
  await vscode.window.showTextDocument(uri, { preview: true });
}

async function openManifest(app: App, id: ObjectId): Promise<void> {
  const found = declarationOf(app, id);
  if (!found) throw new UserError(`No file in this workspace declares ${nameOf(id)}.`);
  await vscode.window.showTextDocument(found.uri, { selection: found.range, preview: true });
}

async function pinContext({ connection }: App, argument: unknown, pinned: boolean): Promise<void> {
  if (argument === gone) throw goneError();
  const named = (argument as { readonly context?: unknown } | undefined)?.context;
  const context = typeof named === 'string' ? named : connection.context;
  if (context === undefined) throw new UserError('Select a context first.');
  await connection.pin(context, pinned);
}

async function selectContext(app: App, argument: unknown): Promise<void> {
  const named = (argument as { readonly context?: unknown } | undefined)?.context;
  if (typeof named === 'string') return app.connection.open(named);
  const contexts = await app.connection.contexts();
  if (contexts.rows.length === 0) throw new UserError(contexts.problem ?? 'The kubeconfig has no contexts.');
  const items = contexts.rows.map((it) => ({
    label: it.name,
    description: it.name === app.connection.context ? 'in use' : '',
    detail: it.server,
  }));
  const chosen = await vscode.window.showQuickPick(items, { placeHolder: 'Cluster to look at', matchOnDetail: true });
  if (chosen) await app.connection.open(chosen.label);
}
