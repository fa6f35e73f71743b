import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The text of a file that Fluxwright brings, such as `facts/index.json`; `undefined` where there is none. They lie in `schemas/` beside the
 * bundles, as in `src/`.
 */
export function readBundled(file: string): string | undefined {
  try {
    return readFileSync(join(import.meta.dirname, 'schemas', file), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
