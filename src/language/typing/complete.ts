import type { Completion, Offer } from './completion.ts';
import { completeHeader } from './completeHeader.ts';
import { completeChart, completeEntry, completePath } from './completePaths.ts';
import { completeReference } from './completeReferences.ts';
import { cursorAt, slotAt } from '../repository/cursor.ts';
import type { Cursor, Slot } from '../repository/cursor.ts';
import type { Repository } from '../repository/repository.ts';
import { scalarText } from '../yaml/scalar-text.ts';
import { completeKeys } from './keys.ts';
import { completeNested } from './nested.ts';
import { completeObjects } from './objects.ts';
import { placeAt } from './scan.ts';
import { completeValue } from './values.ts';
import { completeVariable } from '../variables/variablesAt.ts';

export type { Completion } from './completion.ts';
export { explain } from './explain.ts';

type Completer = (cursor: Cursor) => readonly Offer[];
/** What knows the repository comes before what the schema alone says. */
const completers: readonly Completer[] = [
  completeHeader,
  completeReference,
  completePath,
  completeChart,
  completeEntry,
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
  const variables = completeVariable(repository, path, offset);
  if (variables) return variables;
  const cursor = cursorAt(repository, path, offset);
  if (!cursor) return [];
  const { section, start } = cursor.document;
  const place = placeAt(section.text, offset - start);
  if (!place) return [];
  const objects = completeObjects(cursor, place);
  const taken = new Set(objects.map((it) => it.label));
  const values = valuesAt(cursor, offset, fields ? completers : completers.filter((it) => it !== completeValue)).filter(
    (it) => !taken.has(it.label),
  );
  if (!fields) return [...objects, ...values];
  const keys = place.at === 'key' ? completeKeys(cursor, place) : completeNested(cursor, place);
  return [...objects, ...values, ...keys];
}

function valuesAt(cursor: Cursor, offset: number, wanted: readonly Completer[]): readonly Completion[] {
  const slot = cursor.onKey ? undefined : slotAt(cursor, offset);
  if (!slot) return [];
  const offers: Offer[] = [];
  for (const completer of wanted) {
    const known = new Set(offers.map((it) => it.label));
    offers.push(...completer(cursor).filter((it) => !known.has(it.label)));
  }
  return offers.map((offer) => placed(offer, slot));
}

function placed({ before = '', isYaml = false, ...offer }: Offer, slot: Slot): Completion {
  const isPlain = slot.quote === '' && !isYaml && !offer.insert.includes('\n');
  return {
    ...offer,
    insert: slot.lead + before + (isPlain ? scalarText(offer.insert) : offer.insert),
    replace: slot.span,
  };
}
