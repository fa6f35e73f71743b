import { isSeq } from 'yaml';
import { isKustomizationPath } from '../build/builds.ts';
import { stepsOf } from '../build/inlinePatches.ts';
import { targetKindOf } from '../build/patchers.ts';
import { kustomizeGroup } from '../../flux/kind.ts';
import { kinds } from '../../flux/kinds.ts';
import { groupOf, versionOf } from '../../flux/objects.ts';
import type { Cursor } from '../repository/cursor.ts';
import type { ManifestDocument } from '../repository/manifest.ts';
import { textOf } from '../yaml/parse.ts';
import type { Step } from '../yaml/parse.ts';
import type { Repository } from '../repository/repository.ts';
import type { KindSchema, Schema } from '../schema/schema.ts';
import { chartOf } from '../values/chart.ts';
import { valuesOf } from '../values/fields.ts';
import { operations } from './operations.ts';

/** What a schema says of one field of a document. */
export interface Field {
  /** Never a mere `ref`. */
  readonly schema: Schema;
  /** The kind that the field belongs to: that of the document, or of an object embedded in it. */
  readonly kind: KindSchema;
  /** From the root of `kind`: keys, and `[]` for items of lists. */
  readonly path: readonly string[];
  /** Whether objects without the field are refused. */
  readonly required: boolean;
}

/** A document in its file. */
export type Standing = Pick<Cursor, 'repository' | 'manifest' | 'document' | 'patched'>;

/** The field at a path of a document; `undefined` where no schema describes it. Costs the length of the path. */
export function fieldAt(standing: Standing, steps: readonly Step[]): Field | undefined {
  const { repository, document } = standing;
  const kind = kindSchemaOf(standing);
  let field: Field | undefined = kind && { schema: resolve(kind.schema, kind), kind, path: [], required: true };
  for (let at = 0; field && at < steps.length; at++) {
    field = chartValues(repository, document, field, steps.slice(0, at)) ?? field;
    field = patchedField(standing, field, steps.slice(0, at)) ?? field;
    if (isEmbedding(field)) field = embedded(repository, document, steps.slice(0, at));
    field = childOf(field, steps[at] ?? '');
  }
  field = field && (chartValues(repository, document, field, steps) ?? field);
  field = field && (patchedField(standing, field, steps) ?? field);
  return field && isEmbedding(field) ? embedded(repository, document, steps) : field;
}

/** The schema of a document's kind, in its own version or, where nobody knows that, in the preferred one; of a kind that nobody knows what all objects have. */
export function kindSchemaOf({ repository, manifest, document, patched }: Standing): KindSchema | undefined {
  const { apiVersion, kind, group, version } = document.header;
  if (isSeq(document.yaml.contents)) {
    return patched || repository.builds.isPatch(manifest.path) ? operations : undefined;
  }
  if (group === kustomizeGroup && isKustomizationPath(manifest.path)) {
    return find(repository, group, version, kind?.value ?? 'Kustomization');
  }
  if (kind === undefined) return undefined;
  const known = find(repository, apiVersion === undefined ? undefined : group, version, kind.value);
  return known ?? (apiVersion && repository.schemas.anyObject(group, version, kind.value));
}

/** What an operation of a JSON patch puts somewhere. */
function patchedField(standing: Standing, { kind }: Field, steps: readonly Step[]): Field | undefined {
  if (kind !== operations || steps.length !== 2 || steps[1] !== 'value') return undefined;
  return fieldAtPointer(standing, textOf(standing.document.nodeAt([steps[0] ?? 0, 'path'])) ?? '');
}

/** The field that a JSON pointer of a patch leads to; `undefined` where it is not known of which kind. */
export function fieldAtPointer({ repository, manifest, patched }: Standing, pointer: string): Field | undefined {
  const name = patched ? patched.kind : targetKindOf(repository, manifest.path);
  const own = name === undefined ? undefined : kinds.find((it) => it.kind === name)?.group;
  const kind = name === undefined ? undefined : find(repository, own, '', name);
  let field: Field | undefined = kind && { schema: resolve(kind.schema, kind), kind, path: [], required: true };
  for (const step of stepsOf(pointer)) {
    const isList = field?.schema.items !== undefined;
    field = field && childOf(field, isList ? 0 : step);
  }
  return field;
}

/** The field of a mapping, or the item of a list. */
export function childOf({ schema, kind, path }: Field, step: Step): Field | undefined {
  const key = String(step);
  const child = typeof step === 'number' ? schema.items : (schema.properties?.[key] ?? additionalOf(schema));
  if (child === undefined) return undefined;
  const required = typeof step === 'string' && isRequired(schema, key);
  return { schema: resolve(child, kind), kind, path: [...path, typeof step === 'number' ? '[]' : key], required };
}

/** What a schema that may be a mere `ref` stands for. */
export function resolve(schema: Schema, { definitions }: KindSchema): Schema {
  let found = schema;
  for (let bound = 0; found.ref !== undefined && bound < 8; bound++) {
    const next = definitions[found.ref];
    if (next === undefined) return found;
    // What stands beside the name tells of this field alone.
    found = { ...next, ...(found.text !== undefined && { text: found.text }) };
  }
  return found;
}

export function isRequired(schema: Schema, key: string): boolean {
  return schema.required?.includes(key) === true;
}

function additionalOf({ additional }: Schema): Schema | undefined {
  return additional === true ? {} : additional;
}

/** The values of a HelmRelease, where its chart lies in this repository. */
function chartValues(
  repository: Repository,
  document: ManifestDocument,
  field: Field,
  steps: readonly Step[],
): Field | undefined {
  if (steps.length !== 2 || steps[0] !== 'spec' || steps[1] !== 'values' || field.kind.kind !== 'HelmRelease')
    return undefined;
  const chart = chartOf(repository, document);
  const kind = chart === undefined ? undefined : valuesOf(repository, chart);
  return kind && { schema: resolve(kind.schema, kind), kind, path: [], required: false };
}

/** Whether whole objects stand in the field. ResourceSet's schema does not say so of its own. */
function isEmbedding({ schema, kind, path }: Field): boolean {
  return schema.embedded === true || (kind.kind === 'ResourceSet' && path.join('.') === 'spec.resources.[]');
}

/** The object itself; of a kind that nobody knows, or that is not written yet, what all objects have. */
function embedded(repository: Repository, document: ManifestDocument, steps: readonly Step[]): Field {
  const apiVersion = textOf(document.nodeAt([...steps, 'apiVersion']));
  const name = textOf(document.nodeAt([...steps, 'kind'])) ?? '';
  const [group, version] = [apiVersion && groupOf(apiVersion), versionOf(apiVersion ?? '')];
  const known = name === '' ? undefined : find(repository, group, version, name);
  const kind = known ?? repository.schemas.anyObject(group ?? '', version, name);
  return { schema: resolve(kind.schema, kind), kind, path: [], required: true };
}

function find(
  { schemas }: Repository,
  group: string | undefined,
  version: string,
  kind: string,
): KindSchema | undefined {
  const exact = group === undefined ? undefined : schemas.find(group, version, kind);
  if (exact) return exact;
  const other = schemas.kinds().find((it) => it.kind === kind && (group === undefined || it.group === group));
  return other && schemas.find(other.group, other.version, kind);
}
