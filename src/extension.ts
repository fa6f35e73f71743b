import * as vscode from 'vscode';
import { readBundled } from './bundled.ts';
import { namesOf } from './cluster/glance.ts';
import { Behind } from './editor/behind.ts';
import { registerClusterDiagnostics } from './editor/clusterDiagnostics.ts';
import { registerBuildComparisons } from './editor/buildComparisons.ts';
import { registerBuilds } from './editor/builds.ts';
import { registerClusterSchemas } from './editor/clusterSchemas.ts';
import type { App } from './editor/app.ts';
import { registerComparisons } from './editor/comparisons.ts';
import { registerCommands } from './editor/commands.ts';
import { Connection } from './editor/connection.ts';
import { DetailsPanels } from './editor/detailsPanel.ts';
import { registerDiagnostics } from './editor/diagnostics.ts';
import { registerDocuments } from './editor/documents.ts';
import { registerFeatures } from './editor/features.ts';
import { registerFiles } from './editor/files.ts';
import { registerContextKeys } from './editor/keys.ts';
import { followKubeconfig } from './editor/kubeconfigFiles.ts';
import { registerLenses } from './editor/lenses.ts';
import { Sidebar } from './editor/sidebar.ts';
import { SidebarLook } from './editor/sidebarLook.ts';
import { restUnwatched } from './editor/unwatched.ts';
import { Workspace } from './editor/workspace.ts';
import { Schemas } from './language/schema/catalog.ts';
import { Texts } from './language/schema/texts.ts';

/** Desktop and remote: everything. Builds and connects; reads, contacts and decides nothing. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Fluxwright', { log: true });
  const schemas = new Schemas(readBundled);
  const connection = new Connection(context.workspaceState, log);
  const live = (kind: string) => namesOf(connection.live, kind);
  const workspace = new Workspace({ schemas, texts: new Texts(readBundled), live });
  const look = new SidebarLook(context.workspaceState);
  const behind = new Behind();
  const details = new DetailsPanels({ workspace, connection }, behind);
  const sidebar = new Sidebar({ connection, look, log });
  const app: App = { workspace, connection, log, details, look, reveal: (target) => sidebar.reveal(target) };
  context.subscriptions.push(
    log,
    workspace,
    connection,
    registerDiagnostics(workspace, log),
    registerFiles(workspace, log),
    registerFeatures(workspace),
    registerDocuments(app),
    registerBuilds(workspace),
    registerBuildComparisons(workspace),
    followKubeconfig(connection, log),
    restUnwatched(connection, sidebar.view, details),
    sidebar,
    registerComparisons(app),
    details,
    look,
    behind,
    registerLenses(app, behind),
    registerClusterDiagnostics(app),
    registerCommands(app),
    registerContextKeys(workspace, look),
    registerClusterSchemas(app, schemas, context.globalStorageUri),
  );
}
