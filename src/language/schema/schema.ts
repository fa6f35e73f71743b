/**
 * What the API server knows of one field: a structural schema (Kubernetes apiextensions/v1 `JSONSchemaProps`) without the sentences of other
 * people. Absent members say nothing.
 */
export interface Schema {
  /** Absent where any type will do, and for `intOrString`. */
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';
  /** Name of a definition in the same bundle, which holds instead of everything else here. Definitions may be recursive. */
  readonly ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  /** Of lists. */
  readonly items?: Schema;
  /** Of maps: what any key may hold. `true`: anything. */
  readonly additional?: Schema | true;
  readonly enum?: readonly unknown[];
  /** In RE2's syntax. */
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: boolean;
  readonly exclusiveMaximum?: boolean;
  readonly multipleOf?: number;
  /** In characters, as Go counts runes. */
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly uniqueItems?: boolean;
  readonly default?: unknown;
  readonly nullable?: boolean;
  readonly intOrString?: boolean;
  /** Fields that no schema names are kept as they are. */
  readonly preserve?: boolean;
  /** The value is an object with `apiVersion`, `kind` and `metadata` of its own. */
  readonly embedded?: boolean;
  readonly listType?: 'atomic' | 'set' | 'map';
  /** What tells the items of a `map` list apart. */
  readonly listMapKeys?: readonly string[];
  readonly rules?: readonly CelRule[];
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly not?: Schema;
  /** What the field does, in our words, as Markdown. */
  readonly text?: string;
  /** The Flux minor that brought the field, such as `2.9`; absent: 2.2 had it. Fields below came with it, or later. */
  readonly since?: string;
  /** Why nobody should use the field any more. */
  readonly deprecated?: string;
}

/** One of `x-kubernetes-validations`. */
export interface CelRule {
  readonly rule: string;
  readonly message?: string;
  /** CEL that gives the message. */
  readonly messageExpression?: string;
  readonly fieldPath?: string;
  readonly reason?: string;
  /** Whether `oldSelf` may be absent. */
  readonly optionalOldSelf?: boolean;
}

/** The schema of one kind in one version, and where it comes from. */
export interface KindSchema {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly schema: Schema;
  /** What `ref` names, for this schema and all below it. */
  readonly definitions: Readonly<Record<string, Schema>>;
  /** `undefined`: not known. */
  readonly namespaced: boolean | undefined;
  /**
   * Whether Flux normalises objects of the kind (RULES.md 3.0): then unknown fields are dropped in silence. Other kinds are judged by the
   * API server, which refuses unknown fields.
   */
  readonly normalised: boolean;
  readonly origin: Origin;
  /** The folder of the chart whose values these are, and no object at all. */
  readonly chart?: string;
}

/** Who says so: what Fluxwright brings, a file of the repository, or the connected cluster. Later ones win. */
export type Origin =
  | { readonly from: 'bundle'; readonly product: string; readonly version: string }
  | { readonly from: 'file'; readonly path: string }
  | { readonly from: 'cluster'; readonly context: string };

/** Where schemas are looked up. Synchronous; what is read lazily costs a few milliseconds once for each file of the bundle. */
export interface SchemaCatalog {
  /** `undefined` for kinds and versions that nobody describes: unknown is not wrong. */
  find(group: string, version: string, kind: string): KindSchema | undefined;
  /** Every known kind in every known version, the preferred version first. */
  kinds(): readonly KindName[];
  /** What every object has, also of a kind that nobody describes: header and metadata, and beside them anything. */
  anyObject(group: string, version: string, kind: string): KindSchema;
  /** Whether any known kind is of the group. */
  hasGroup(group: string): boolean;
  /** What a CRD of the repository says of a field of its kind, in the words of its authors. In the path `[]` is an item. */
  describe(kind: KindSchema, path: readonly string[]): string | undefined;
}

/** A kind in a version, without its schema. */
export interface KindName {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly namespaced: boolean | undefined;
}

/**
 * Gives the text of one file of the bundle, such as `facts/index.json`; `undefined` where there is none. The entry passes one in, because
 * the language layer reads no files.
 */
export type BundleReader = (file: string) => string | undefined;
