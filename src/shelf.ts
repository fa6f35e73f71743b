import { isUtf8 } from 'node:buffer';
import { TextReader } from './files.ts';
import type { Unreadable } from './language/repository/repository.ts';

/** What threads share that read the same files: the bytes of what one of them has read, as UTF-8. */
export interface Shelf {
  readonly root: string;
  /** The names of the files below it. */
  readonly files: readonly string[];
  /** One `State` for each file. */
  readonly states: Int32Array;
  /** Where the bytes of each file start and end. */
  readonly places: Int32Array;
  readonly bytes: Uint8Array;
  /** How many of the bytes are given away. */
  readonly used: Int32Array;
}

const free = 0;
/** Somebody reads it, or has found that its bytes are not for the shelf. */
const taken = 1;
const there = 2;

/** So much of a repository lies there; the rest of a larger one is read by each thread. Memory that nobody uses is not there. */
const room = 24 * 1024 * 1024;

/** An empty shelf for files below a root. */
export function shelfOf(root: string, files: readonly string[]): Shelf {
  return {
    root,
    files,
    states: shared(files.length),
    places: shared(2 * files.length),
    bytes: new Uint8Array(new SharedArrayBuffer(room)),
    used: shared(1),
  };
}

function shared(length: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(length * Int32Array.BYTES_PER_ELEMENT));
}

/** One thread's way to the files of a shelf. Nobody waits for another: what is being read elsewhere is read here as well. */
export class ShelfReader {
  readonly #shelf: Shelf;
  readonly #reader: TextReader;

  constructor(shelf: Shelf) {
    this.#shelf = shelf;
    this.#reader = new TextReader(shelf.root);
  }

  /** The text of the file at a position, or why it has none. Throws what the file system throws. */
  read(index: number): { readonly text: string } | Unreadable {
    if (this.#take(index)) this.#put(index);
    const { files, states, places, bytes } = this.#shelf;
    if (Atomics.load(states, index) !== there) return this.#reader.read(files[index] ?? '');
    const [start = 0, end = 0] = [places[2 * index], places[2 * index + 1]];
    return { text: Buffer.from(bytes.buffer, start, end - start).toString() };
  }

  /** Puts on the shelf what nobody has read yet, the last file first, since others begin with the first. */
  fill(): void {
    for (let index = this.#shelf.files.length - 1; index >= 0; index--) if (this.#take(index)) this.#put(index);
  }

  #take(index: number): boolean {
    return Atomics.compareExchange(this.#shelf.states, index, free, taken) === free;
  }

  /** What cannot be read, is large, is no UTF-8 or finds no room is left to whoever needs it. */
  #put(index: number): void {
    const { files, states, places, bytes, used } = this.#shelf;
    const content = this.#reader.small(files[index] ?? '');
    if (content === undefined || !isUtf8(content)) return;
    const start = Atomics.add(used, 0, content.length);
    if (start + content.length > bytes.length) return;
    bytes.set(content, start);
    places[2 * index] = start;
    places[2 * index + 1] = start + content.length;
    Atomics.store(states, index, there);
  }
}
