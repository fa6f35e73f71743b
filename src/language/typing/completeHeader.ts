import { apiVersionOf, isFluxGroup, kustomizeGroup } from '../../flux/kind.ts';
import { kinds } from '../../flux/kinds.ts';
import { groupOf } from '../../flux/objects.ts';
import { isKustomizationPath } from '../build/builds.ts';
import type { Offer } from './completion.ts';
import type { Cursor } from '../repository/cursor.ts';
import type { Repository } from '../repository/repository.ts';

/** A kind in a version that people may write. */
interface Row {
  readonly apiVersion: string;
  readonly kind: string;
  /** `0` for what fits the file, `1` for Flux's own, `2` for the rest. */
  readonly rank: '0' | '1' | '2';
  readonly summary?: string;
}

/** `apiVersion` and `kind` of everything that is known. Where neither is there yet, both come together. */
export function completeHeader(cursor: Cursor): readonly Offer[] {
  const [field] = cursor.path;
  if (cursor.path.length !== 1 || (field !== 'apiVersion' && field !== 'kind')) return [];
  const { apiVersion, kind } = cursor.document.header;
  const rows = rowsFor(cursor);
  if (field === 'kind') {
    const fitting = rows.filter((it) => apiVersion === undefined || isAlike(it.apiVersion, apiVersion.value));
    return unique(fitting).map(kindOffer);
  }
  const named = kind === undefined ? [] : rows.filter((it) => it.kind === kind.value);
  if (named.length > 0) return named.map((it) => versionOffer(it, ''));
  const eol = cursor.manifest.text.includes('\r\n') ? '\r\n' : '\n';
  return rows.map((it) => versionOffer(it, kind === undefined ? `${eol}kind: ${it.kind}` : ''));
}

/** Flux's kinds in their newest version, the files of kustomize, and the kinds that the schemas know. */
function rowsFor({ repository, manifest }: Cursor): readonly Row[] {
  const file = isKustomizationPath(manifest.path) ? '0' : '2';
  return [
    ...kinds.map((row): Row => ({ apiVersion: apiVersionOf(row), kind: row.kind, rank: '1', summary: row.summary })),
    { apiVersion: `${kustomizeGroup}/v1beta1`, kind: 'Kustomization', rank: file },
    { apiVersion: `${kustomizeGroup}/v1alpha1`, kind: 'Component', rank: file },
    ...otherRows(repository),
  ];
}

function otherRows(repository: Repository): readonly Row[] {
  return repository.remember('kinds to write', () =>
    repository.schemas
      .kinds()
      .filter((it) => !isFluxGroup(it.group) && it.group !== kustomizeGroup && !it.kind.endsWith('List'))
      .map((it) => ({
        apiVersion: it.group === '' ? it.version : `${it.group}/${it.version}`,
        kind: it.kind,
        rank: '2',
      })),
  );
}

/** Whether two API versions have a group in common; of those without a group, whether they are the same. */
function isAlike(a: string, b: string): boolean {
  return groupOf(a) === groupOf(b) && (groupOf(a) !== '' || a === b);
}

function kindOffer({ apiVersion, kind, rank, summary }: Row): Offer {
  const about = summary === undefined ? {} : { documentation: summary };
  return { label: kind, kind: 'kind', insert: kind, detail: apiVersion, ...about, sort: rank + kind };
}

function versionOffer({ apiVersion, kind, rank, summary }: Row, rest: string): Offer {
  const label = rest === '' ? apiVersion : `${apiVersion} ${kind}`;
  const about = summary === undefined ? {} : { documentation: summary };
  const detail = apiVersion.startsWith(kustomizeGroup) ? 'kustomization file' : kind;
  const sort = `${rank}${kind === 'Component' ? '~' : ''}${label}`;
  return { label, kind: 'kind', insert: apiVersion + rest, detail, ...about, sort };
}

function unique(rows: readonly Row[]): readonly Row[] {
  const found = new Map<string, Row>();
  for (const it of rows) if (!found.has(it.kind)) found.set(it.kind, it);
  return [...found.values()];
}
