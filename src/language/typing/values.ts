import type { Offer } from './completion.ts';
import type { Cursor } from '../repository/cursor.ts';
import { fieldAt } from './field.ts';
import { isList, isMapping } from './structure.ts';
import { proposalsFor } from './proposals.ts';

/** Values that the field at the cursor takes: those of its enum, `true` and `false`, its default, common lengths. */
export function completeValue(cursor: Cursor): readonly Offer[] {
  const field = fieldAt(cursor, cursor.path);
  if (field === undefined || isList(field) || isMapping(field)) return [];
  return proposalsFor(field).map((it, position) => ({
    label: it.label,
    kind: 'value',
    insert: it.text,
    isYaml: true,
    ...(it.detail !== undefined && { detail: it.detail }),
    sort: `6${String(position).padStart(3, '0')}`,
  }));
}
