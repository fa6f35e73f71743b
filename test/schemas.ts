import { readBundled } from '../src/bundled.ts';
import { Schemas } from '../src/language/schema/catalog.ts';

/** The schemas that Fluxwright brings, read from the sources. One for a test file is enough: nothing in it changes. */
export const bundledSchemas = (): Schemas => new Schemas(readBundled);
