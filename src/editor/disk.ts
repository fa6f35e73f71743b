import * as vscode from 'vscode';
import { isPlainRead } from '../language/repository/paths.ts';
import { largestText, type Repository } from '../language/repository/repository.ts';
import { uriOf, type Folder, type Place, type Workspace } from './workspace.ts';

const batchSize = 64;
const excluded = '**/{.git,node_modules}/**';

/**
 * Brings files from disk into the repositories. Documents that are open in an editor win over disk. Every answer is the files that may have come, changed
 * or gone; nobody has been told of them yet.
 */
export class Disk {
  readonly #workspace: Workspace;
  /** Of each file, when it was last changed and its size, as it was read. */
  readonly #stamps = new WeakMap<Repository, Map<string, string>>();

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  /** Reads files that were reported, and all that is, or was, below reported folders. */
  async readReported(uris: readonly vscode.Uri[]): Promise<readonly vscode.Uri[]> {
    const reported = uris.flatMap((it) => this.#workspace.locate(it) ?? []);
    for (const it of reported) this.#stampsOf(it.repository).delete(it.path);
    const folders = await inBatches(reported, async (it) => ((await isFolder(it)) ? [it] : []));
    const touched = await inBatches(reported, (it) => this.#read(it));
    // One search for all of them, because a search starts a program.
    const around = this.#workspace.folders.filter((it) =>
      folders.some(({ repository }) => repository === it.repository),
    );
    return around.length === 0 ? touched : [...touched, ...(await this.readChanged(around))];
  }

  /** Compares folders of the workspace with the disk, and reads what is not as it was read. */
  async readChanged(folders: readonly Folder[]): Promise<readonly vscode.Uri[]> {
    const touched: vscode.Uri[] = [];
    for (const folder of folders) for (const it of await this.#readChangedIn(folder)) touched.push(it);
    return touched;
  }

  async #readChangedIn(folder: Folder): Promise<readonly vscode.Uri[]> {
    const { repository } = folder;
    const found = await vscode.workspace.findFiles(new vscode.RelativePattern(folder.uri, '**/*'), excluded);
    const places = found.flatMap((it) => this.#workspace.locate(it) ?? []).filter((it) => it.repository === repository);
    const here = new Set(places.map((it) => it.path));
    const gone = [...repository.paths()].filter((it) => !here.has(it)).map((path) => ({ ...folder, path }));
    const come = places.filter((it) => !repository.isFile(it.path));
    // Names first: with them `spec.path` can be judged, and no path is called missing because its text is still to come.
    for (const it of come) repository.setName(it.path);
    const texts = places.filter((it) => isRead(uriOf(it, it.path)));
    const others = come.filter((it) => !isRead(uriOf(it, it.path)));
    const touched = await inBatches([...gone, ...texts], (it) => this.#read(it));
    return [...touched, ...others.map((it) => uriOf(it, it.path))];
  }

  async #read(place: Place): Promise<readonly vscode.Uri[]> {
    const { repository, path } = place;
    const uri = uriOf(place, path);
    if (setFromEditor(place, uri)) return [uri];
    const stamps = this.#stampsOf(repository);
    try {
      const { type, size, mtime } = await vscode.workspace.fs.stat(uri);
      if (type & vscode.FileType.Directory) return [];
      const stamp = `${mtime} ${size}`;
      if (stamps.get(path) === stamp) return [];
      // A file may stand where a folder was.
      const gone = repository.folders.has(path) ? this.#forget(place, path) : [];
      await setFromDisk(place, uri, size);
      stamps.set(path, stamp);
      return [uri, ...gone];
    } catch {
      return this.#forget(place, path);
    }
  }

  /** A deleted folder is one event: everything below goes with it. */
  #forget(folder: Folder, path: string): readonly vscode.Uri[] {
    const { repository } = folder;
    const below = repository.isFile(path) ? [] : [...repository.paths()].filter((it) => it.startsWith(`${path}/`));
    return [path, ...below].map((it) => {
      repository.delete(it);
      this.#stampsOf(repository).delete(it);
      return uriOf(folder, it);
    });
  }

  #stampsOf(repository: Repository): Map<string, string> {
    const stamps = this.#stamps.get(repository) ?? new Map<string, string>();
    this.#stamps.set(repository, stamps);
    return stamps;
  }
}

/** Whether the text of a file matters, beside its name. */
function isRead(uri: vscode.Uri): boolean {
  return isYaml(uri) || isPlainRead(uri.path);
}

async function isFolder(place: Place): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uriOf(place, place.path))).type & vscode.FileType.Directory) !== 0;
  } catch {
    return false;
  }
}

async function setFromDisk(place: Place, uri: vscode.Uri, size: number): Promise<void> {
  const { repository, path } = place;
  if (!isRead(uri)) return void repository.setName(path);
  // A character is at most four bytes: what is larger is not worth reading to find that it is too large.
  if (size > 4 * largestText) return void repository.setName(path, 'too-large');
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  // It may have been opened, and typed into, while it was read.
  if (setFromEditor(place, uri)) return;
  setText(place, text);
}

/** Whether the file is open in an editor, whose text then counts. */
function setFromEditor(place: Place, uri: vscode.Uri): boolean {
  const open = vscode.workspace.textDocuments.find((it) => it.uri.toString() === uri.toString());
  if (!open || open.isClosed) return false;
  const { repository, path } = place;
  if (open.languageId === 'yaml' || isRead(uri)) setText(place, open.getText());
  else if (!repository.isFile(path)) repository.setName(path);
  return true;
}

function setText({ repository, path }: Place, text: string): void {
  if (isPlainRead(path)) repository.setPlain(path, text);
  else repository.set(path, text);
}

/** What `ask` gives for each, in order, a batch at a time. */
async function inBatches<T, R>(all: readonly T[], ask: (it: T) => Promise<readonly R[]>): Promise<readonly R[]> {
  const given: R[] = [];
  for (let at = 0; at < all.length; at += batchSize) {
    for (const it of await Promise.all(all.slice(at, at + batchSize).map(ask))) given.push(...it);
  }
  return given;
}

/** Whether a file is one of ours by its name. */
export function isYaml(uri: vscode.Uri): boolean {
  return /\.ya?ml$|\/Kustomization$/i.test(uri.path);
}
