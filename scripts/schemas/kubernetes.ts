import { metadataFile, metadataRef } from '../../src/language/schema/bundle.ts';
import type { BundleKind } from '../../src/language/schema/bundle.ts';
import { schemaOf as structural, isRecord } from '../../src/language/schema/structural.ts';
import type { Schema } from '../../src/language/schema/schema.ts';
import { withBeyond } from './beyond.ts';
import type { GoFacts } from './go.ts';
import { inOrderOf } from './go.ts';
import type { Described } from './print.ts';

/** What an API server says of the kinds that it serves. */
export interface OpenApi {
  readonly definitions: Readonly<Record<string, unknown>>;
  readonly resources: readonly Resource[];
}

interface Resource {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly preferred: boolean;
}

type Get = <T>(path: string) => Promise<T>;

/** Asks a server that serves nothing but its own kinds. */
export async function readOpenApi(get: Get): Promise<OpenApi> {
  const { paths } = await get<{ paths: Record<string, { serverRelativeURL: string }> }>('/openapi/v3');
  const definitions: Record<string, unknown> = {};
  const resources: Resource[] = [];
  const { groups } = await get<{ groups: readonly { name: string; preferredVersion: { version: string } }[] }>('/apis');
  for (const [path, { serverRelativeURL }] of Object.entries(paths).sort()) {
    const [, group = '', version = ''] = /^(?:api|apis\/([^/]+))\/(v\w+)$/.exec(path) ?? [];
    if (version === '') continue;
    const { components } = await get<{ components: { schemas: object } }>(serverRelativeURL);
    Object.assign(definitions, components.schemas);
    const list = await get<{ resources: readonly Listed[] }>(`/${path}`);
    const preferred = group === '' || groups.some((it) => it.name === group && it.preferredVersion.version === version);
    for (const { name, kind, namespaced, verbs } of list.resources) {
      if (name.includes('/') || !verbs.includes('create')) continue;
      resources.push({ group, version, kind, namespaced, preferred });
    }
  }
  return { definitions, resources };
}

interface Listed {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
}

const file = 'kubernetes.json';

/** One file with all definitions that the kinds of Kubernetes need, and one with those that custom resources need too. */
export function coreKinds(openApi: OpenApi, go: GoFacts): readonly Described[] {
  const names = new Map<string, string>();
  for (const [name, it] of Object.entries(openApi.definitions)) {
    for (const gvk of (isRecord(it) && (it[gvkWord] as readonly Gvk[] | undefined)) || []) {
      names.set(`${gvk.group}/${gvk.version}/${gvk.kind}`, name);
    }
  }
  const kinds: BundleKind[] = [];
  const needed = new Set<string>();
  for (const { preferred, ...it } of openApi.resources) {
    const name = names.get(`${it.group}/${it.version}/${it.kind}`);
    if (name === undefined) throw new Error(`the server does not describe ${it.kind} in ${it.group}/${it.version}`);
    kinds.push({ ...it, product: 'kubernetes', file, ref: shortName(name), ...(preferred && { preferred }) });
    needed.add(name);
  }
  const all = closure(needed, openApi, go);
  const metadata = closure(new Set([metadataName]), openApi, go);
  const own = Object.fromEntries(Object.entries(all).filter(([name]) => metadata[name] === undefined));
  if (metadata[metadataRef] === undefined) throw new Error('the server does not describe metadata');
  return [
    { file: metadataFile, content: { definitions: metadata }, kinds: [] },
    { file, content: { uses: [metadataFile], definitions: own }, kinds },
  ];
}

interface Gvk {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

const gvkWord = 'x-kubernetes-group-version-kind';
const metadataName = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';

/** The definitions of these names and of all that they name, by short names in the order of the alphabet. */
function closure(names: ReadonlySet<string>, openApi: OpenApi, go: GoFacts): Readonly<Record<string, Schema>> {
  const found = new Map<string, Schema>();
  const todo = [...names];
  for (let name = todo.pop(); name !== undefined; name = todo.pop()) {
    if (found.has(shortName(name))) continue;
    const given = openApi.definitions[name];
    const schema = withRefs(given, (target) => void todo.push(target));
    found.set(shortName(name), withBeyond(shortName(name), inOrderOf(schema, { struct: goName(name) }, go)));
  }
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** `structural` reads no references, which CRDs cannot have: they are put in here. */
function withRefs(given: unknown, seen: (name: string) => void): Schema {
  if (!isRecord(given)) return {};
  const [inner] = (given['allOf'] as readonly unknown[] | undefined) ?? [];
  const target = given['$ref'] ?? (isRecord(inner) ? inner['$ref'] : undefined);
  if (typeof target === 'string') {
    const name = target.slice(target.lastIndexOf('/') + 1);
    const plain = inlined[name];
    if (plain !== undefined) return plain;
    seen(name);
    return { ref: shortName(name) };
  }
  const { properties, items, additionalProperties, ...rest } = given;
  const schema: Record<string, unknown> = { ...structural(rest) };
  // Go's zero values, which say that a field is no pointer.
  if (schema['default'] === '' || schema['default'] === 0 || schema['default'] === false || isRecord(schema['default']))
    delete schema['default'];
  if (isRecord(properties)) {
    const fields = Object.entries(properties).map(([name, it]) => [name, withRefs(it, seen)] as const);
    schema['properties'] = Object.fromEntries(fields);
  }
  if (items !== undefined) schema['items'] = withRefs(items, seen);
  if (additionalProperties !== undefined) schema['additional'] = withRefs(additionalProperties, seen);
  // An object of which nothing is said holds anything, such as RawExtension.
  if (schema['type'] === 'object' && !properties && !additionalProperties) schema['preserve'] = true;
  return schema;
}

/** Types that read JSON in their own way, of which OpenAPI says too little: apimachinery's `Quantity`, `Time`, `MicroTime`, `IntOrString`. */
const inlined: Readonly<Record<string, Schema>> = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': { format: 'quantity' },
  'io.k8s.apimachinery.pkg.apis.meta.v1.Time': { type: 'string', format: 'date-time', nullable: true },
  'io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime': { type: 'string', format: 'micro-time', nullable: true },
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': { intOrString: true },
};

/** `apps.v1.DeploymentSpec` for `io.k8s.api.apps.v1.DeploymentSpec`. */
function shortName(name: string): string {
  return name.replace(/^io\.k8s\.(api\.|apimachinery\.pkg\.apis\.|apimachinery\.pkg\.|.*\.pkg\.apis\.)/, '');
}

/** `k8s.io/api/apps/v1.DeploymentSpec` for `io.k8s.api.apps.v1.DeploymentSpec`. */
function goName(name: string): string {
  const parts = name.replace(/^io\.k8s\./, '').split('.');
  return `k8s.io/${parts.slice(0, -1).join('/')}.${parts.at(-1) ?? ''}`;
}
