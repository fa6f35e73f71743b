import { groupOf, versionOf } from '../../flux/objects.ts';
import { referenceFieldAt } from '../repository/cursor.ts';
import type { Cursor } from '../repository/cursor.ts';
import type { Step } from '../yaml/parse.ts';
import { textOf } from '../yaml/parse.ts';
import { rowsFor } from './completeHeader.ts';
import type { Row } from './completeHeader.ts';
import type { Offer } from './completion.ts';
import { fieldAt } from './field.ts';

/** What people name most where a field takes objects of any kind: in health checks, targets of patches and of autoscalers. */
const usual: readonly string[] = [
  ...['Deployment', 'StatefulSet', 'DaemonSet', 'HelmRelease', 'Kustomization', 'Job', 'CronJob'],
  ...['Service', 'Ingress', 'ConfigMap', 'Secret', 'Namespace', 'GitRepository', 'OCIRepository', 'HelmRepository'],
];

/** The parts of a kind, by the fields that hold them. */
const parts: Readonly<Record<string, (row: Row) => string>> = {
  kind: (row) => row.kind,
  apiVersion: (row) => row.apiVersion,
  group: (row) => groupOf(row.apiVersion),
  version: (row) => versionOf(row.apiVersion),
};

/** Kind, API version, group or version in a field that names objects of any kind: those that go with what stands beside it. */
export function completeKind(cursor: Cursor): readonly Offer[] {
  const fitting = kindsNamedAt(cursor, cursor.path);
  return fitting.map((it, position) => ({
    label: it,
    kind: 'kind',
    insert: it,
    sort: `6${String(position).padStart(4, '0')}`,
  }));
}

/** The same as texts, best first, for the field at a path. */
export function kindsNamedAt(cursor: Cursor, path: readonly Step[]): readonly string[] {
  const name = path.at(-1);
  const part = typeof name === 'string' && Object.hasOwn(parts, name) ? parts[name] : undefined;
  if (part === undefined || path.length < 2 || path.includes('values')) return [];
  const { document } = cursor;
  const field = fieldAt(cursor, path);
  const holder = fieldAt(cursor, path.slice(0, -1))?.schema.properties;
  const kind = holder?.['kind'];
  if (kind === undefined || field?.schema.type !== 'string' || field.schema.enum !== undefined) return [];
  const reference = referenceFieldAt({ ...cursor, path });
  if (reference !== undefined && !reference.rows.some((it) => it.from === 'ResourceSet')) return [];
  const beside = Object.entries(parts).flatMap(([key, of]) => {
    const text = key === name ? undefined : textOf(document.nodeAt([...path.slice(0, -1), key]));
    return text === undefined || text === '' ? [] : [{ of, text }];
  });
  const allowed = (row: Row): boolean => kind.enum?.includes(row.kind) ?? true;
  const rows = rowsFor(cursor).filter((row) => allowed(row) && beside.every(({ of, text }) => of(row) === text));
  const sorted = rows.toSorted((a, b) => placeOf(a) - placeOf(b) || (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0));
  return [...new Set(sorted.map(part))].filter((it) => it !== '');
}

function placeOf({ kind, apiVersion }: Row): number {
  const at = usual.indexOf(kind);
  // Two things are called Kustomization, and objects are meant.
  return at < 0 || apiVersion.startsWith('kustomize.config.') ? usual.length : at;
}
