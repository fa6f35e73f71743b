import { apiVersionOf, kustomizeGroup } from '../flux/kind.ts';
import type { Kind } from '../flux/kind.ts';
import { kinds } from '../flux/kinds.ts';
import { isKustomizationPath } from './builds.ts';
import type { Completion, Offer } from './completion.ts';
import { completeChart, completeEntry, completePath } from './completePaths.ts';
import { completeReference } from './completeReferences.ts';
import { cursorAt, slotAt } from './cursor.ts';
import type { Cursor, Slot } from './cursor.ts';
import type { Repository } from './repository.ts';

export type { Completion } from './completion.ts';

type Completer = (cursor: Cursor) => readonly Offer[];
const completers: readonly Completer[] = [
  completeHeader,
  completeReference,
  completePath,
  completeChart,
  completeEntry,
];

/**
 * What could stand at an offset: values of references, paths, kinds, as far as the repository knows them. Works in half-typed text. Parses
 * nothing but the document at the offset.
 */
export function complete(repository: Repository, path: string, offset: number): readonly Completion[] {
  const cursor = cursorAt(repository, path, offset);
  if (!cursor || cursor.onKey || isComment(cursor.manifest.text, offset)) return [];
  const slot = slotAt(cursor, offset);
  if (!slot) return [];
  return completers.flatMap((completer) => completer(cursor)).map((offer) => placed(offer, slot));
}

function placed({ before = '', ...offer }: Offer, slot: Slot): Completion {
  const value = slot.quote === '' && !offer.insert.includes('\n') ? quoted(offer.insert) : offer.insert;
  return { ...offer, insert: slot.lead + before + value, replace: slot.span };
}

/** A name that YAML 1.1 would read as a number, a boolean or nothing must be quoted to stay a name. */
function quoted(text: string): string {
  const isOther = /^([-+.\d][\d_.,:eExXoO+-]*|0x[\da-f]+|y|n|yes|no|on|off|true|false|null|~|)$/i.test(text);
  return isOther || !/^[\w./@-][\w./@ -]*$/.test(text) ? JSON.stringify(text) : text;
}

function isComment(text: string, offset: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return /(^|\s)#/.test(line.replace(/"[^"]*"|'[^']*'/g, ''));
}

/** `apiVersion` and `kind` of Flux. Where neither is there yet, both come together. */
function completeHeader(cursor: Cursor): readonly Offer[] {
  const [field] = cursor.path;
  if (cursor.path.length !== 1 || (field !== 'apiVersion' && field !== 'kind')) return [];
  const { apiVersion, kind, group } = cursor.document.header;
  if (field === 'kind') {
    const rows = kinds.filter((row) => apiVersion === undefined || row.group === group);
    return unique(rows.map((row) => kindOffer(row)));
  }
  const eol = cursor.manifest.text.includes('\r\n') ? '\r\n' : '\n';
  if (kind !== undefined) {
    const rows = kinds.filter((row) => row.kind === kind.value);
    const own = kind.value === 'Kustomization' ? [kustomizeOffer(cursor, '')] : [];
    return [...(rows.length > 0 ? rows : kinds).map((row) => versionOffer(row, '')), ...own];
  }
  return [
    ...kinds.map((row) => versionOffer(row, `${eol}kind: ${row.kind}`)),
    kustomizeOffer(cursor, `${eol}kind: Kustomization`),
  ];
}

function kindOffer(row: Kind): Offer {
  return {
    label: row.kind,
    kind: 'kind',
    insert: row.kind,
    detail: apiVersionOf(row),
    documentation: row.summary,
    sort: `1${row.kind}`,
  };
}

function versionOffer(row: Kind, rest: string): Offer {
  const label = rest === '' ? apiVersionOf(row) : `${apiVersionOf(row)} ${row.kind}`;
  return {
    label,
    kind: 'kind',
    insert: apiVersionOf(row) + rest,
    detail: row.kind,
    documentation: row.summary,
    sort: `1${label}`,
  };
}

function kustomizeOffer({ manifest }: Cursor, rest: string): Offer {
  const label = `${kustomizeGroup}/v1beta1`;
  const sort = isKustomizationPath(manifest.path) ? '0' : '2';
  return { label, kind: 'kind', insert: label + rest, detail: 'kustomization file', sort };
}

function unique(offers: readonly Offer[]): readonly Offer[] {
  return [...new Map(offers.map((it) => [it.label, it])).values()];
}
