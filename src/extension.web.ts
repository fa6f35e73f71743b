import * as vscode from 'vscode';
import { registerBuilds, showBuild } from './editor/builds.ts';
import { registerDiagnostics } from './editor/diagnostics.ts';
import { guarded } from './editor/errors.ts';
import { registerFeatures } from './editor/features.ts';
import { registerFiles } from './editor/files.ts';
import type { CommandId } from './editor/ids.ts';
import { set } from './editor/keys.ts';
import { Workspace } from './editor/workspace.ts';
import { Schemas } from './language/schema/catalog.ts';
import { Texts } from './language/schema/texts.ts';

/** The browser: the language layer and the builds. What is not imported here is not there. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  // Takes the view of the cluster away, which nothing would fill here.
  set('fluxwright.inBrowser', true);
  const log = vscode.window.createOutputChannel('Fluxwright', { log: true });
  const bundled = await fetchBundled(vscode.Uri.joinPath(context.extensionUri, 'dist/schemas'), log);
  const read = (file: string) => bundled.get(file);
  const workspace = new Workspace({ schemas: new Schemas(read), texts: new Texts(read) });
  context.subscriptions.push(
    log,
    workspace,
    registerDiagnostics(workspace, log),
    registerFiles(workspace, log),
    registerFeatures(workspace),
    registerBuilds(workspace),
    register(log, 'fluxwright.showBuild', (argument) => showBuild({ workspace }, argument)),
    register(log, 'fluxwright.showLog', () => log.show()),
  );
}

function register(log: vscode.LogOutputChannel, id: CommandId, command: (argument: unknown) => unknown) {
  return vscode.commands.registerCommand(id, (argument: unknown) => guarded(log, () => command(argument)));
}

/** What a desktop reads when it is asked for, all at once: a browser cannot wait for it later. Without it no field is judged. */
async function fetchBundled(folder: vscode.Uri, log: vscode.LogOutputChannel): Promise<ReadonlyMap<string, string>> {
  const read = async (file: string) =>
    new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, file)));
  try {
    const files = JSON.parse(await read('files.json')) as readonly string[];
    return new Map(await Promise.all(files.map(async (file) => [file, await read(file)] as const)));
  } catch (error) {
    log.error(`No schemas: ${String(error)}`);
    return new Map();
  }
}
