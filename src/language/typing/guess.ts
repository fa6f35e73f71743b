import { referenceFieldAt } from '../repository/cursor.ts';
import type { Cursor } from '../repository/cursor.ts';
import { headerFor } from './completeHeader.ts';
import { kindsNamedAt } from './completeKinds.ts';
import { knownTargets } from './known.ts';
import type { Step } from '../yaml/parse.ts';
import type { Guess } from './structure.ts';

/** Proposes names of objects that the repository has, where the field names one; the most there are to choose from is 20. */
export function guessFor(cursor: Cursor): Guess {
  return (path) => guess(cursor, path);
}

function guess(cursor: Cursor, path: readonly Step[]): string | readonly string[] | undefined {
  const [field] = path;
  if (path.length === 1 && (field === 'apiVersion' || field === 'kind')) {
    return someOf(headerFor(cursor, field));
  }
  const at = referenceFieldAt({ ...cursor, path });
  if (!at) return someOf(kindsNamedAt(cursor, path));
  const kinds = [...new Set(at.rows.flatMap((row) => row.to))];
  if (at.field === 'kind') {
    const there = kinds.filter((kind) => knownTargets(cursor, kind).length > 0);
    return [...there, ...kinds.filter((kind) => !there.includes(kind))];
  }
  if (at.field !== 'name') return undefined;
  const first = kinds.find((kind) => knownTargets(cursor, kind).length > 0);
  // Nothing waits for itself.
  const own = at.holder.includes('dependsOn') ? cursor.document.header.name?.value : undefined;
  const names =
    first === undefined ? [] : knownTargets(cursor, first).flatMap((it) => (it.name === own ? [] : it.name));
  return names.length === 0 ? undefined : [...new Set(names)].slice(0, 20);
}

function someOf(texts: readonly string[]): readonly string[] | undefined {
  return texts.length === 0 ? undefined : texts;
}
