import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { TextReader } from './files.ts';
import type { ReadText } from './files.ts';
import { isYamlPath } from './language/repository/paths.ts';
import { shelfOf, ShelfReader } from './shelf.ts';
import type { Shelf } from './shelf.ts';

/** What the threads of a sweep share: who looks at which files, and what was found. */
export interface Board {
  /** The YAML files. */
  readonly shelf: Shelf;
  /** One `State` for each handful of files. */
  readonly states: Int32Array;
  /** For each file 1 where it is spotless by itself. */
  readonly spotless: Uint8Array;
}

/** How many files are taken at once. */
const handful = 16;

const free = 0;
const taken = 1;
const done = 2;

/** Fewer files than this are not worth the start of a thread, which has to read the schemas and warm up. */
const worthIt = 2000;

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
    const handfuls = Math.ceil(manifests.length / handful);
    this.#board = {
      shelf: shelfOf(root, manifests),
      states: new Int32Array(new SharedArrayBuffer(handfuls * Int32Array.BYTES_PER_ELEMENT)),
      spotless: new Uint8Array(new SharedArrayBuffer(manifests.length)),
    };
    const threads = manifests.length < worthIt ? 0 : Math.min(4, availableParallelism() - 1);
    this.#ends = Array.from({ length: threads }, () => sweeper(program, this.#board));
  }

  /** Reads files of the repository, those that another thread has read with its help. */
  reading(): ReadText {
    const { shelf } = this.#board;
    const positions = new Map(shelf.files.map((name, index) => [name, index]));
    const [shared, alone] = [new ShelfReader(shelf), new TextReader(shelf.root)];
    return (name) => {
      const index = positions.get(name);
      return index === undefined || this.#ends.length === 0 ? alone.read(name) : shared.read(index);
    };
  }

  /**
   * Calls `look` once for each path of the repository, and says whether the file is known to be spotless by itself. A path that nobody has
   * looked at yet is not. What the others have done comes first, what they are busy with comes last.
   */
  async share(paths: readonly string[], look: (path: string, isSpotless: boolean) => void): Promise<void> {
    const { shelf, states, spotless } = this.#board;
    const wanted = new Set(paths);
    const lookAt = (one: number): void => {
      const isDone = Atomics.load(states, one) === done;
      for (const index of filesOf(one, this.#board)) {
        const path = shelf.files[index] ?? '';
        if (wanted.delete(path)) look(path, isDone && spotless[index] === 1);
      }
    };
    const later: number[] = [];
    for (const one of states.keys()) {
      if (take(this.#board, one) || Atomics.load(states, one) === done) lookAt(one);
      else later.push(one);
    }
    await Promise.all(this.#ends);
    later.forEach(lookAt);
    for (const path of wanted) look(path, false);
  }
}

/** Takes the files of one handful after the other that nobody has taken, until there are none; they count as looked at when the next are asked for. */
export function* takeFiles(board: Board): Generator<number> {
  for (const one of board.states.keys()) {
    if (!take(board, one)) continue;
    yield* filesOf(one, board);
    Atomics.store(board.states, one, done);
  }
}

/** Whether a handful is now ours. */
function take({ states }: Board, one: number): boolean {
  return Atomics.compareExchange(states, one, free, taken) === free;
}

/** The positions of the files of a handful. */
function* filesOf(one: number, { shelf }: Board): Generator<number> {
  for (let at = one * handful; at < Math.min((one + 1) * handful, shelf.files.length); at++) yield at;
}

/** A thread that ends with the files. One that fails has found nothing, and its files are looked at here. */
function sweeper(program: string, board: Board): Promise<void> {
  const worker = new Worker(program, { workerData: board });
  return new Promise((resolve) => {
    worker.once('error', () => resolve());
    worker.once('exit', () => resolve());
  });
}
