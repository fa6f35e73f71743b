import { kindOf } from '../../flux/kinds.ts';
import { looseReferences, references } from '../../flux/references.ts';
import type { Reference } from '../../flux/references.ts';
import { cursorAt, isSamePath } from '../repository/cursor.ts';
import type { Word } from '../repository/header.ts';
import { mayMeet } from '../build/clusters.ts';
import { candidatesOf, namespacesOf } from '../build/lookup.ts';
import type { Candidate } from '../build/lookup.ts';
import type { Manifest, ManifestDocument } from '../repository/manifest.ts';
import type { Repository } from '../repository/repository.ts';
import { literalOf } from '../yaml/symbolic.ts';
import { inlineNameAt, inlineUses } from './inlineNames.ts';
import { markerAt } from './markers.ts';
import { patchedAt, patchUses } from './patches.ts';
import { isNamedByPlain, plainAt, plainUses } from './plain.ts';
import { targetAt } from './targets.ts';
import type { Location, Span, TextEdit } from '../yaml/text.ts';
import { renameVariable, variableAt, variableUses } from '../variables/variablesAt.ts';

/** Something with a name that stands in several places: an object or a variable. */
export interface Named {
  readonly name: string;
  /** The name at the cursor. */
  readonly span: Span;
  /** Every place of the name, definitions first, each once. Of an object this costs the files that mention its name; none is parsed. */
  readonly places: () => readonly Location[];
  /** Why no other name can be given to it, whichever it is. */
  readonly refusal?: string;
  /** The edits that give it another name, or why it cannot have it. */
  readonly rename: (name: string) => Renaming;
}

export type Renaming = { readonly edits: readonly TextEdit[] } | { readonly refusal: string };

/** The object or variable whose name is at an offset: where it is declared, or where something names it. */
export function namedAt(repository: Repository, path: string, offset: number): Named | undefined {
  const variable = variableAt(repository, path, offset);
  if (variable) {
    return {
      name: variable.name,
      span: variable.span,
      places: () => variableUses(repository, variable),
      rename: (name) => renameVariable(repository, variable, name),
    };
  }
  const found = objectAt(repository, path, offset);
  if (!found || found.objects.length === 0) return undefined;
  const places = (): readonly Location[] => objectUses(repository, found.objects);
  const refusal = refusalOf(found);
  const rename = (name: string): Renaming => renameObject(repository, found, name);
  return { ...found, places, ...(refusal !== undefined && { refusal }), rename };
}

interface ObjectAt {
  readonly name: string;
  readonly span: Span;
  readonly objects: readonly Candidate[];
}

function objectAt(repository: Repository, path: string, offset: number): ObjectAt | undefined {
  const manifest = repository.manifest(path);
  const document = manifest?.documentAt(offset);
  if (!manifest || !document || repository.isTemplate(path)) return undefined;
  const own = document.header.name;
  const cursor = cursorAt(repository, path, offset);
  const inline = inlineNameAt(repository, path, offset);
  if (inline) return { name: inline.name, span: inline.span, objects: inline.found };
  const patched = cursor && patchedAt(cursor);
  if (patched) return { name: patched.name, span: patched.span, objects: patched.found };
  if (own && own.span.start <= offset && offset <= own.span.end) {
    const declaration = repository.objects.in(manifest).find((it) => it.document === document);
    const objects = declaration ? [...candidatesOf(repository, declaration)] : [];
    return { name: own.value, span: own.span, objects };
  }
  const marker = markerAt(repository, path, offset);
  if (marker) return { name: marker.name, span: marker.span, objects: marker.found };
  const target = cursor && !cursor.onKey ? targetAt(cursor) : undefined;
  const plain = cursor && !target ? plainAt(cursor) : undefined;
  if (plain) return { name: plain.name, span: plain.span, objects: plain.found };
  if (!target || offset < target.mention.nameSpan.start || offset > target.mention.nameSpan.end) return undefined;
  const objects = target.found.filter((it) => mayMeet(repository, path, it.declaration.manifest.path));
  return { name: target.mention.name, span: target.mention.nameSpan, objects: target.exact ? objects : [] };
}

/** Where objects are declared, and all references to them: image markers too. Another cluster has objects of the same names. */
export function objectUses(repository: Repository, objects: readonly Candidate[]): readonly Location[] {
  const places = new Map<string, Location>();
  const add = (path: string, span: Span): void => void places.set(`${path} ${span.start}`, { path, span });
  for (const { declaration } of objects) {
    add(declaration.manifest.path, declaration.document.shift(declaration.declared.name.span));
  }
  for (const path of [...new Set(objects.flatMap((it) => [...repository.mentioned.files(it.name)]))].sort()) {
    const manifest = repository.manifest(path);
    if (manifest === undefined || repository.isTemplate(path)) continue;
    const found = manifest.documents.flatMap((document) =>
      [...namesIn(repository, manifest, document, objects)].map((span) => document.shift(span)),
    );
    const isHere = (it: Candidate) => mayMeet(repository, manifest.path, it.declaration.manifest.path);
    if (found.length > 0 && objects.some(isHere)) for (const span of found) add(manifest.path, span);
  }
  for (const { path, span } of patchUses(repository, objects)) add(path, span);
  for (const { path, span } of inlineUses(repository, objects)) add(path, span);
  if (objects.some(({ declaration: { declared } }) => kindOf(declared.group, declared.kind) === undefined))
    for (const { path, span } of plainUses(repository, objects)) add(path, span);
  return [...places.values()];
}

/** The names in a document that stand for one of the objects; spans count from the document. */
function* namesIn(
  repository: Repository,
  manifest: Manifest,
  document: ManifestDocument,
  objects: readonly Candidate[],
): Generator<Span> {
  const { fields, header, markers } = document.facts;
  for (const { value, span } of markers) {
    const [namespace, name = ''] = value.split(':', 2);
    const isIt = objects.some(
      (it) =>
        it.declaration.declared.kind === 'ImagePolicy' && it.name === name && (it.namespace ?? namespace) === namespace,
    );
    if (isIt) yield { start: span.end - name.length, end: span.end };
  }
  const rows = rowsFrom(header.kind?.value ?? '');
  if (rows.length === 0) return;
  for (const [field, word] of fields) {
    if (!field.endsWith('.name') || !objects.some((it) => it.name === word.value)) continue;
    const steps = field
      .split('.')
      .slice(0, -1)
      .map((it) => (/^\d+$/.test(it) ? Number(it) : it));
    for (const row of rows) {
      if (!isSamePath(row.path, steps)) continue;
      const { kind, namespaces } = aim(repository, manifest, document, row, steps.join('.'));
      const isIt = objects.some(
        (it) =>
          it.declaration.declared.kind === kind &&
          it.name === word.value &&
          (it.namespace === undefined || namespaces.has(undefined) || namespaces.has(it.namespace)),
      );
      if (isIt) yield unquoted(word);
    }
  }
}

function unquoted({ value, span }: Word): Span {
  const quote = span.end - span.start > value.length ? 1 : 0;
  return { start: span.start + quote, end: span.end - quote };
}

function rowsFrom(kind: string): readonly Reference[] {
  return [...references, ...looseReferences].filter((it) => it.from === kind);
}

function aim(
  repository: Repository,
  manifest: Manifest,
  document: ManifestDocument,
  row: Reference,
  holder: string,
): { readonly kind: string | undefined; readonly namespaces: ReadonlySet<string | undefined> } {
  const { fields } = document.facts;
  const kind = (row.choosesKind ? fields.get(`${holder}.kind`)?.value : undefined) ?? row.to[0];
  const given = row.crossNamespace ? fields.get(`${holder}.namespace`)?.value : undefined;
  const namespaces = given ? new Set([literalOf(given)]) : namespacesOf(repository, manifest.path, document);
  return { kind, namespaces };
}

/** Why no other name can be given, whichever it is. */
function refusalOf({ name, objects }: ObjectAt): string | undefined {
  const strange = objects.find(({ declaration: { declared } }) => !isFollowed(declared.group, declared.kind));
  if (strange) {
    const { kind } = strange.declaration.declared;
    return `Fluxwright does not know which fields name a ${kind}, so it must be renamed by hand.`;
  }
  const isTemplate = objects.some(({ declaration: { manifest, document, declared } }) => {
    const { start, end } = document.shift(declared.name.span);
    return manifest.text.slice(start, end).includes('<<');
  });
  if (isTemplate) return `A ResourceSet makes "${name}" of its inputs, so it must be renamed by hand.`;
  const isMade = objects.some((it) => it.name !== it.declaration.declared.name.value);
  return isMade ? `kustomize puts something before or behind "${name}", so it must be renamed by hand.` : undefined;
}

function renameObject(repository: Repository, found: ObjectAt, wanted: string): Renaming {
  const refusal = refusalOf(found);
  if (refusal !== undefined) return { refusal };
  if (!/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(wanted) || wanted.length > 253) {
    return {
      refusal: 'A name has lower-case letters, digits, - and . only, and starts and ends with a letter or digit.',
    };
  }
  const edits = objectUses(repository, found.objects).map(({ path, span }) => {
    const old = repository.text(path)?.slice(span.start, span.end) ?? '';
    const quote = /^["']/.exec(old)?.[0] ?? '';
    return { path, span, text: quote + wanted + quote };
  });
  return { edits };
}

/** Whether the fields are known that name objects of a kind. */
function isFollowed(group: string, kind: string): boolean {
  return kindOf(group, kind) !== undefined || isNamedByPlain(kind);
}
