import { folderOf, foldersUpward } from './paths.ts';

/** The folders that exist because files stand in them. Adding and removing a file costs its depth. */
export class Folders {
  readonly #files = new Map<string, number>();

  add(path: string): void {
    for (const folder of foldersUpward(folderOf(path))) this.#files.set(folder, (this.#files.get(folder) ?? 0) + 1);
  }

  remove(path: string): void {
    for (const folder of foldersUpward(folderOf(path))) {
      const left = (this.#files.get(folder) ?? 0) - 1;
      if (left > 0) this.#files.set(folder, left);
      else this.#files.delete(folder);
    }
  }

  has(folder: string): boolean {
    return folder === '' || this.#files.has(folder);
  }

  /** All folders, the root left out. */
  *all(): Generator<string> {
    for (const folder of this.#files.keys()) if (folder !== '') yield folder;
  }
}
