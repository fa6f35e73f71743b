import { Cel, ValidationRule } from './cel.ts';
import { metadataSchema } from './metadata.ts';
import { Pattern } from './patterns.ts';
import type { KindSchema, Schema } from './schema.ts';

/** What a value must be. `any`: nothing is asked. */
export type Expected =
  'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean' | 'intOrString' | 'quantity' | 'any';

/** What the names in a mapping mean besides being keys: the metadata of an object, its labels or its annotations. */
export type Role = 'metadata' | 'labels' | 'annotations';

/** A schema made ready for quick questions. What lies below a field is made ready when it is first asked for, so schemas may be recursive. */
export class Check {
  readonly schema: Schema;
  readonly expected: Expected;
  /** Whether fields that nobody names are kept, or unknown to us, so that nothing can be said about them. */
  readonly open: boolean;
  readonly required: readonly string[];
  readonly enum: ReadonlySet<string | number | boolean | null> | undefined;
  readonly pattern: Pattern | undefined;
  readonly role: Role | undefined;
  readonly rules: readonly ValidationRule[];
  /** Whether there is more to ask than the type and the fields. */
  readonly more: boolean;
  readonly #compiler: Compiler;
  readonly #fields = new Map<string, Check | undefined>();
  #items: Check | undefined;
  #additional: Check | undefined;

  constructor(schema: Schema, compiler: Compiler, role: Role | undefined) {
    this.schema = schema;
    this.role = role;
    this.#compiler = compiler;
    this.expected = expectedOf(schema);
    const named = schema.properties !== undefined;
    this.open = schema.preserve === true || compiler.isPart || !named;
    this.required = schema.required ?? [];
    this.enum = schema.enum && new Set(schema.enum as (string | number | boolean | null)[]);
    this.pattern = schema.pattern === undefined ? undefined : new Pattern(schema.pattern);
    this.rules = (schema.rules ?? []).map((it) => new ValidationRule(it, compiler.cel));
    this.more = modifiers.some((it) => schema[it] !== undefined);
  }

  /** What a field must be; `undefined` for fields that have no name in the schema. */
  field(name: string): Check | undefined {
    const known = this.#fields.get(name);
    if (known !== undefined || this.#fields.has(name)) return known;
    const schema = own(this.schema.properties, name);
    const made = schema && this.#compiler.of(schema, this.#roleOf(name, schema));
    // Names come from files, of which there may be any number.
    if (made !== undefined) this.#fields.set(name, made);
    return made;
  }

  /** What the items of a list must be. */
  get items(): Check | undefined {
    const { items } = this.schema;
    return (this.#items ??= items && this.#compiler.of(items, undefined));
  }

  /** What fields without a name in the schema must be. */
  get additional(): Check | undefined {
    const { additional } = this.schema;
    if (additional === undefined || additional === true) return undefined;
    return (this.#additional ??= this.#compiler.of(additional, undefined));
  }

  /** The check that any value passes. */
  get anything(): Check {
    return this.#compiler.anything;
  }

  /** The same for a schema that stands beside this one, such as one of `anyOf`: it says nothing about fields that it does not name. */
  part(schema: Schema): Check {
    return this.#compiler.part(schema);
  }

  #roleOf(name: string, schema: Schema): Role | undefined {
    if (this.role === 'metadata') return name === 'labels' || name === 'annotations' ? name : undefined;
    return name === 'metadata' && isMetadata(this.schema, schema) ? 'metadata' : undefined;
  }
}

/** Makes the schemas of one kind ready, each once. */
export class Compiler {
  /** Whether the schemas are parts of others. */
  readonly isPart: boolean;
  readonly cel: Cel;
  readonly #definitions: Readonly<Record<string, Schema>>;
  readonly #made = new Map<Schema, Check>();
  #parts: Compiler | undefined;
  #anything: Check | undefined;

  constructor(definitions: Readonly<Record<string, Schema>>, cel: Cel, isPart = false) {
    this.cel = cel;
    this.#definitions = definitions;
    this.isPart = isPart;
  }

  of(given: Schema, role: Role | undefined): Check {
    if (role === 'metadata') return new Check(metadataSchema, this, role);
    if (role !== undefined) return new Check(this.#resolved(given), this, role);
    let made = this.#made.get(given);
    if (made === undefined) {
      made = new Check(this.#resolved(given), this, undefined);
      this.#made.set(given, made);
    }
    return made;
  }

  get anything(): Check {
    return (this.#anything ??= this.of({}, undefined));
  }

  part(schema: Schema): Check {
    return (this.#parts ??= new Compiler(this.#definitions, this.cel, true)).of(schema, undefined);
  }

  /** Follows `ref`; a name that nobody defines asks nothing. */
  #resolved(schema: Schema): Schema {
    let at = schema;
    for (let steps = 0; at.ref !== undefined; steps++) {
      const next = own(this.#definitions, at.ref);
      if (next === undefined || steps > 20) return {};
      at = next;
    }
    return at;
  }
}

/** The checks of kinds, each made ready once for each schema that a catalog gives. */
export class Checks {
  readonly #cel = new Cel();
  readonly #roots = new WeakMap<KindSchema, Check>();

  of(kind: KindSchema): Check {
    let root = this.#roots.get(kind);
    if (root === undefined) {
      root = new Compiler(kind.definitions, this.#cel).of(rooted(kind), undefined);
      this.#roots.set(kind, root);
    }
    return root;
  }
}

/** Every object has these, whether its CRD says so or not; a kustomization file has them too. */
function rooted({ schema, definitions }: KindSchema): Schema {
  const found = schema.ref === undefined ? schema : (own(definitions, schema.ref) ?? schema);
  if (found.properties === undefined) return found;
  const text: Schema = { type: 'string' };
  const properties = { apiVersion: text, kind: text, metadata: { type: 'object' } as const, ...found.properties };
  return { ...found, properties };
}

function expectedOf(schema: Schema): Expected {
  if (schema.format === 'quantity') return 'quantity';
  return schema.intOrString === true || schema.format === 'int-or-string' ? 'intOrString' : (schema.type ?? 'any');
}

/** Metadata in a template, in an embedded object and at the top; not a field that merely has the name. */
function isMetadata(parent: Schema, schema: Schema): boolean {
  if (schema.ref !== undefined) return schema.ref.endsWith('ObjectMeta');
  const isObject = parent.properties?.['apiVersion'] !== undefined && parent.properties['kind'] !== undefined;
  return isObject && schema.type === 'object';
}

/** A member of an object that is its own, so that no name from a file finds what JavaScript puts there. */
function own<T>(of: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return of !== undefined && Object.hasOwn(of, name) ? of[name] : undefined;
}

const modifiers = [
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
  'uniqueItems',
  'listType',
  'minimum',
  'maximum',
  'multipleOf',
  'allOf',
  'anyOf',
  'oneOf',
  'not',
  'rules',
  'embedded',
] as const satisfies readonly (keyof Schema)[];
