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

  /** Gives `files`, which are relative to the root, to the threads. */
  constructor(root: string, files: readonly string[], threads: Threads) {
    const manifests = files.filter((it) => isYamlPath(it));
    const handfuls = Math.ceil(manifests.length / handful);
    this.#board = {
      shelf: shelfOf(root, manifests),
      states: new Int32Array(new SharedArrayBuffer(handfuls * Int32Array.BYTES_PER_ELEMENT)),
      spotless: new Uint8Array(new SharedArrayBuffer(manifests.length)),
    };
    this.#ends = threads.begin(this.#board);
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

/** Threads that get ready while files are still being listed. */
export class Threads {
  readonly #program: string;
  #workers: readonly Worker[] = [];
  #ends: readonly Promise<void>[] = [];

  /** `program` is a file that calls `sweep` in a thread, with the board that it is sent. */
  constructor(program: string) {
    this.#program = program;
  }

  /** Starts them when there is enough to do. */
  expect(files: number): void {
    if (files < worthIt || this.#workers.length > 0) return;
    this.#workers = Array.from({ length: Math.min(4, availableParallelism() - 1) }, () => new Worker(this.#program));
    this.#ends = this.#workers.map(endOf);
    // What has nothing to do yet keeps no program alive.
    for (const it of this.#workers) it.unref();
  }

  /** Lets them begin. Each promise is for one of them, and never rejects. */
  begin(board: Board): readonly Promise<void>[] {
    for (const it of this.#workers) {
      it.ref();
      it.postMessage(board);
    }
    return this.#ends;
  }
}

/** A thread ends with the files. One that fails has found nothing, and its files are looked at here. */
function endOf(worker: Worker): Promise<void> {
  return new Promise((resolve) => {
    worker.once('error', () => resolve());
    worker.once('exit', () => resolve());
  });
}
