import { readBundled } from './bundled.ts';
import { Schemas } from './language/schema/catalog.ts';
import { LoneFiles } from './language/repository/spotless.ts';
import { ShelfReader } from './shelf.ts';
import { takeFiles } from './sweep.ts';
import type { Board } from './sweep.ts';

/** The thread of a `Sweep`: helps to read the files, then looks at files alone until none is left. What it cannot read is not spotless. */
export function sweep(board: Board): void {
  const reader = new ShelfReader(board.shelf);
  reader.fill();
  const lone = new LoneFiles(new Schemas(readBundled));
  for (const index of takeFiles(board)) {
    const name = board.shelf.files[index] ?? '';
    const read = attempt(() => reader.read(index));
    if (typeof read === 'object' && lone.isSpotless(name, read.text)) board.spotless[index] = 1;
  }
}

function attempt<T>(what: () => T): T | undefined {
  try {
    return what();
  } catch {
    return undefined;
  }
}
