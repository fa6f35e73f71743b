import { isScalar } from 'yaml';
import { kustomizeGroup } from '../flux/kind.ts';
import type { Kind } from '../flux/kind.ts';
import { kindOf, kinds } from '../flux/kinds.ts';
import { livesOf } from '../flux/versions.ts';
import { durationFields } from '../flux/references.ts';
import type { Wishes } from './typing/complete.ts';
import { cursorAt, isSamePath, referenceFieldAt } from './repository/cursor.ts';
import type { Cursor } from './repository/cursor.ts';
import { generatedAs } from './references/generated.ts';
import { inlineNameAt } from './references/inlineNames.ts';
import { markerAt } from './references/markers.ts';
import { plainAt } from './references/plain.ts';
import { tellPath } from './references/tell.ts';
import { tellStanding } from './references/standing.ts';
import type { Candidate } from './build/lookup.ts';
import { escapeMarkdown, inlineCode } from './markdown.ts';
import { scanOutline } from './yaml/outline.ts';
import { wantOf } from './yaml/wanted.ts';
import { textOf } from './yaml/parse.ts';
import type { Repository } from './repository/repository.ts';
import { targetAt } from './references/targets.ts';
import type { Span } from './yaml/text.ts';
import { describeField } from './typing/describe.ts';
import { isPointer } from './typing/completePointer.ts';
import { fieldAt, fieldAtPointer } from './typing/field.ts';
import { innerPatchAt } from './typing/innerPatch.ts';
import type { Field } from './typing/field.ts';
import { readDuration, readingOf } from './readings/reading.ts';
import { tellVariable, variableAt } from './variables/variablesAt.ts';

/** What to show about a place. */
export interface Hover {
  readonly span: Span;
  /** Texts from files are escaped in it; its only links are those to Flux's documentation. */
  readonly markdown: string;
}

type Teller = (cursor: Cursor, offset: number) => string | undefined;
const tellers: readonly Teller[] = [
  tellKind,
  tellTarget,
  tellPlain,
  ({ repository, manifest }, offset) => tellPath(repository, manifest.path, offset),
];

/**
 * What is known about the key, kind, reference, folder or value at an offset, and of the field that it stands in; `undefined` where there is
 * nothing to say.
 */
export function hoverAt(
  repository: Repository,
  path: string,
  offset: number,
  { fields = true }: Wishes = {},
): Hover | undefined {
  const variable = variableAt(repository, path, offset);
  const told = variable && tellVariable(variable);
  if (told !== undefined) return { span: variable?.whole ?? { start: offset, end: offset }, markdown: told };
  const named = markerAt(repository, path, offset) ?? inlineNameAt(repository, path, offset);
  if (named && named.found.length > 0)
    return { span: named.span, markdown: named.found.map(describeCandidate).join('\n\n') };
  const inner = innerPatchAt(repository, path, offset);
  if (inner) {
    const hover = hoverIn(inner.cursor, inner.offset, fields);
    return hover && { ...hover, span: inner.outward(hover.span) };
  }
  const cursor = cursorAt(repository, path, offset);
  return cursor && hoverIn(cursor, offset, fields);
}

function hoverIn(cursor: Cursor, offset: number, fields: boolean): Hover | undefined {
  const node = cursor.onKey ? cursor.document.locate(offset).node : cursor.document.nodeAt(cursor.path);
  const span = node && isScalar(node) ? cursor.document.span(node) : undefined;
  if (!span || offset < span.start || offset > span.end) return undefined;
  const field = fieldAt(cursor, cursor.path);
  const markdown = cursor.onKey
    ? tellField(cursor, fields ? field : undefined)
    : tellValue(cursor, offset, field, fields);
  return markdown === undefined ? undefined : { span, markdown };
}

function tellValue(cursor: Cursor, offset: number, field: Field | undefined, fields: boolean): string | undefined {
  for (const tell of cursor.patched ? [tellPointer] : tellers) {
    const markdown = tell(cursor, offset);
    if (markdown !== undefined) return markdown;
  }
  const text = textOf(cursor.document.nodeAt(cursor.path)) ?? '';
  const reading = (field && readingOf(field, text)) ?? tellDuration(cursor);
  return joined(cursor.patched ? undefined : tellOwn(cursor), reading, tellField(cursor, fields ? field : undefined));
}

/** On a pointer of a JSON patch: the field that it leads to. */
function tellPointer(cursor: Cursor): string | undefined {
  if (!isPointer(cursor)) return undefined;
  return tellField(cursor, fieldAtPointer(cursor, textOf(cursor.document.nodeAt(cursor.path)) ?? ''));
}

function joined(...parts: readonly (string | undefined)[]): string | undefined {
  const said = parts.filter((it) => it !== undefined);
  return said.length === 0 ? undefined : said.join('\n\n');
}

/** On the name of an object: who applies it. */
function tellOwn({ repository, manifest, document, path }: Cursor): string | undefined {
  return path.join('.') === 'metadata.name' ? tellStanding(repository, manifest.path, document) : undefined;
}

function tellField({ repository }: Cursor, field: Field | undefined): string | undefined {
  return field && describeField(field, repository);
}

function tellKind(cursor: Cursor): string | undefined {
  const { path, document, repository, manifest } = cursor;
  const at = path.join('.');
  if (at === 'kind' || at === 'apiVersion') {
    const { group, kind } = document.header;
    if (group === kustomizeGroup)
      return joined(tellKustomize(kind?.value), tellStanding(repository, manifest.path, document));
    const row = kind && kindOf(group, kind.value);
    if (at === 'apiVersion') return row && describe(row);
    const isKnown = repository.schemas.kinds().some((it) => it.group === group && it.kind === kind?.value);
    const whole = isKnown ? fieldAt(cursor, []) : undefined;
    const told = row ? describe(row) : tellField(cursor, whole);
    return joined(told, tellStanding(repository, manifest.path, document));
  }
  if (path.at(-1) !== 'kind' || !referenceFieldAt(cursor)) return undefined;
  const name = textOf(document.nodeAt(path));
  const row = kinds.find((it) => it.kind === name);
  return row && describe(row);
}

function describe(row: Kind): string {
  const served = row.versions.map((it) => `\`${row.group}/${it}\``).join(', ');
  const old = livesOf(row.group, row.kind).flatMap(({ version, removed }) =>
    removed === undefined ? [] : [`\`${version}\` until Flux ${removed}`],
  );
  const docs = row.docs === undefined ? [] : [`[Documentation](https://fluxcd.io/flux/components/${row.docs})`];
  return [
    `**${row.kind}**`,
    row.summary,
    `Served: ${served}${old.length > 0 ? `. Gone: ${old.join(', ')}` : ''}`,
    ...docs,
  ].join('\n\n');
}

function tellKustomize(kind: string | undefined): string {
  const what =
    kind === 'Component'
      ? 'A part that several kustomization files share'
      : 'The list of what kustomize builds from this folder';
  return `**${kind === 'Component' ? 'Component' : 'Kustomization'}** (a file of kustomize)\n\n${what}. Never an object of the cluster; Flux's Kustomization is another kind of the same name.`;
}

function tellTarget(cursor: Cursor): string | undefined {
  const target = targetAt(cursor);
  if (!target) return undefined;
  const { mention, found, exact } = target;
  const generated = found.length > 0 ? undefined : tellGenerated(cursor, mention.kinds[0] ?? '', mention.name);
  if (generated !== undefined) return generated;
  if (found.length === 0) {
    const made = mention.name === 'flux-system' ? '. `flux bootstrap` or Flux Operator makes it' : '';
    return `${inlineCode(mention.name)} is declared in no file of this folder${made}.`;
  }
  const note = exact ? [] : ['No such object in the namespace that counts; elsewhere there is:'];
  return [...note, ...found.slice(0, 5).map(describeCandidate)].join('\n\n');
}

function tellPlain(cursor: Cursor): string | undefined {
  const { found = [], kind = '', name = '' } = plainAt(cursor) ?? {};
  return found.length === 0 ? tellGenerated(cursor, kind, name) : found.slice(0, 5).map(describeCandidate).join('\n\n');
}

function tellGenerated({ repository, manifest }: Cursor, kind: string, name: string): string | undefined {
  const files = generatedAs(repository, manifest.path, kind, name).map((it) => inlineCode(it.path));
  if (files.length === 0) return undefined;
  return `**${escapeMarkdown(kind)}** ${inlineCode(name)}, generated by ${files.slice(0, 5).join(', ')}`;
}

/** Fields that tell objects of a kind apart, Read from the lines: hovering parses no other file. */
const shownFields = ['url', 'endpoint', 'bucketName', 'image', 'chart', 'path', 'type', 'interval'] as const;
const shownRefs = ['branch', 'tag', 'semver', 'commit', 'digest'] as const;
const shown = wantOf({
  spec: {
    ...Object.fromEntries(shownFields.map((field) => [field, true as const])),
    ref: Object.fromEntries(shownRefs.map((field) => [field, true as const])),
  },
});

function describeCandidate({ declaration, name, namespace }: Candidate): string {
  const { document, declared, manifest } = declaration;
  const id = namespace === undefined ? name : `${namespace}/${name}`;
  const isItself = document.header.kind?.value === declared.kind;
  const leaves = isItself ? (scanOutline(document.section.text, shown) ?? []) : [];
  const lines = leaves.map((leaf) => `- ${leaf.path.replace('spec.', '')}: ${inlineCode(leaf.value)}`);
  const heading = `**${escapeMarkdown(declared.kind)}** ${inlineCode(id)} in ${inlineCode(manifest.path)}`;
  return lines.length === 0 ? heading : `${heading}\n\n${lines.join('\n')}`;
}

/** A length of time where no schema tells that there is one: in a document that does not say its kind yet. */
function tellDuration({ document, path, fluxKind }: Cursor): string | undefined {
  const field = durationFields.find(
    (it) => isSamePath(it.path, path) && fluxKind !== undefined && (it.kinds?.includes(fluxKind) ?? fluxKind !== ''),
  );
  const words = field && readDuration(textOf(document.nodeAt(path)) ?? '');
  return words === undefined ? undefined : `= ${words}`;
}
