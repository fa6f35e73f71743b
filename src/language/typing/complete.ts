import type { Completion, Offer } from './completion.ts';
import { completeFile } from './completeFiles.ts';
import { completeHeader } from './completeHeader.ts';
import { completeMarker } from './completeMarker.ts';
import { completeName, completeEntryKey } from './completeNames.ts';
import { completeChart, completeEntry, completePath } from './completePaths.ts';
import { completePointer } from './completePointer.ts';
import { completeReference } from './completeReferences.ts';
import { cursorAt, slotAt } from '../repository/cursor.ts';
import type { Cursor, Slot } from '../repository/cursor.ts';
import type { Repository } from '../repository/repository.ts';
import { scalarText } from '../yaml/scalar-text.ts';
import { completeKind } from './completeKinds.ts';
import { completeKeys } from './keys.ts';
import { completeNested } from './nested.ts';
import { completeObjects } from './objects.ts';
import { innerPatchAt } from './innerPatch.ts';
import type { InnerPatch } from './innerPatch.ts';
import type { TypingPlace } from './place.ts';
import { placeAt } from './scan.ts';
import { completeValue } from './values.ts';
import { completeVariable } from '../variables/variablesAt.ts';

export type { Completion } from './completion.ts';
export { explain } from './explain.ts';

type Completer = (cursor: Cursor) => readonly Offer[];
/** What knows the repository comes before what the schema alone says. */
const completers: readonly Completer[] = [
  completeHeader,
  completePointer,
  completeReference,
  completeName,
  completeEntryKey,
  completePath,
  completeChart,
  completeEntry,
  completeFile,
  completeKind,
  completeValue,
];

/** What to look after. */
export interface Wishes {
  /** Whether to say what schemas know; `false` where another extension does. */
  readonly fields?: boolean;
}

/**
 * What could stand at an offset: keys, values, references, paths, whole objects, as far as schemas and the repository know them. Works in
 * half-typed text. Parses nothing but the document at the offset.
 */
export function complete(
  repository: Repository,
  path: string,
  offset: number,
  { fields = true }: Wishes = {},
): readonly Completion[] {
  const known = completeVariable(repository, path, offset) ?? completeMarker(repository, path, offset);
  if (known) return known;
  const inner = innerPatchAt(repository, path, offset);
  if (inner) return completeAt(inner.cursor, inner.offset, fields).map((it) => outward(it, inner.outward));
  const cursor = cursorAt(repository, path, offset);
  return cursor ? completeAt(cursor, offset, fields) : [];
}

/** The same offer, counted from the file around a patch. */
function outward(offer: Completion, place: InnerPatch['outward']): Completion {
  const { about, replace } = offer;
  const from =
    about && 'field' in about
      ? { about: { ...about, offset: place({ start: about.offset, end: about.offset }).start } }
      : {};
  return { ...offer, ...from, replace: place(replace) };
}

function completeAt(cursor: Cursor, offset: number, fields: boolean): readonly Completion[] {
  const { section, start } = cursor.document;
  const place = placeAt(section.text, offset - start);
  if (!place) return [];
  const objects = completeObjects(cursor, place);
  const taken = new Set(objects.map((it) => it.label));
  const wanted = fields ? completers : completers.filter((it) => it !== completeValue && it !== completeKind);
  const values = valuesAt(cursor, place, offset, wanted).filter((it) => !taken.has(it.label));
  if (!fields) return [...objects, ...values];
  const keys = place.at === 'key' ? completeKeys(cursor, place) : completeNested(cursor, place);
  return [...objects, ...values, ...keys];
}

function valuesAt(
  cursor: Cursor,
  place: TypingPlace,
  offset: number,
  wanted: readonly Completer[],
): readonly Completion[] {
  const isItem = isOpenItem(place);
  const slot = isItem ? openSlot(offset) : isOff(cursor, place) ? undefined : slotAt(cursor, offset);
  if (!slot) return [];
  const at = isItem ? { ...cursor, path: place.path, onKey: false } : cursor;
  const offers: Offer[] = [];
  for (const completer of wanted) {
    const known = new Set(offers.map((it) => it.label));
    offers.push(...completer(at).filter((it) => !known.has(it.label)));
  }
  const isOneLine = place.flow || slot.quote !== '';
  const takesKey = slot.quote === '' && (place.at === 'key' ? place.taken.size === 0 : !place.flow);
  return offers
    .filter(({ before }) => before === undefined || takesKey)
    .map((offer) => placed(isOneLine ? { ...offer, insert: /^[^\r\n]*/.exec(offer.insert)?.[0] ?? '' } : offer, slot));
}

/** Whether the place is an item of a list in brackets of which nothing is typed yet: the parser knows none there. */
function isOpenItem({ flow, at, path, word, quoted }: TypingPlace): boolean {
  return flow && at === 'value' && typeof path.at(-1) === 'number' && word.start === word.end && !quoted;
}

function openSlot(offset: number): Slot {
  return { span: { start: offset, end: offset }, lead: '', quote: '', isClosed: false };
}

function isOff(cursor: Cursor, place: TypingPlace): boolean {
  return cursor.onKey || isBesideItem(cursor, place);
}

/** Whether the parser takes the place for an item of a list, and the item is not there but above: only its keys can follow. */
function isBesideItem({ path }: Cursor, { at, dashed, flow }: TypingPlace): boolean {
  return typeof path.at(-1) === 'number' && at === 'key' && !dashed && !flow;
}

function placed({ before = '', isYaml = false, ...offer }: Offer, slot: Slot): Completion {
  const isPlain = !isYaml && !offer.insert.includes('\n');
  const text = slot.quote !== '' ? within(slot, offer, isYaml) : isPlain ? scalarText(offer.insert) : offer.insert;
  return { ...offer, insert: slot.lead + before + text, replace: slot.span };
}

/** A text between quotes that stand there already, or of which the second is missing. */
function within({ quote, isClosed }: Slot, { insert }: Offer, isYaml: boolean): string {
  const text = isYaml && insert.startsWith('"') ? (JSON.parse(insert) as string) : insert;
  const inner = quote === "'" ? text.replaceAll("'", "''") : JSON.stringify(text).slice(1, -1);
  return isClosed ? inner : inner + quote;
}
