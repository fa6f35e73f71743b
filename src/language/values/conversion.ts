import type { Schema } from '../schema/schema.ts';
import { isRecord } from '../schema/structural.ts';
import { referenceIn } from './pointer.ts';

type Json = Readonly<Record<string, unknown>>;
type Types = NonNullable<Schema['type']>;

/** Deeper schemas are not read. */
const deepest = 60;
const types: ReadonlySet<unknown> = new Set(['object', 'array', 'string', 'integer', 'number', 'boolean']);
/** Words that mean the same to both. */
const same = [
  'default',
  'pattern',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'required',
] as const;

/** Reads a JSON Schema for what completion and hover can say: of a choice all that any branch knows. Not for judging values. */
export class Conversion {
  /** By reference. */
  readonly definitions: Record<string, Schema> = {};
  readonly #root: unknown;

  constructor(root: unknown) {
    this.#root = root;
  }

  schemaOf(json: unknown, depth = 0): Schema {
    if (!isRecord(json) || depth > deepest) return {};
    const text = textOf(json);
    if (typeof json['$ref'] === 'string') return { ref: this.#define(json['$ref'], depth), ...(text && { text }) };
    const own = this.#ownOf(json, depth);
    const branches = branchesOf(json).map((it) => this.#resolved(this.schemaOf(it, depth + 1)));
    const properties = Object.assign({}, ...branches.map((it) => it.properties), own.properties) as Fields;
    const type = own.type ?? common(branches.map((it) => it.type));
    return {
      ...own,
      ...(type && { type }),
      ...(Object.keys(properties).length > 0 && { properties }),
      ...(own.enum === undefined && choicesOf(branches)),
    };
  }

  #ownOf(json: Json, depth: number): Schema {
    const { properties, items, additionalProperties, const: only } = json;
    const type = typeOf(json);
    const text = textOf(json);
    const entries = isRecord(properties) ? Object.entries(properties) : [];
    const values = Array.isArray(json['enum']) ? (json['enum'] as unknown[]) : only === undefined ? undefined : [only];
    return {
      ...Object.fromEntries(same.flatMap((key) => (json[key] === undefined ? [] : [[key, json[key]]]))),
      ...(type && { type }),
      ...(text && { text }),
      ...(values && { enum: values }),
      ...(json['deprecated'] === true && { deprecated: 'The chart will drop it.' }),
      ...(entries.length > 0 && {
        properties: Object.fromEntries(entries.map(([key, it]) => [key, this.schemaOf(it, depth + 1)])),
      }),
      ...(isRecord(items) && { items: this.schemaOf(items, depth + 1) }),
      ...(isRecord(additionalProperties) && { additional: this.schemaOf(additionalProperties, depth + 1) }),
    };
  }

  #define(reference: string, depth: number): string {
    if (this.definitions[reference] === undefined) {
      this.definitions[reference] = {};
      this.definitions[reference] = this.schemaOf(referenceIn(this.#root, reference), depth + 1);
    }
    return reference;
  }

  #resolved(schema: Schema): Schema {
    return schema.ref === undefined ? schema : (this.definitions[schema.ref] ?? {});
  }
}

type Fields = Readonly<Record<string, Schema>>;

function branchesOf(json: Json): readonly unknown[] {
  const lists = [json['allOf'], json['anyOf'], json['oneOf']].flatMap((it) =>
    Array.isArray(it) ? (it as unknown[]) : [],
  );
  return [...lists, json['then'], json['else']].filter(isRecord);
}

function choicesOf(branches: readonly Schema[]): Pick<Schema, 'enum'> {
  const all = branches.flatMap((it) => it.enum ?? []);
  return all.length > 0 && branches.every((it) => it.enum) ? { enum: [...new Set(all)] } : {};
}

function typeOf(json: Json): Types | undefined {
  const given = Array.isArray(json['type']) ? (json['type'] as unknown[]) : [json['type']];
  const known = given.filter((it) => types.has(it));
  if (known.length === 1) return known[0] as Types;
  return known.length === 0 && isRecord(json['properties']) ? 'object' : undefined;
}

function common(all: readonly (Types | undefined)[]): Types | undefined {
  const [first] = all;
  return all.every((it) => it === first) ? first : undefined;
}

function textOf(json: Json): string | undefined {
  const text = json['description'] ?? json['title'];
  return typeof text === 'string' && text !== '' ? text : undefined;
}
