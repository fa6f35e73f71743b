import { stringify } from 'yaml';
import { groupOf, versionOf } from '../../flux/objects.ts';
import type { FluxObject, ObjectId } from '../../flux/objects.ts';
import { declared } from './apps.ts';
import { isBody, isList } from './body.ts';
import type { Body, Value } from './body.ts';
import { builtAt } from './built.ts';
import { rootsOf } from './roots.ts';
import { secretKeys, secretMask } from '../yaml/print.ts';
import type { Repository } from '../repository/repository.ts';
import type { Schema } from '../schema/schema.ts';

/** An object as the files make it and as the cluster has it, both as YAML. What still differs, somebody or something has changed. */
export interface Comparison {
  /** The file that declares the object. */
  readonly path: string;
  readonly file: string;
  readonly cluster: string;
}

/**
 * Puts an object of the cluster beside its manifest as the repository builds it. Left out are what the API server and Flux add: the status,
 * defaults of the schema, labels and annotations of Flux's own. A `${VAR}` counts as what stands in its place. Values that look like secrets are
 * hidden. Of several builds the one of the folder `home` is meant. `undefined` when no file declares the object. Costs the builds that take in the file.
 */
export function compare(repository: Repository, id: ObjectId, object: FluxObject, home = ''): Comparison | undefined {
  const all = declared(repository, id).flatMap(({ manifest, document }) =>
    builtVersions(repository, manifest.path, manifest.documents.indexOf(document), id),
  );
  const inHome = (it: string): boolean => home !== '' && (it === home || it.startsWith(`${home}/`));
  const found = all.find((it) => inHome(it.root)) ?? all.find((it) => inHome(it.path)) ?? all[0];
  if (found === undefined) return undefined;
  const [group, version] = [groupOf(object.apiVersion ?? ''), versionOf(object.apiVersion ?? '')];
  const known = repository.schemas.find(group, version, id.kind);
  const lookup = (it: Schema | undefined): Schema | undefined =>
    it?.ref === undefined ? it : known?.definitions[it.ref];
  const [file, cluster] = sides(written(found.body, object), cleaned(object), {
    schema: known?.schema,
    lookup,
    at: '',
  });
  return { path: found.path, file: stringify(file, { lineWidth: 0 }), cluster: stringify(cluster, { lineWidth: 0 }) };
}

/** What each build that takes in a document makes of it under the name of an object; `root` is the folder where that build begins. */
function builtVersions(repository: Repository, path: string, document: number, { kind, name }: ObjectId) {
  return rootsOf(repository, path).flatMap((root) => {
    const objects = builtAt(repository, root)?.objectsFrom(path) ?? [];
    const fitting = objects.find(
      ({ origin, identity }) => origin.document === document && identity.kind === kind && identity.name === name,
    );
    const folder = 'applier' in root ? root.applier.folder : root.folder;
    return fitting === undefined ? [] : [{ path, root: folder, body: fitting.body() }];
  });
}

/** What the files say, with the version that the cluster was asked for, and the namespace that Flux sets where no file does. */
function written(body: Body, object: FluxObject): Body {
  const metadata = isBody(body['metadata']) ? body['metadata'] : {};
  const namespace = object.metadata?.namespace;
  const { status: _, ...rest } = body;
  return {
    ...rest,
    apiVersion: object.apiVersion ?? body['apiVersion'] ?? '',
    metadata: { ...metadata, ...(namespace === undefined ? {} : { namespace }) },
  };
}

/** Labels and annotations with which Flux and the programs of people work. FLUX.md D.2, E.3. */
const notWritten =
  /^(kustomize|helm)\.toolkit\.fluxcd\.io\/(name|namespace)$|^reconcile\.fluxcd\.io\/|^kubectl\.kubernetes\.io\//;

/** What of an object of the cluster may have come from a file. */
function cleaned(object: FluxObject): Body {
  const { name = '', namespace, labels, annotations } = object.metadata ?? {};
  const { status: _, metadata: __, ...rest } = object;
  const kept = (it: Readonly<Record<string, string>> | undefined): Body =>
    Object.fromEntries(Object.entries(it ?? {}).filter(([key]) => !notWritten.test(key)));
  return {
    ...(rest as unknown as Body),
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      labels: kept(labels),
      annotations: kept(annotations),
    },
  };
}

interface Place {
  readonly schema: Schema | undefined;
  /** Follows a schema that names a definition. */
  readonly lookup: (schema: Schema | undefined) => Schema | undefined;
  /** The key under which the value stands. */
  readonly at: string;
}

/** Both sides of one value, with what does not count made equal. `undefined` stands for a value that is not there. */
function sides(
  file: Value | undefined,
  cluster: Value | undefined,
  place: Place,
): readonly [file: Value | undefined, cluster: Value | undefined] {
  const given = place.lookup(place.schema);
  if (isMapping(file) && isMapping(cluster)) return mappings(file ?? {}, cluster ?? {}, { ...place, schema: given });
  if (isList(file) && isList(cluster)) return lists(file, cluster, { ...place, schema: given });
  // A null is no value: the API server drops it.
  if (file === null && cluster === undefined) return [undefined, undefined];
  if (file === undefined && given?.default !== undefined && isEqual(given.default, cluster))
    return [undefined, undefined];
  if (typeof file === 'string' && cluster !== undefined && isFromTemplate(file, cluster))
    return hidden(cluster, cluster, place);
  return hidden(file, cluster, place);
}

/** Both are mappings, or one of them is and the other is not there. */
function isMapping(value: Value | undefined): value is Body | undefined {
  return value === undefined || isBody(value);
}

function mappings(file: Body, cluster: Body, { schema, lookup }: Place): readonly [Body | undefined, Body | undefined] {
  const [left, right]: [Record<string, Value>, Record<string, Value>] = [{}, {}];
  for (const key of new Set([...Object.keys(file), ...Object.keys(cluster)])) {
    const additional = schema?.additional === true ? undefined : schema?.additional;
    const below = { schema: schema?.properties?.[key] ?? additional, lookup, at: key };
    const [one, other] = sides(file[key], cluster[key], below);
    if (one !== undefined) left[key] = one;
    if (other !== undefined) right[key] = other;
  }
  const isEmpty = (it: object): boolean => Object.keys(it).length === 0;
  // An empty mapping, or one of defaults alone, says as much as none.
  return isEmpty(left) && isEmpty(right)
    ? [undefined, undefined]
    : [isEmpty(left) ? undefined : left, isEmpty(right) ? undefined : right];
}

/** Items that have names belong together by them, others by their place. */
function lists(
  file: readonly Value[],
  cluster: readonly Value[],
  { schema, lookup, at }: Place,
): readonly [Value, Value] {
  const place = { schema: schema?.items, lookup, at };
  const nameOf = (it: Value): Value | undefined => (isBody(it) ? it['name'] : undefined);
  const areNamed = [...file, ...cluster].every((it) => nameOf(it) !== undefined);
  const partner = (all: readonly Value[], it: Value, index: number): Value | undefined =>
    areNamed ? all.find((other) => nameOf(other) === nameOf(it)) : all[index];
  return [
    file.map((it, index) => sides(it, partner(cluster, it, index), place)[0] ?? {}),
    cluster.map((it, index) => sides(partner(file, it, index), it, place)[1] ?? {}),
  ];
}

/** Whether a text with `${VAR}` in it can have become a value. Linear. */
function isFromTemplate(template: string, value: Value): boolean {
  const [first = '', ...parts] = template.split(/\$\{[^}]*\}/);
  const last = parts.pop();
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (last === undefined || !text.startsWith(first) || !text.endsWith(last)) return false;
  let at = first.length;
  for (const part of parts) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= text.length - last.length;
}

function hidden(
  file: Value | undefined,
  cluster: Value | undefined,
  { at }: Place,
): readonly [Value | undefined, Value | undefined] {
  const isSecret = (it: Value | undefined): boolean => typeof it === 'string' || typeof it === 'number';
  if (!secretKeys.test(at) || !(isSecret(file) || isSecret(cluster))) return [file, cluster];
  const other = isEqual(file, cluster) ? secretMask : `${secretMask.slice(0, -1)}, another value)`;
  return [file === undefined ? undefined : secretMask, cluster === undefined ? undefined : other];
}

function isEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
