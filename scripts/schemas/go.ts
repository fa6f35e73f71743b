import type { Schema } from '../../src/language/schema/schema.ts';

/** What `test/bed/go/facts` prints; said there. */
export interface GoFacts {
  readonly kubernetes: Readonly<Record<string, string>>;
  readonly flux: Readonly<Record<string, string>>;
  readonly kustomize: string;
  readonly types: Readonly<Record<string, readonly GoField[]>>;
}

export interface GoField {
  readonly name: string;
  readonly type: GoType;
}

export interface GoType {
  readonly struct?: string;
  readonly list?: GoType;
  readonly map?: GoType;
  readonly plain?: 'string' | 'boolean' | 'integer' | 'number' | 'any';
  readonly custom?: string;
}

/** The schema with its fields in the order of the Go type, as far down as both go. */
export function inOrderOf(schema: Schema, type: GoType | undefined, go: GoFacts): Schema {
  if (type?.list !== undefined && schema.items !== undefined) {
    return { ...schema, items: inOrderOf(schema.items, type.list, go) };
  }
  if (type?.map !== undefined && typeof schema.additional === 'object') {
    return { ...schema, additional: inOrderOf(schema.additional, type.map, go) };
  }
  if (schema.properties === undefined) return schema;
  const fields = (type?.struct === undefined ? undefined : go.types[type.struct]) ?? [];
  const types = new Map(fields.map((it) => [it.name, it.type]));
  const wanted = [...first, ...types.keys()];
  const rank = (name: string): number => {
    const at =
      last.includes(name) && type?.struct !== undefined && isKind(types) ? wanted.length : wanted.indexOf(name);
    return at < 0 ? wanted.length - 0.5 : at;
  };
  const properties = Object.entries(schema.properties)
    .sort(([a], [b]) => rank(a) - rank(b))
    .map(([name, it]) => [name, inOrderOf(it, types.get(name), go)] as const);
  return { ...schema, properties: Object.fromEntries(properties) };
}

const first: readonly string[] = ['apiVersion', 'kind', 'metadata'];
const last: readonly string[] = ['status'];

function isKind(types: ReadonlyMap<string, GoType>): boolean {
  return first.every((it) => types.has(it));
}
