import { Bundle, idOf } from './bundle.ts';
import { customResource } from './crd.ts';
import type { CrdIndex } from './crds.ts';
import { inTheMannerOf } from './manner.ts';
import type { ClusterKind } from './openapi.ts';
import type { BundleReader, KindName, KindSchema, SchemaCatalog } from './schema.ts';

/**
 * What is known of kinds without looking at a repository: what Fluxwright brings, and what the connected cluster says. Without a reader and
 * a cluster nothing is known, and then nothing is judged.
 */
export class Schemas implements SchemaCatalog {
  readonly bundle: Bundle;
  #cluster: ReadonlyMap<string, KindSchema> = new Map();
  #kinds: readonly KindName[] | undefined;
  #groups: ReadonlySet<string> | undefined;

  constructor(read: BundleReader = () => undefined) {
    this.bundle = new Bundle(read);
  }

  find(group: string, version: string, kind: string): KindSchema | undefined {
    return this.inCluster(group, version, kind) ?? this.bundle.find(group, version, kind);
  }

  /** What the cluster alone says. */
  inCluster(group: string, version: string, kind: string): KindSchema | undefined {
    return this.#cluster.get(idOf(group, version, kind));
  }

  kinds(): readonly KindName[] {
    return (this.#kinds ??= unique([...this.#cluster.values(), ...this.bundle.kinds()]));
  }

  hasGroup(group: string): boolean {
    this.#groups ??= new Set(this.kinds().map((it) => it.group));
    return this.#groups.has(group);
  }

  anyObject(group: string, version: string, kind: string): KindSchema {
    const { name = '', version: release = '' } = this.bundle.index.products['kubernetes'] ?? {};
    return {
      ...{ group, version, kind, namespaced: undefined, normalised: false },
      schema: customResource({ type: 'object', preserve: true }),
      definitions: this.bundle.metadata,
      origin: { from: 'bundle', product: name, version: release },
    };
  }

  describe(): undefined {
    return undefined;
  }

  /** Takes the kinds of a context's cluster in the place of those that another gave; no kinds: no cluster. */
  setCluster(context: string, kinds: readonly ClusterKind[]): void {
    const origin = { from: 'cluster', context } as const;
    const found = kinds.map((it) => this.complete({ ...it, origin, definitions: {}, normalised: false }));
    this.#cluster = new Map(found.map((it) => [idOf(it.group, it.version, it.kind), it]));
    this.#kinds = undefined;
    this.#groups = undefined;
  }

  /** The schema of a custom resource with what no CRD says: the metadata that the API server knows, our order, and history. */
  complete(given: KindSchema): KindSchema {
    const { group, version, kind } = given;
    const model = this.bundle.find(group, version, kind);
    return {
      ...given,
      schema: model === undefined ? given.schema : inTheMannerOf(model.schema, given.schema),
      definitions: this.bundle.metadata,
      normalised: this.bundle.isNormalised(group, version, kind),
    };
  }
}

/** What is known of kinds in one repository: its own CRDs win over what Fluxwright brings, and the cluster over both. */
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
    const cluster = this.#shared.inCluster(group, version, kind);
    if (cluster !== undefined) return cluster;
    const own = this.#crds.find(group, version, kind, this.#isReal);
    return own === undefined ? this.#shared.find(group, version, kind) : this.#completed(own);
  }

  kinds(): readonly KindName[] {
    const own = this.#crds.kinds(this.#isReal);
    return own.length === 0 ? this.#shared.kinds() : unique([...own, ...this.#shared.kinds()]);
  }

  hasGroup(group: string): boolean {
    return this.#shared.hasGroup(group) || this.#crds.kinds(this.#isReal).some((it) => it.group === group);
  }

  anyObject(group: string, version: string, kind: string): KindSchema {
    return this.#shared.anyObject(group, version, kind);
  }

  describe(kind: KindSchema, path: readonly string[]): string | undefined {
    return this.#crds.describe(kind, path);
  }

  #completed(own: KindSchema): KindSchema {
    const known = this.#complete.get(own) ?? this.#shared.complete(own);
    this.#complete.set(own, known);
    return known;
  }
}

function unique(kinds: readonly KindName[]): readonly KindName[] {
  const names = kinds.map(({ group, version, kind, namespaced }) => ({ group, version, kind, namespaced }));
  return [...new Map(names.map((it) => [idOf(it.group, it.version, it.kind), it])).values()];
}
