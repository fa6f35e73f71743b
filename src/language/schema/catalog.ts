import { Bundle, idOf } from './bundle.ts';
import type { CrdIndex } from './crds.ts';
import type { BundleReader, KindName, KindSchema, SchemaCatalog } from './schema.ts';

/**
 * What is known of kinds without looking at a repository: what Fluxwright brings. Without a reader nothing is known, and then nothing is
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

/** What is known of kinds in one repository: its own CRDs win over what Fluxwright brings. */
export class RepositorySchemas implements SchemaCatalog {
  readonly #shared: Schemas;
  readonly #crds: CrdIndex;
  readonly #isReal: (path: string) => boolean;
  readonly #complete = new WeakMap<KindSchema, KindSchema>();

  /** `isReal` tells whether a file holds objects, and no patches or templates. */
  constructor(shared: Schemas, crds: CrdIndex, isReal: (path: string) => boolean) {
    this.#shared = shared;
    this.#crds = crds;
    this.#isReal = isReal;
  }

  find(group: string, version: string, kind: string): KindSchema | undefined {
    const own = this.#crds.find(group, version, kind, this.#isReal);
    return own === undefined ? this.#shared.find(group, version, kind) : this.#withMetadata(own);
  }

  kinds(): readonly KindName[] {
    const own = this.#crds.kinds(this.#isReal);
    const all = new Map([...own, ...this.#shared.kinds()].map((it) => [idOf(it.group, it.version, it.kind), it]));
    return [...all.values()];
  }

  /** What the API server knows of metadata stands in no CRD. */
  #withMetadata(own: KindSchema): KindSchema {
    const known = this.#complete.get(own);
    if (known !== undefined) return known;
    const { group, version, kind } = own;
    const normalised = this.#shared.bundle.isNormalised(group, version, kind);
    const complete = { ...own, definitions: this.#shared.bundle.metadata, normalised };
    this.#complete.set(own, complete);
    return complete;
  }
}
