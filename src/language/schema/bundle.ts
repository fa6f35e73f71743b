import type { BundleReader, KindName, KindSchema, Schema } from './schema.ts';

/** What `facts/index.json` holds. */
export interface BundleIndex {
  /** What is described, and the version of it, by the name that rows use. */
  readonly products: Readonly<Record<string, { readonly name: string; readonly version: string }>>;
  readonly kinds: readonly BundleKind[];
  /** `group/version/Kind` of everything that Flux normalises (RULES.md 3.0), also what no row describes. */
  readonly normalised: readonly string[];
}

export interface BundleKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** Absent for what is a file and no object. */
  readonly namespaced?: boolean;
  /** A member of `products`. */
  readonly product: string;
  /** The file that holds the schema. */
  readonly file: string;
  /** Definition in that file; absent where the file's `schema` is meant. */
  readonly ref?: string;
  /** Whether an API server that serves several versions stores this one first. */
  readonly preferred?: boolean;
}

/** What any other file in `facts/` holds. */
export interface BundleFile {
  readonly schema?: Schema;
  /** Files whose definitions count as definitions of this one. */
  readonly uses?: readonly string[];
  readonly definitions?: Readonly<Record<string, Schema>>;
}

/** The schemas that Fluxwright brings. The index and each file are read once, when first asked for. */
export class Bundle {
  readonly #read: BundleReader;
  readonly #schemas = new Map<string, KindSchema>();
  readonly #files = new Map<string, BundleFile>();
  readonly #definitions = new Map<string, Readonly<Record<string, Schema>>>();
  #index: BundleIndex | undefined;
  #kinds: ReadonlyMap<string, BundleKind> | undefined;
  #normalised: ReadonlySet<string> | undefined;

  constructor(read: BundleReader) {
    this.#read = read;
  }

  find(group: string, version: string, kind: string): KindSchema | undefined {
    const id = idOf(group, version, kind);
    const known = this.#schemas.get(id);
    if (known !== undefined) return known;
    this.#kinds ??= new Map(this.index.kinds.map((it) => [idOf(it.group, it.version, it.kind), it]));
    const row = this.#kinds.get(id);
    const found = row && this.#load(row);
    if (found !== undefined) this.#schemas.set(id, found);
    return found;
  }

  kinds(): readonly KindName[] {
    return this.index.kinds.map(({ group, version, kind, namespaced }) => ({ group, version, kind, namespaced }));
  }

  /** Whether Flux normalises objects of the kind, known to the bundle or not. */
  isNormalised(group: string, version: string, kind: string): boolean {
    this.#normalised ??= new Set(this.index.normalised);
    return this.#normalised.has(idOf(group, version, kind));
  }

  /** What every custom resource may hold under `metadata`, and all that it names; anything where the bundle does not say. */
  get metadata(): Readonly<Record<string, Schema>> {
    const known = this.#definitionsOf(metadataFile);
    return known[metadataRef] === undefined ? anyMetadata : known;
  }

  get index(): BundleIndex {
    return (this.#index ??= (this.#parse('index.json') as BundleIndex | undefined) ?? noIndex);
  }

  #load(row: BundleKind): KindSchema | undefined {
    const { group, version, kind, namespaced } = row;
    const file = this.#file(row.file);
    const schema = row.ref === undefined ? file.schema : file.definitions?.[row.ref];
    if (schema === undefined) return undefined;
    const product = this.index.products[row.product];
    return {
      ...{ group, version, kind, schema, namespaced },
      definitions: this.#definitionsOf(row.file),
      normalised: this.isNormalised(group, version, kind),
      origin: { from: 'bundle', product: product?.name ?? row.product, version: product?.version ?? '' },
    };
  }

  #file(name: string): BundleFile {
    const known = this.#files.get(name);
    if (known !== undefined) return known;
    const file = (this.#parse(name) as BundleFile | undefined) ?? {};
    this.#files.set(name, file);
    return file;
  }

  #definitionsOf(name: string): Readonly<Record<string, Schema>> {
    const known = this.#definitions.get(name);
    if (known !== undefined) return known;
    const file = this.#file(name);
    const used = (file.uses ?? []).map((it) => this.#definitionsOf(it));
    const [first] = used;
    // Kinds that define nothing share the definitions they use.
    const isShared = file.definitions === undefined && used.length === 1;
    const entries = [...used, file.definitions ?? {}].flatMap((it) => Object.entries(it));
    const all = isShared && first !== undefined ? first : Object.fromEntries(entries);
    this.#definitions.set(name, all);
    return all;
  }

  #parse(name: string): unknown {
    const text = this.#read(`facts/${name}`);
    return text === undefined ? undefined : JSON.parse(text);
  }
}

/** The file with `ObjectMeta` and what it names. */
export const metadataFile = 'metadata.json';

/** The definition that holds for `metadata` of every custom resource. */
export const metadataRef = 'meta.v1.ObjectMeta';

const anyMetadata = { [metadataRef]: { type: 'object', preserve: true } } as const;

const noIndex: BundleIndex = { products: {}, kinds: [], normalised: [] };

/** `group/version/Kind`, the group empty for the core group. */
export function idOf(group: string, version: string, kind: string): string {
  return `${group}/${version}/${kind}`;
}
