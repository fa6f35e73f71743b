import * as vscode from 'vscode';
import { largestText } from '../language/repository/repository.ts';
import { uriOf, type Folder, type Workspace } from './workspace.ts';

const batchSize = 64;
const excluded = '**/{.git,node_modules}/**';

/** Keeps every repository equal to what is in the editors and on disk. Open documents win over disk. */
export function registerFiles(workspace: Workspace, log: vscode.LogOutputChannel): vscode.Disposable {
  const pending = new Map<string, vscode.Uri>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const flush = async () => {
    timer = undefined;
    const uris = [...pending.values()];
    pending.clear();
    for (let at = 0; at < uris.length; at += batchSize) {
      const batch = uris.slice(at, at + batchSize);
      await Promise.all(batch.map((uri) => refresh(workspace, uri)));
      workspace.announce(batch);
    }
  };
  // A branch switch reports thousands of files within milliseconds: they are read together.
  const touch = (uri: vscode.Uri) => {
    if (/\/(\.git|node_modules)(\/|$)/.test(uri.path)) return;
    pending.set(uri.toString(), uri);
    timer ??= setTimeout(() => void flush().catch((error: unknown) => log.error(String(error))), 50);
  };

  const watcher = vscode.workspace.createFileSystemWatcher('**/*');
  return vscode.Disposable.from(
    watcher,
    watcher.onDidCreate(touch),
    watcher.onDidChange(touch),
    watcher.onDidDelete(touch),
    vscode.workspace.onDidOpenTextDocument((document) => setFromDocument(workspace, document)),
    vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.contentChanges.length > 0) setFromDocument(workspace, event.document);
    }),
    // What was typed and not saved is gone with the editor: disk counts again.
    vscode.workspace.onDidCloseTextDocument((document) => touch(document.uri)),
    vscode.workspace.onDidChangeWorkspaceFolders((event) => {
      for (const folder of event.removed) workspace.remove(folder.uri);
      for (const folder of event.added) void readFolder(workspace, workspace.add(folder.uri), log);
    }),
    { dispose: () => clearTimeout(timer) },
    ...(vscode.workspace.workspaceFolders ?? []).map((folder) => {
      void readFolder(workspace, workspace.add(folder.uri), log);
      return { dispose: () => workspace.remove(folder.uri) };
    }),
  );
}

async function readFolder(workspace: Workspace, folder: Folder, log: vscode.LogOutputChannel): Promise<void> {
  const started = Date.now();
  const task = async () => {
    const uris = await vscode.workspace.findFiles(new vscode.RelativePattern(folder.uri, '**/*'), excluded);
    // Names first: with them `spec.path` can be judged, and no path is called missing because its text is still to come.
    for (const uri of uris) nameOnly(workspace, uri);
    const texts = uris.filter((it) => isYaml(it) || isIgnoreFile(it));
    for (let at = 0; at < texts.length; at += batchSize) {
      await Promise.all(texts.slice(at, at + batchSize).map((uri) => refresh(workspace, uri)));
    }
    folder.repository.setGitConfig(await gitConfig(folder.uri));
    for (const document of vscode.workspace.textDocuments) setFromDocument(workspace, document, false);
    log.info(`Read ${texts.length} YAML files of ${uris.length} files in ${Date.now() - started} ms.`);
    workspace.announce(texts);
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

function nameOnly(workspace: Workspace, uri: vscode.Uri): void {
  const place = workspace.locate(uri);
  if (place && place.repository.text(place.path) === undefined) place.repository.setName(place.path);
}

async function refresh(workspace: Workspace, uri: vscode.Uri): Promise<void> {
  const place = workspace.locate(uri);
  if (!place) return;
  const open = vscode.workspace.textDocuments.find((it) => it.uri.toString() === uri.toString());
  if (open && !open.isClosed) return void place.repository.set(place.path, open.getText());
  try {
    const stat = await vscode.workspace.fs.stat(uri);
    if (stat.type & vscode.FileType.Directory) return await refreshChildren(workspace, uri);
    if (!isYaml(uri) && !isIgnoreFile(uri)) return void place.repository.setName(place.path);
    // A character is at most four bytes: what is larger is not worth reading to find that it is too large.
    if (stat.size > 4 * largestText) return void place.repository.setName(place.path, 'too-large');
    const bytes = await vscode.workspace.fs.readFile(uri);
    const text = new TextDecoder().decode(bytes);
    if (isIgnoreFile(uri)) place.repository.setPlain(place.path, text);
    else place.repository.set(place.path, text);
  } catch {
    forget(place, place.path);
  }
}

/** A folder that was moved here arrives as one event. */
async function refreshChildren(workspace: Workspace, uri: vscode.Uri): Promise<void> {
  const inside = await vscode.workspace.findFiles(new vscode.RelativePattern(uri, '**/*'), excluded);
  await Promise.all(inside.map((it) => refresh(workspace, it)));
  workspace.announce(inside);
}

/** A deleted folder is one event too: everything below goes with it. */
function forget(folder: Folder, path: string): void {
  const below = folder.repository.isFile(path)
    ? []
    : [...folder.repository.paths()].filter((it) => it.startsWith(`${path}/`));
  for (const it of [path, ...below]) folder.repository.delete(it);
}

function setFromDocument(workspace: Workspace, document: vscode.TextDocument, announce = true): void {
  const place = document.languageId === 'yaml' || isYaml(document.uri) ? workspace.locate(document.uri) : undefined;
  if (!place) return;
  const text = document.getText();
  if (place.repository.text(place.path) === text) return;
  const spreads = place.repository.set(place.path, text);
  if (announce) workspace.announce([uriOf(place, place.path)], spreads);
}

function isYaml(uri: vscode.Uri): boolean {
  return /\.ya?ml$|\/Kustomization$/i.test(uri.path);
}

/** What the source leaves out decides what is built. */
function isIgnoreFile(uri: vscode.Uri): boolean {
  return uri.path.endsWith('/.sourceignore');
}
