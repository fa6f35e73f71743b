import { Bundle } from './bundle.ts';
import type { BundleReader, KindName, KindSchema, SchemaCatalog } from './schema.ts';

/**
 * What Fluxwright knows of kinds without looking at the repository: what it brings. Without a reader nothing is known, and then nothing is
 * judged.
 */
export class Schemas implements SchemaCatalog {
  readonly bundle: Bundle;

  constructor(read: BundleReader = () => undefined) {
    this.bundle = new Bundle(read);
  }

  find(group: string, version: string, kind: string): KindSchema | undefined {
    return this.bundle.find(group, version, kind);
  }

  kinds(): readonly KindName[] {
    return this.bundle.kinds();
  }
}
