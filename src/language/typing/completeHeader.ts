import { apiVersionOf, isFluxGroup, kustomizeGroup } from '../../flux/kind.ts';
import { kinds } from '../../flux/kinds.ts';
import { groupOf, versionOf } from '../../flux/objects.ts';
import { isKustomizationPath } from '../build/builds.ts';
import type { Offer } from './completion.ts';
import type { Cursor } from '../repository/cursor.ts';
import type { Repository } from '../repository/repository.ts';
import { isMap, isScalar } from 'yaml';
import { childOf, resolve } from './field.ts';
import type { Field } from './field.ts';
import { headerOf } from './starter.ts';
import { starters } from './starters.ts';

/** A kind in a version that people may write. */
export interface Row {
  readonly apiVersion: string;
  readonly kind: string;
  /** `0` for what fits the file, `1` for Flux's own, `2` for what people often write, `3` for the rest, `4` for what has not the fields that are there. */
  readonly rank: '0' | '1' | '2' | '3' | '4';
  readonly summary?: string;
}

/** `apiVersion` and `kind` of everything that is known. Where neither is there yet, both come together. */
export function completeHeader(cursor: Cursor): readonly Offer[] {
  const [field] = cursor.path;
  if (cursor.path.length !== 1 || (field !== 'apiVersion' && field !== 'kind')) return [];
  const { kind } = cursor.document.header;
  const fitting = rowsFitting(cursor, field);
  if (field === 'kind') return fitting.map(kindOffer);
  const eol = cursor.manifest.text.includes('\r\n') ? '\r\n' : '\n';
  return fitting.map((it, position) => versionOffer(it, position, kind === undefined ? `${eol}kind: ${it.kind}` : ''));
}

/** What fits the other half of the header, best first; none where the other half is not there. */
export function headerFor(cursor: Cursor, field: 'apiVersion' | 'kind'): readonly string[] {
  const { apiVersion, kind } = cursor.document.header;
  if ((field === 'kind' ? apiVersion : kind) === undefined) return [];
  const rows = rowsFitting(cursor, field).toSorted((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0));
  return [...new Set(rows.map((it) => it[field]))];
}

function rowsFitting(cursor: Cursor, field: 'apiVersion' | 'kind'): readonly Row[] {
  const { apiVersion, kind } = cursor.document.header;
  const rows = rowsFor(cursor);
  if (field === 'kind') {
    if (apiVersion === undefined) return unique(rows);
    return unique(rows.filter((it) => isAlike(it.apiVersion, apiVersion.value))).map((it) => judged(cursor, it));
  }
  const named = kind === undefined ? [] : rows.filter((it) => it.kind === kind.value);
  return named.length > 0 ? named : rows;
}

/** Flux's kinds in their newest version, the files of kustomize, and the kinds that the schemas know. */
export function rowsFor(cursor: Cursor): readonly Row[] {
  const { repository, manifest } = cursor;
  const file = isKustomizationPath(manifest.path) ? '0' : '2';
  return [
    ...kinds.map((row): Row => ({ apiVersion: apiVersionOf(row), kind: row.kind, rank: '1', summary: row.summary })),
    { apiVersion: `${kustomizeGroup}/v1beta1`, kind: 'Kustomization', rank: file },
    { apiVersion: `${kustomizeGroup}/v1alpha1`, kind: 'Component', rank: file },
    ...otherRows(repository),
    ...foreignRows(cursor),
  ];
}

/** Kinds that no schema describes and that other documents have, in the version of one of them. */
function* foreignRows({ repository, document: own }: Cursor): Generator<Row> {
  const known = repository.remember('kinds described', () => new Set(repository.schemas.kinds().map(nameOf)));
  for (const name of repository.objects.kinds()) {
    if (known.has(nameOf(name)) || isFluxGroup(name.group)) continue;
    for (const { document, declared, manifest } of repository.objects.ofKind(name.group, name.kind)) {
      const { apiVersion, kind } = document.facts.header;
      const isOther = document !== own && kind?.value === declared.kind && !repository.isTemplate(manifest.path);
      if (!isOther || apiVersion === undefined || groupOf(apiVersion.value) !== name.group) continue;
      yield { apiVersion: apiVersion.value, kind: name.kind, rank: '3' };
      break;
    }
  }
}

function nameOf({ group, kind }: { readonly group: string; readonly kind: string }): string {
  return `${group}/${kind}`;
}

const written: ReadonlySet<string> = new Set(starters.map((it) => headerOf(it).kind));

function otherRows(repository: Repository): readonly Row[] {
  return repository.remember('kinds to write', () =>
    repository.schemas
      .kinds()
      .filter((it) => !isFluxGroup(it.group) && it.group !== kustomizeGroup && !it.kind.endsWith('List'))
      .map((it) => ({
        apiVersion: it.group === '' ? it.version : `${it.group}/${it.version}`,
        kind: it.kind,
        rank: written.has(it.kind) ? '2' : '3',
      })),
  );
}

/** A kind that has not all the fields which are there already comes last. */
function judged({ repository, document }: Cursor, row: Row): Row {
  const schema = repository.schemas.find(groupOf(row.apiVersion), versionOf(row.apiVersion), row.kind);
  const root = document.yaml.contents;
  if (schema === undefined || !isMap(root)) return row;
  const field: Field = { schema: resolve(schema.schema, schema), kind: schema, path: [], required: true };
  return hasFields(field, root, 2) ? row : { ...row, rank: '4' };
}

function hasFields(field: Field, node: unknown, depth: number): boolean {
  if (!isMap(node) || depth === 0) return true;
  return node.items.every(({ key, value }) => {
    const child = isScalar(key) && typeof key.value === 'string' ? childOf(field, key.value) : undefined;
    return field.schema.preserve === true || (child !== undefined && hasFields(child, value, depth - 1));
  });
}

/** Whether two API versions have a group in common; of those without a group, whether they are the same. */
function isAlike(a: string, b: string): boolean {
  return groupOf(a) === groupOf(b) && (groupOf(a) !== '' || a === b);
}

function kindOffer({ apiVersion, kind, rank, summary }: Row, position: number): Offer {
  const about = summary === undefined ? {} : { documentation: summary };
  return {
    label: kind,
    kind: 'kind',
    insert: kind,
    detail: apiVersion,
    ...about,
    sort: rank + String(position).padStart(4, '0'),
  };
}

function versionOffer({ apiVersion, kind, rank, summary }: Row, position: number, rest: string): Offer {
  const label = rest === '' ? apiVersion : `${apiVersion} ${kind}`;
  const about = summary === undefined ? {} : { documentation: summary };
  const detail = apiVersion.startsWith(kustomizeGroup) ? 'kustomization file' : kind;
  const sort = rank + String(position).padStart(4, '0');
  return { label, kind: 'kind', insert: apiVersion + rest, detail, ...about, sort };
}

function unique(rows: readonly Row[]): readonly Row[] {
  const found = new Map<string, Row>();
  for (const it of rows) if (!found.has(it.kind)) found.set(it.kind, it);
  return [...found.values()];
}
