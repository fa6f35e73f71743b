import * as vscode from 'vscode';
import { Repository } from '../language/repository/repository.ts';
import type { Knowledge } from '../language/repository/knowledge.ts';

/** A folder of the workspace with the repository that is in it. */
export interface Folder {
  readonly uri: vscode.Uri;
  readonly repository: Repository;
}

/** A file of a folder: the place where URIs of the editor meet paths of the language layer. */
export interface Place extends Folder {
  /** Relative to the folder, with `/`. */
  readonly path: string;
}

/** Files whose text has changed, or who came or went. */
export interface Change {
  readonly uris: readonly vscode.Uri[];
  /** Whether something has changed that other files look at. */
  readonly spreads: boolean;
}

/** One repository per folder of the workspace. */
export class Workspace implements vscode.Disposable {
  readonly #folders = new Map<string, Folder>();
  /** For documents outside of all folders. */
  readonly #alone = new WeakMap<vscode.TextDocument, Repository>();
  readonly #changed = new vscode.EventEmitter<Change>();
  readonly onDidChange = this.#changed.event;
  readonly #knowledge: Knowledge;

  constructor(knowledge: Knowledge) {
    this.#knowledge = knowledge;
  }

  get folders(): readonly Folder[] {
    return [...this.#folders.values()];
  }

  add(uri: vscode.Uri): Folder {
    const folder = { uri, repository: new Repository(this.#knowledge) };
    this.#folders.set(uri.toString(), folder);
    return folder;
  }

  /** Forgets a folder, and tells the listeners that its files are gone. */
  remove(uri: vscode.Uri): void {
    const folder = this.#folders.get(uri.toString());
    this.#folders.delete(uri.toString());
    if (folder) this.announce([...folder.repository.paths()].map((it) => uriOf(folder, it)));
  }

  /** The innermost folder that holds a file, and the file's path in it; `undefined` for files outside. */
  locate(uri: vscode.Uri): Place | undefined {
    const inside = this.folders.filter(
      (it) => it.uri.scheme === uri.scheme && it.uri.authority === uri.authority && contains(it.uri, uri),
    );
    const folder = inside.sort((a, b) => b.uri.path.length - a.uri.path.length)[0];
    return folder && { ...folder, path: uri.path.slice(withSlash(folder.uri.path).length) };
  }

  /** The place of a document: in its folder, or in a repository of its own where no folder holds it, such as a file never saved. */
  placeOf(document: vscode.TextDocument): Place {
    const place = this.locate(document.uri);
    if (place) return place;
    const repository = this.#alone.get(document) ?? new Repository(this.#knowledge);
    this.#alone.set(document, repository);
    const path = document.uri.path.split('/').at(-1) || 'untitled.yaml';
    repository.set(path, document.getText());
    return { uri: document.uri, repository, path };
  }

  /** Tells the listeners, after repositories have been given new texts. */
  announce(uris: readonly vscode.Uri[], spreads = true): void {
    if (uris.length > 0) this.#changed.fire({ uris, spreads });
  }

  dispose(): void {
    this.#changed.dispose();
    this.#folders.clear();
  }
}

/** The URI of a path of the language layer. */
export function uriOf(folder: Folder, path: string): vscode.Uri {
  return vscode.Uri.joinPath(folder.uri, path);
}

function contains(folder: vscode.Uri, file: vscode.Uri): boolean {
  return file.path.startsWith(withSlash(folder.path));
}

function withSlash(path: string): string {
  return path.endsWith('/') ? path : `${path}/`;
}
