import type { Completion } from './completion.ts';
import type { Cursor } from '../repository/cursor.ts';
import { fieldAt } from './field.ts';
import type { Field } from './field.ts';
import { guessFor } from './guess.ts';
import { indentOf } from '../yaml/line.ts';
import type { TypingPlace } from './place.ts';
import { isList, isMapping, Structure, styleOf } from './structure.ts';

/** Behind the colon of a key whose value belongs on the next lines, and is not there yet: that value, begun. */
export function completeNested(cursor: Cursor, place: TypingPlace): readonly Completion[] {
  const { manifest, document } = cursor;
  const { text } = document.section;
  const { start, end } = place.word;
  if (place.at !== 'value' || place.flow || text.slice(start, end).trim() !== '' || hasValue(text, end, place.column)) {
    return [];
  }
  const field = fieldAt(cursor, place.path);
  if (field === undefined || (!isList(field) && !isMapping(field))) return [];
  const structure = new Structure(styleOf(manifest.text), guessFor(cursor));
  const insert = structure.behindKey(field, place.path, place.column - place.indent);
  const blanks = /[ \t]*$/.exec(text.slice(0, end))?.[0].length ?? 0;
  return [
    {
      label: labelOf(field),
      kind: 'key',
      detail: isList(field) ? 'first item' : 'fields',
      insert,
      snippet: true,
      again: !structure.snippet.startsWithChoice,
      about: { field: place.path, offset: document.start },
      replace: document.shift({ start: end - blanks, end }),
      sort: '1',
    },
  ];
}

function labelOf(field: Field): string {
  const required = (isList(field) ? field.schema.items?.required : field.schema.required) ?? [];
  const keys = required.length === 0 ? '…' : required.join(', ');
  return isList(field) ? `- ${keys}` : keys;
}

/** Whether something stands behind the offset that belongs to a key at a column. */
function hasValue(text: string, offset: number, column: number): boolean {
  const [rest = '', ...below] = text.slice(offset, offset + 5000).split('\n');
  if (rest.trim() !== '') return true;
  const next = below.find((line) => indentOf(line) !== undefined);
  const indent = next === undefined ? undefined : indentOf(next);
  return (
    indent !== undefined && (indent > column || (indent === column && next?.trimStart().startsWith('- ') === true))
  );
}
