import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { isYamlPath } from './language/paths.ts';

/** What the threads of a sweep share: who takes which file next, and what was found. */
export interface Board {
  readonly root: string;
  /** The names of YAML files below it. */
  readonly files: readonly string[];
  /** One number: how many files have been taken. */
  readonly taken: Int32Array;
  /** For each file 1 where it is spotless by itself. */
  readonly spotless: Uint8Array;
}

/** How many files are taken at once. */
export const handful = 16;

/** Fewer files than this are not worth the start of a thread. */
const worthIt = 400;

/**
 * A look at each file alone, by other threads while this one reads all files and links them. Whoever is free takes the next files, so that no
 * processor waits; the result is the same however the work is shared.
 */
export class Sweep {
  readonly #board: Board;
  readonly #ends: readonly Promise<void>[];

  /** Starts at once. `files` are relative to the root; `program` is a file whose `main` calls `sweep` in a thread. */
  constructor(root: string, files: readonly string[], program: string) {
    const manifests = files.filter((it) => isYamlPath(it));
    this.#board = {
      root,
      files: manifests,
      taken: new Int32Array(new SharedArrayBuffer(4)),
      spotless: new Uint8Array(new SharedArrayBuffer(manifests.length)),
    };
    const threads = manifests.length < worthIt ? 0 : Math.min(4, availableParallelism() - 1);
    this.#ends = Array.from({ length: threads }, () => sweeper(program, this.#board));
  }

  /**
   * Calls `look` once for each path of the repository, and says whether the file is known to be spotless by itself. A path that nobody has
   * looked at yet is not.
   */
  async share(paths: readonly string[], look: (path: string, isSpotless: boolean) => void): Promise<void> {
    const { files, taken, spotless } = this.#board;
    const at = new Map(files.map((name, index) => [name, index]));
    const mine = new Set<number>();
    if (this.#ends.length > 0) {
      const wanted = new Set(paths);
      for (let from = take(taken); from < files.length; from = take(taken)) {
        for (const [index, name] of files.slice(from, from + handful).entries()) {
          if (wanted.has(name)) look(name, false);
          mine.add(from + index);
        }
      }
      await Promise.all(this.#ends);
    }
    for (const path of paths) {
      const index = at.get(path) ?? -1;
      if (!mine.has(index)) look(path, spotless[index] === 1);
    }
  }
}

/** Takes the next files; the number of the first of them, which is past the end when there are none. */
export function take(taken: Int32Array): number {
  return Atomics.add(taken, 0, handful);
}

/** A thread that ends with the files. One that fails has found nothing, and its files are looked at here. */
function sweeper(program: string, board: Board): Promise<void> {
  const worker = new Worker(program, { workerData: board });
  return new Promise((resolve) => {
    worker.once('error', () => resolve());
    worker.once('exit', () => resolve());
  });
}
