import { isScalar } from 'yaml';
import { isFluxGroup } from '../../flux/kind.ts';
import { groupOf } from '../../flux/objects.ts';
import { looseReferences, references } from '../../flux/references.ts';
import type { Reference } from '../../flux/references.ts';
import type { Manifest, ManifestDocument } from './manifest.ts';
import { textOf } from '../yaml/parse.ts';
import type { Step } from '../yaml/parse.ts';
import type { Repository } from './repository.ts';
import type { Span } from '../yaml/text.ts';

/** A place in a document at which somebody types or points. */
export interface Cursor {
  readonly repository: Repository;
  readonly manifest: Manifest;
  readonly document: ManifestDocument;
  /** Keys and positions to the field at the cursor. */
  readonly path: readonly Step[];
  readonly onKey: boolean;
  /** Kind of the document when it is one of Flux's; empty when the document does not say; `undefined` for what is not Flux's. */
  readonly fluxKind: string | undefined;
  /** Set in a patch that stands as text in another document. */
  readonly patched?: Patched;
}

/** What a patch changes. */
export interface Patched {
  /** The kind that its target says; absent where it says none. */
  readonly kind?: string;
}

/** The cursor at an offset of a file; `undefined` where there is no document to speak of: unknown files, charts' templates. */
export function cursorAt(repository: Repository, path: string, offset: number): Cursor | undefined {
  const manifest = repository.manifest(path);
  return manifest && !repository.isTemplate(path) ? cursorIn(repository, manifest, offset) : undefined;
}

/** The cursor at an offset of a text, be it that of a file or not. */
export function cursorIn(
  repository: Repository,
  manifest: Manifest,
  offset: number,
  patched?: Patched,
): Cursor | undefined {
  const document = manifest.documentAt(offset);
  if (!document) return undefined;
  const { path, onKey } = document.locate(offset);
  const fluxKind = fluxKindOf(document);
  return { repository, manifest, document, path, onKey, fluxKind, ...(patched && { patched }) };
}

function fluxKindOf(document: ManifestDocument): string | undefined {
  const { apiVersion, kind, group } = document.header;
  if (apiVersion !== undefined && !isFluxGroup(group)) return undefined;
  return kind?.value ?? '';
}

/** Where a field stands in the table of references. */
export interface ReferenceField {
  readonly rows: readonly Reference[];
  readonly field: 'name' | 'kind' | 'namespace' | 'item';
  /** Path to the mapping that holds the name. */
  readonly holder: readonly Step[];
  /** Path to the object that the reference is of: empty for the document itself. */
  readonly base: readonly Step[];
}

/**
 * The references whose field is at the cursor: one row when the document says its kind, all that look alike when it does not yet.
 * `item` is an entry of a list of references that has no key yet.
 */
export function referenceFieldAt(cursor: Cursor): ReferenceField | undefined {
  const { path } = cursor;
  const { fluxKind, base } = objectAround(cursor);
  const last = path.at(-1);
  if (typeof last === 'number') {
    const rows = rowsFor(fluxKind, path.slice(base.length));
    return rows.length > 0 ? { rows, field: 'item', holder: path, base } : undefined;
  }
  if (last !== 'name' && last !== 'kind' && last !== 'namespace') return undefined;
  const holder = path.slice(0, -1);
  const rows = holder.length === 0 ? [] : rowsFor(fluxKind, holder.slice(base.length));
  return rows.length > 0 ? { rows, field: last, holder, base } : undefined;
}

/** The object that a path is in: that of the document, or one of those that a ResourceSet makes. */
function objectAround({ document, path, fluxKind }: Cursor): Pick<Cursor, 'fluxKind'> & Pick<ReferenceField, 'base'> {
  const base = path.slice(0, 3);
  const isInner = fluxKind === 'ResourceSet' && path.length > 3 && isSamePath(['spec', 'resources', '*'], base);
  if (!isInner) return { fluxKind, base: [] };
  const [apiVersion, kind = ''] = ['apiVersion', 'kind'].map((key) => textOf(document.nodeAt([...base, key])));
  return { fluxKind: apiVersion === undefined || isFluxGroup(groupOf(apiVersion)) ? kind : undefined, base };
}

/** A reference to what no file need show, where its name or namespace is at the cursor. Which kinds there are, its schema says. */
export function looseFieldAt(cursor: Cursor): ReferenceField | undefined {
  const { fluxKind, base } = objectAround(cursor);
  const field = cursor.path.at(-1);
  const holder = cursor.path.slice(0, -1);
  const rows = looseReferences.filter(
    (row) => row.from === fluxKind && isSamePath(row.path, holder.slice(base.length)),
  );
  return rows.length > 0 && (field === 'name' || field === 'namespace') ? { rows, field, holder, base } : undefined;
}

function rowsFor(fluxKind: string | undefined, holder: readonly Step[]): readonly Reference[] {
  if (fluxKind === undefined) return [];
  if (fluxKind !== '') return references.filter((row) => row.from === fluxKind && isSamePath(row.path, holder));
  // A mere position says nothing.
  if (!holder.some((step) => typeof step === 'string')) return [];
  return references.filter((row) => isSamePath(row.path.slice(-holder.length), holder));
}

/** Whether a path fits a pattern, in which `*` stands for any position. */
export function isSamePath(pattern: readonly string[], path: readonly Step[]): boolean {
  return (
    pattern.length === path.length &&
    pattern.every((step, at) => (step === '*' ? typeof path[at] === 'number' : step === path[at]))
  );
}

/** What a completion of the value at the cursor replaces: the scalar on the cursor's line, without quotes. */
export interface Slot {
  readonly span: Span;
  /** What must stand before the inserted text: a blank, right after `key:` or `-`. */
  readonly lead: string;
  readonly quote: '' | '"' | "'";
  /** Whether the quote is closed on the line. */
  readonly isClosed: boolean;
}

/** `undefined` where no value fits: on other lines than that of the value's beginning, and behind it. */
export function slotAt({ manifest, document }: Cursor, offset: number): Slot | undefined {
  const { text } = manifest;
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const newline = text.indexOf('\n', offset);
  const lineEnd = newline < 0 ? text.length : text[newline - 1] === '\r' ? newline - 1 : newline;
  const { node } = document.locate(offset);
  const before = text[offset - 1];
  const empty: Slot = {
    span: { start: offset, end: offset },
    lead: before === ':' || before === '-' ? ' ' : '',
    quote: '',
    isClosed: false,
  };
  if (!isScalar(node) || node.value === null || node.range?.[0] === node.range?.[1]) return empty;
  const { start, end } = document.span(node);
  if (start < lineStart) return undefined;
  const first = text[start];
  const quote = first === '"' || first === "'" ? first : '';
  const closed = quote !== '' && end - start > 1 && end <= lineEnd && text[end - 1] === quote;
  const span = { start: start + (quote === '' ? 0 : 1), end: Math.min(closed ? end - 1 : end, lineEnd) };
  // Behind a value, or before its quote, nothing can follow.
  return offset < span.start || offset > span.end ? undefined : { span, lead: '', quote, isClosed: closed };
}
