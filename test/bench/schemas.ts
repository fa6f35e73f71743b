import { globSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';

/** The JSON schema of one kind. */
export interface KindSchema {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly schema: object;
}

/** The schemas of all served versions that a folder of CRDs holds, strict about unknown fields, as peers want them. */
export async function schemasOf(crds: string): Promise<readonly KindSchema[]> {
  const found: KindSchema[] = [];
  for (const file of globSync('*.yaml', { cwd: crds }).sort()) {
    const { spec } = parse(await readFile(join(crds, file), 'utf8')) as Crd;
    for (const { name, served, schema } of spec.versions) {
      if (!served) continue;
      found.push({ group: spec.group, version: name, kind: spec.names.kind, schema: rooted(schema.openAPIV3Schema) });
    }
  }
  return found;
}

/** One file per kind, and the pattern by which kubeconform finds them. */
export async function writeForKubeconform(folder: string, schemas: readonly KindSchema[]): Promise<string> {
  for (const { group, version, kind, schema } of schemas) {
    await mkdir(join(folder, group), { recursive: true });
    await writeFile(join(folder, group, `${kind.toLowerCase()}_${version}.json`), JSON.stringify(schema));
  }
  return join(folder, '{{.Group}}', '{{.ResourceKind}}_{{.ResourceAPIVersion}}.json');
}

/** One file for editors: each kind by its own schema, other kinds as they are. */
export async function writeForEditors(file: string, schemas: readonly KindSchema[]): Promise<void> {
  const choices = schemas.map(({ group, version, kind, schema }) => ({
    if: { properties: { apiVersion: { const: `${group}/${version}` }, kind: { const: kind } }, required: ['kind'] },
    then: schema,
  }));
  await writeFile(file, JSON.stringify({ $schema: 'http://json-schema.org/draft-07/schema#', allOf: choices }));
}

interface Crd {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly {
      readonly name: string;
      readonly served: boolean;
      readonly schema: { readonly openAPIV3Schema: Structural };
    }[];
  };
}

interface Structural {
  readonly properties?: Readonly<Record<string, Structural>>;
  readonly additionalProperties?: Structural | boolean;
  readonly items?: Structural;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
}

/** The server knows more fields of `metadata` than its schema says. */
function rooted(schema: Structural): object {
  return strict({ ...schema, properties: { ...schema.properties, metadata: {} } });
}

function strict(schema: Structural): object {
  const { properties, items, additionalProperties } = schema;
  const open = schema['x-kubernetes-preserve-unknown-fields'] === true || properties === undefined;
  return {
    ...schema,
    ...(properties && { properties: Object.fromEntries(Object.entries(properties).map(([k, it]) => [k, strict(it)])) }),
    ...(items && { items: strict(items) }),
    ...(typeof additionalProperties === 'object' && { additionalProperties: strict(additionalProperties) }),
    ...(!open && { additionalProperties: false }),
  };
}
