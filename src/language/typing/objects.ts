import { isKustomizationPath } from '../build/builds.ts';
import type { Completion } from './completion.ts';
import { knownTargets } from './known.ts';
import type { Cursor } from '../repository/cursor.ts';
import type { TypingPlace } from './place.ts';
import { lineEndAt } from '../yaml/text.ts';
import { headerOf, snippetOf } from './starter.ts';
import type { Starter } from './starter.ts';
import { kustomizeFiles } from './starters/files.ts';
import { starters } from './starters.ts';

/** Whole objects, where a document has nothing in it but the word that is typed, be it alone or behind `kind:`. */
export function completeObjects(cursor: Cursor, place: TypingPlace): readonly Completion[] {
  const { document, manifest } = cursor;
  if (cursor.patched || place.flow) return [];
  const isKind = place.at === 'value' && place.path.join('.') === 'kind';
  const isWord = place.at === 'key' && place.path.length === 0 && !place.dashed && !place.colon;
  if ((!isKind && !isWord) || place.column !== 0 || place.quoted) return [];
  const { text } = document.section;
  const start = text.lastIndexOf('\n', place.word.start - 1) + 1;
  const end = lineEndAt(text, place.word.end);
  if (!isAlone(text, start, end)) return [];
  const span = isKind ? { start, end } : place.word;
  const isFile = isKustomizationPath(manifest.path);
  return starters
    .filter((it) => isFile === kustomizeFiles.includes(it))
    .map((it, position) => objectOffer(cursor, it, isKind, document.shift(span), position));
}

function objectOffer(
  cursor: Cursor,
  starter: Starter,
  isKind: boolean,
  replace: Completion['replace'],
  position: number,
): Completion {
  const names = (kind: string): readonly string[] => [...new Set(knownTargets(cursor, kind).map((it) => it.name))];
  return {
    label: starter.label,
    kind: 'snippet',
    detail: headerOf(starter).apiVersion,
    insert: snippetOf(starter, names),
    snippet: true,
    ...(isKind && { filter: `kind: ${starter.label}` }),
    about: { starter: starter.label },
    replace,
    sort: `0${String(position).padStart(3, '0')}`,
  };
}

/** Whether a document has nothing in it but the key that is typed at its root. */
export function isEmptyBut({ document }: Cursor, { word, path, at, column, flow, dashed }: TypingPlace): boolean {
  const isRoot = at === 'key' && path.length === 0 && column === 0 && !flow && !dashed;
  return isRoot && isAlone(document.section.text, word.start, word.end);
}

function isAlone(text: string, start: number, end: number): boolean {
  return isBlank(text.slice(0, start)) && isBlank(text.slice(end));
}

function isBlank(text: string): boolean {
  return /^(?:\s|---(?=\s)|#.*(?=\n|$))*$/.test(text.slice(0, 5000)) && text.length < 5000;
}
