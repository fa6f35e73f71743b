import * as vscode from 'vscode';
import { Disk, isYaml } from './disk.ts';
import { uriOf, type Folder, type Workspace } from './workspace.ts';

/** How long what happens on disk is collected, in milliseconds. */
const rest = 50;
/** From so many files on, what happens at once on disk is not trusted to be reported whole. */
const burst = 16;
/** How long the disk is quiet before it is looked at again, in milliseconds. */
const quiet = 500;

/** Keeps every repository equal to what is in the editors and on disk. Open documents win over disk. */
export function registerFiles(workspace: Workspace, log: vscode.LogOutputChannel): vscode.Disposable {
  const disk = new Disk(workspace);
  const changes = collectChanges(workspace, disk, log);
  const watcher = vscode.workspace.createFileSystemWatcher('**/*');
  return vscode.Disposable.from(
    watcher,
    changes,
    watcher.onDidCreate(changes.touch),
    watcher.onDidChange(changes.touch),
    watcher.onDidDelete(changes.touch),
    vscode.workspace.onDidOpenTextDocument((document) => setFromDocument(workspace, document)),
    vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.contentChanges.length > 0) setFromDocument(workspace, event.document);
    }),
    // What was typed and not saved is gone with the editor: disk counts again.
    vscode.workspace.onDidCloseTextDocument((document) => changes.touch(document.uri)),
    vscode.workspace.onDidChangeWorkspaceFolders((event) => {
      for (const folder of event.removed) workspace.remove(folder.uri);
      for (const folder of event.added) void readFolder(workspace, disk, workspace.add(folder.uri), log);
    }),
    ...(vscode.workspace.workspaceFolders ?? []).map((folder) => {
      void readFolder(workspace, disk, workspace.add(folder.uri), log);
      return { dispose: () => workspace.remove(folder.uri) };
    }),
  );
}

/**
 * Collects what happens on disk: a branch switch reports thousands of files within milliseconds. They are read together, one lot after the other,
 * so that what was read first is not what stays. Where many files or a folder came, some went unreported, because the editor begins to
 * watch a new folder after files were put there: once the disk is quiet, all of it is compared.
 */
function collectChanges(workspace: Workspace, disk: Disk, log: vscode.LogOutputChannel) {
  const pending = new Map<string, vscode.Uri>();
  let isDoubtful = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = async () => {
    const uris = [...pending.values()];
    pending.clear();
    const touched = uris.length > 0 ? await disk.readReported(uris) : await disk.readChanged(workspace.folders);
    isDoubtful = uris.length > 0 && (isDoubtful || uris.length >= burst || touched.length > uris.length);
    // Told once: what is found halfway through a branch switch is wrong by its end.
    workspace.announce(touched);
  };
  const ended = () => {
    timer = undefined;
    if (pending.size > 0) schedule(rest);
    else if (isDoubtful) schedule(quiet);
  };
  const failed = (error: unknown) => log.error(String(error));
  const schedule = (pause: number) => {
    timer ??= setTimeout(() => void flush().catch(failed).finally(ended), pause);
  };
  return {
    touch: (uri: vscode.Uri) => {
      if (/\/(\.git|node_modules)(\/|$)/.test(uri.path)) return;
      pending.set(uri.toString(), uri);
      schedule(rest);
    },
    dispose: () => {
      pending.clear();
      isDoubtful = false;
      clearTimeout(timer);
    },
  };
}

async function readFolder(
  workspace: Workspace,
  disk: Disk,
  folder: Folder,
  log: vscode.LogOutputChannel,
): Promise<void> {
  const started = Date.now();
  const task = async () => {
    const read = await disk.readChanged([folder]);
    folder.repository.setGitConfig(await gitConfig(folder.uri));
    for (const document of vscode.workspace.textDocuments) setFromDocument(workspace, document, false);
    log.info(`Read ${read.length} files in ${Date.now() - started} ms.`);
    workspace.announce(read);
  };
  const options = { location: vscode.ProgressLocation.Window, title: 'Fluxwright: reading the repository' };
  await Promise.resolve(vscode.window.withProgress(options, task)).catch((error: unknown) => log.error(String(error)));
}

/** The settings of the Git repository at a folder: its remotes tell which sources are this repository. */
async function gitConfig(folder: vscode.Uri): Promise<string> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, '.git', 'config')));
  } catch {
    return '';
  }
}

function setFromDocument(workspace: Workspace, document: vscode.TextDocument, announce = true): void {
  const place = document.languageId === 'yaml' || isYaml(document.uri) ? workspace.locate(document.uri) : undefined;
  if (!place) return;
  const text = document.getText();
  if (place.repository.text(place.path) === text) return;
  const spreads = place.repository.set(place.path, text);
  if (announce) workspace.announce([uriOf(place, place.path)], spreads);
}
