import { looseReferences, references } from '../../flux/references.ts';
import type { Cursor } from '../repository/cursor.ts';
import { findNamed } from '../build/lookup.ts';
import type { Candidate } from '../build/lookup.ts';
import { mentionsIn } from '../rules/references.ts';
import type { Mention } from '../rules/references.ts';
import { groupBy } from '../../flux/groups.ts';

const everyReference = groupBy([...references, ...looseReferences], (it) => it.from);

/** A reference at the cursor and what it leads to. */
export interface Target {
  readonly mention: Mention;
  /** Declarations in the namespace that counts; where none is there, those of other namespaces. */
  readonly found: readonly Candidate[];
  /** Whether `found` is in the right namespace. */
  readonly exact: boolean;
}

/** The reference whose `name` is at the cursor, with its declarations; each document once. */
export function targetAt(cursor: Cursor): Target | undefined {
  if (cursor.path.at(-1) !== 'name') return undefined;
  const holder = cursor.path.slice(0, -1).join('\n');
  for (const mention of mentionsIn(cursor, everyReference)) {
    if (mention.path.join('\n') !== holder) continue;
    const all = mention.kinds.flatMap((kind) => findNamed(cursor.repository, kind, mention.name));
    const { namespaces } = mention;
    const near = all.filter(
      (it) => it.namespace === undefined || namespaces.has(undefined) || namespaces.has(it.namespace),
    );
    return { mention, found: unique(near.length > 0 ? near : all), exact: near.length > 0 };
  }
  return undefined;
}

function unique(candidates: readonly Candidate[]): readonly Candidate[] {
  return [...new Map(candidates.map((it) => [it.declaration.document, it])).values()];
}
