import type { Cursor } from '../repository/cursor.ts';
import { textOf } from '../yaml/parse.ts';
import { commonOf } from './common.ts';
import type { Offer } from './completion.ts';
import { fieldAtPointer, kindSchemaOf } from './field.ts';
import { keysKnownIn } from './mapKeys.ts';
import { operations } from './operations.ts';
import { isList } from './structure.ts';

/** Where an operation of a JSON patch may point to: one step beyond what is typed, as the schema of the patched kind has it. */
export function completePointer(cursor: Cursor): readonly Offer[] {
  const { document, path } = cursor;
  if (!isPointer(cursor)) return [];
  const typed = textOf(document.nodeAt(path)) ?? '';
  const base = typed.slice(0, Math.max(0, typed.lastIndexOf('/')));
  const field = fieldAtPointer(cursor, base);
  if (field === undefined) return [];
  const keys = isList(field)
    ? ['-', '0']
    : [...Object.keys(field.schema.properties ?? {}), ...keysKnownIn(field)].filter(
        (it) => base !== '' || it !== 'status',
      );
  const common = commonOf(field);
  return keys.map((key, position) => {
    const pointer = `${base}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const rank = common.indexOf(key);
    const sort = rank < 0 ? `1${String(position).padStart(4, '0')}` : `0${String(rank).padStart(4, '0')}`;
    return { label: pointer, kind: 'key', insert: pointer, sort };
  });
}

/** Whether the value at the cursor is a pointer of a JSON patch. */
export function isPointer(cursor: Cursor): boolean {
  const [, key] = cursor.path;
  return cursor.path.length === 2 && (key === 'path' || key === 'from') && kindSchemaOf(cursor) === operations;
}
