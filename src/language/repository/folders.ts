import { folderOf, foldersUpward, nameOf } from './paths.ts';

/** The folders that exist because files stand in them. Adding and removing a file costs its depth. */
export class Folders {
  readonly #files = new Map<string, number>();
  /** Folder → names of the files and folders right in it. */
  readonly #children = new Map<string, Set<string>>();

  add(path: string): void {
    this.#link(path);
    for (const folder of foldersUpward(folderOf(path))) {
      const count = this.#files.get(folder) ?? 0;
      this.#files.set(folder, count + 1);
      if (count === 0 && folder !== '') this.#link(folder);
    }
  }

  remove(path: string): void {
    this.#unlink(path);
    for (const folder of foldersUpward(folderOf(path))) {
      const left = (this.#files.get(folder) ?? 0) - 1;
      if (left > 0) this.#files.set(folder, left);
      else {
        this.#files.delete(folder);
        if (folder !== '') this.#unlink(folder);
      }
    }
  }

  has(folder: string): boolean {
    return folder === '' || this.#files.has(folder);
  }

  /** All folders, the root left out. */
  *all(): Generator<string> {
    for (const folder of this.#files.keys()) if (folder !== '') yield folder;
  }

  /** The paths of the files and folders right in a folder, in the order of Go's `filepath.Walk`: by bytes of the name. */
  children(folder: string): readonly string[] {
    const names = [...(this.#children.get(folder) ?? [])].sort();
    return folder === '' ? names : names.map((it) => `${folder}/${it}`);
  }

  #link(path: string): void {
    const folder = folderOf(path);
    const names = this.#children.get(folder);
    if (names) names.add(nameOf(path));
    else this.#children.set(folder, new Set([nameOf(path)]));
  }

  #unlink(path: string): void {
    const folder = folderOf(path);
    const names = this.#children.get(folder);
    names?.delete(nameOf(path));
    if (names?.size === 0) this.#children.delete(folder);
  }
}
