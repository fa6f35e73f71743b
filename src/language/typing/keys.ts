import { kustomizeGroup } from '../../flux/kind.ts';
import type { Completion } from './completion.ts';
import type { Cursor } from '../repository/cursor.ts';
import type { Span } from '../yaml/text.ts';
import { commonOf } from './common.ts';
import { childOf, fieldAt, isRequired } from './field.ts';
import type { Field } from './field.ts';
import { guessFor } from './guess.ts';
import { keysKnownIn } from './mapKeys.ts';
import { isEmptyBut } from './objects.ts';
import { operations } from './operations.ts';
import type { TypingPlace } from './place.ts';
import { wantedVariables } from '../variables/wantedVariables.ts';
import { isList, isMapping, Structure, styleOf } from './structure.ts';

/** Keys that only the cluster writes, and that no manifest should have. */
const written: readonly string[] = [
  'status',
  'metadata.creationTimestamp',
  'metadata.deletionGracePeriodSeconds',
  'metadata.deletionTimestamp',
  'metadata.generation',
  'metadata.managedFields',
  'metadata.resourceVersion',
  'metadata.selfLink',
  'metadata.uid',
];

/** The keys that may join the mapping at a place, each with the structure that must stand behind it. `place` counts from the document. */
export function completeKeys(cursor: Cursor, place: TypingPlace): readonly Completion[] {
  const field = fieldAt(cursor, place.path) ?? headOf(cursor, place);
  if (field === undefined) return [];
  const keys = isMapping(field)
    ? [...wholeItemOf(cursor, place, field), ...keysOf(cursor, place, field), ...mapKeysOf(cursor, place, field)]
    : [];
  const items = isList(field) && place.at === 'key' && !place.owns ? [itemOf(cursor, place, field, place.path)] : [];
  const list = place.listAbove && fieldAt(cursor, place.listAbove);
  const another = list && isList(list) ? [itemOf(cursor, place, list, place.listAbove ?? [])] : [];
  return [...keys, ...items, ...another, ...operationOf(cursor, place)];
}

/** A patch in which nothing stands yet may become a list of operations. */
function operationOf(cursor: Cursor, place: TypingPlace): readonly Completion[] {
  const { schema } = operations;
  const list: Field = { schema, kind: operations, path: [], required: true };
  return cursor.patched && isEmptyBut(cursor, place) ? [itemOf(cursor, place, list, [])] : [];
}

/** An object that does not say yet of what kind it is, or a document that may become one: only what it begins with can be known. */
function headOf(cursor: Cursor, place: TypingPlace): Field | undefined {
  const { repository } = cursor;
  const isObject = place.taken.has('apiVersion') || place.taken.has('kind') || isEmptyBut(cursor, place);
  if (place.path.length > 0 || place.flow || !isObject) return undefined;
  const kind = repository.schemas.anyObject('', '', '');
  return { schema: kind.schema, kind, path: [], required: true };
}

function keysOf(cursor: Cursor, place: TypingPlace, field: Field): readonly Completion[] {
  const { kind } = field;
  const common = kind.chart === undefined ? commonOf(field) : [];
  const isHidden = (key: string) => kind.chart === undefined && written.includes([...field.path, key].join('.'));
  return Object.keys(field.schema.properties ?? {})
    .filter((key) => !place.taken.has(key) && !isHidden(key))
    .flatMap((key, position) => {
      const child = childOf(field, key);
      return child && canOwn(child, place)
        ? keyOffer(cursor, place, key, child, rankOf(field, key, child, common, position))
        : [];
    });
}

/** Whether a field takes what stands below and waits for a key. */
function canOwn(field: Field, { owns }: TypingPlace): boolean {
  return owns === undefined || (owns === 'list' ? isList(field) : isMapping(field));
}

/** In a map any key may stand; these mean something, or are waited for. */
function mapKeysOf(cursor: Cursor, place: TypingPlace, field: Field): readonly Completion[] {
  const isSubstitute = field.kind.kind === 'Kustomization' && field.path.join('.') === 'spec.postBuild.substitute';
  return (isSubstitute ? wantedVariables(cursor.repository, cursor.document) : keysKnownIn(field))
    .filter((key) => !place.taken.has(key))
    .flatMap((key, position) => {
      const child = childOf(field, key);
      return child ? keyOffer(cursor, place, key, child, `2${String(position).padStart(4, '0')}`) : [];
    });
}

/** Required ones, common ones by how often people write them, the rest as the API declares them, deprecated ones. */
function rankOf(field: Field, key: string, child: Field, common: readonly string[], position: number): string {
  const declared = String(position).padStart(4, '0');
  if (child.schema.deprecated !== undefined) return `4${declared}`;
  if (isRequired(field.schema, key) || isHeader(field, key)) return `1${declared}`;
  const rank = common.indexOf(key);
  return rank >= 0 ? `2${String(rank).padStart(4, '0')}` : `3${declared}`;
}

/** What every object begins with. Files of kustomize can do without. */
function isHeader({ path, kind }: Field, key: string): boolean {
  return (
    path.length === 0 &&
    kind.group !== kustomizeGroup &&
    kind.chart === undefined &&
    ['apiVersion', 'kind', 'metadata', 'spec'].includes(key)
  );
}

function keyOffer(cursor: Cursor, place: TypingPlace, key: string, field: Field, sort: string): Completion {
  const text = keyText(cursor, place, key, field);
  return {
    label: key,
    kind: 'key',
    detail: detailOf(field),
    insert: text.insert,
    ...(text.snippet && { snippet: true }),
    ...(text.again && { again: true }),
    ...(field.schema.deprecated !== undefined && { deprecated: true }),
    about: { field: [...place.path, key], offset: cursor.document.start },
    replace: spanIn(cursor, place),
    sort,
  };
}

interface Text {
  readonly insert: string;
  readonly snippet: boolean;
  readonly again: boolean;
}

function keyText(cursor: Cursor, place: TypingPlace, key: string, field: Field): Text {
  const name = /^[\w./-]+$/.test(key) || place.quoted ? key : JSON.stringify(key);
  if (place.colon || place.quoted) return { insert: `${leadOf(cursor, place)}${name}`, snippet: false, again: false };
  const lead = leadOf(cursor, place);
  if (place.owns !== undefined) return { insert: `${lead}${name}:`, snippet: false, again: false };
  const path = [...place.path, key];
  if (place.flow) {
    const [open, close] = isList(field) ? ['[', ']'] : isMapping(field) ? ['{', '}'] : ['', ''];
    return { insert: `${lead}${escaped(name)}: ${open}$1${close}`, snippet: true, again: true };
  }
  const structure = new Structure(styleOf(cursor.manifest.text), guessFor(cursor));
  const rest = structure.behindKey(field, path, place.column - place.indent);
  return { insert: `${lead}${escaped(name)}:${rest}`, snippet: true, again: !structure.snippet.startsWithChoice };
}

function isBareDash({ document }: Cursor, { dashed, word }: TypingPlace): boolean {
  return dashed && word.start === word.end && document.section.text[word.start - 1] === '-';
}

function itemOf(cursor: Cursor, place: TypingPlace, list: Field, path: TypingPlace['path']): Completion {
  const item = childOf(list, 0);
  const required = item && isMapping(item) ? (item.schema.required ?? []) : [];
  const structure = new Structure(styleOf(cursor.manifest.text), guessFor(cursor));
  const rest = structure.behindDash(item, [...path, 0], place.column - place.indent + 2);
  return {
    label: `- ${required.join(', ') || '…'}`,
    kind: 'key',
    detail: 'new item',
    insert: `${leadOf(cursor, place)}- ${rest}`,
    snippet: true,
    again: !structure.snippet.startsWithChoice,
    about: { field: path, offset: cursor.document.start },
    replace: spanIn(cursor, place),
    sort: '5',
  };
}

/** All that an item cannot be without, where its first key is about to be typed and one key is not enough. */
function wholeItemOf(cursor: Cursor, place: TypingPlace, field: Field): readonly Completion[] {
  const { required = [] } = field.schema;
  if (!place.dashed || place.taken.size > 0 || place.colon || required.length < 2) return [];
  const structure = new Structure(styleOf(cursor.manifest.text), guessFor(cursor));
  const rest = structure.behindDash(field, place.path, place.column - place.indent);
  return [
    {
      label: required.join(', '),
      kind: 'key',
      detail: 'whole item',
      insert: leadOf(cursor, place) + rest,
      snippet: true,
      again: !structure.snippet.startsWithChoice,
      about: { field: place.path, offset: cursor.document.start },
      replace: spanIn(cursor, place),
      sort: '0',
    },
  ];
}

/** The type in a word or two, and whether the field must be there. */
function detailOf(field: Field): string {
  const type = isList(field) ? 'list' : isMapping(field) ? 'object' : (field.schema.type ?? 'any');
  const since = field.schema.since === undefined ? '' : `, since Flux ${field.schema.since}`;
  return `${type}${field.required ? ', required' : ''}${since}`;
}

function spanIn({ document }: Cursor, { word, moved = 0 }: TypingPlace): Span {
  return document.shift({ start: word.start - moved, end: word.end });
}

/** What stands before the word on its line and is not there yet. */
function leadOf(cursor: Cursor, place: TypingPlace): string {
  if (place.moved !== undefined) return ' '.repeat(place.column);
  // Right behind a dash a blank is missing.
  return isBareDash(cursor, place) ? ' ' : '';
}

function escaped(key: string): string {
  return key.replace(/[\\$}]/g, '\\$&');
}
