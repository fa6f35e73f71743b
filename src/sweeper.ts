import { readBundled } from './bundled.ts';
import { nameBelow, readText } from './files.ts';
import { Schemas } from './language/schema/catalog.ts';
import { LoneFiles } from './language/spotless.ts';
import { handful, take } from './sweep.ts';
import type { Board } from './sweep.ts';

/** The thread of a `Sweep`: looks at files alone until none is left. What it cannot read is not spotless. */
export function sweep({ root, files, taken, spotless }: Board): void {
  const lone = new LoneFiles(new Schemas(readBundled));
  for (let from = take(taken); from < files.length; from = take(taken)) {
    for (const [index, file] of files.slice(from, from + handful).entries()) {
      const read = attempt(file);
      if (typeof read === 'object' && lone.isSpotless(nameBelow(root, file), read.text)) spotless[from + index] = 1;
    }
  }
}

function attempt(file: string): ReturnType<typeof readText> | undefined {
  try {
    return readText(file);
  } catch {
    return undefined;
  }
}
