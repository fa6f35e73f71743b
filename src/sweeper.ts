import { readBundled } from './bundled.ts';
import { TextReader } from './files.ts';
import { Schemas } from './language/schema/catalog.ts';
import { LoneFiles } from './language/spotless.ts';
import { handful, take } from './sweep.ts';
import type { Board } from './sweep.ts';

/** The thread of a `Sweep`: looks at files alone until none is left. What it cannot read is not spotless. */
export function sweep({ root, files, taken, spotless }: Board): void {
  const reader = new TextReader(root);
  const lone = new LoneFiles(new Schemas(readBundled));
  for (let from = take(taken); from < files.length; from = take(taken)) {
    for (const [index, name] of files.slice(from, from + handful).entries()) {
      const read = attempt(() => reader.read(name));
      if (typeof read === 'object' && lone.isSpotless(name, read.text)) spotless[from + index] = 1;
    }
  }
}

function attempt<T>(what: () => T): T | undefined {
  try {
    return what();
  } catch {
    return undefined;
  }
}
