import { looseReferences, references } from '../../flux/references.ts';
import type { Cursor } from '../repository/cursor.ts';
import { mayMeet } from '../build/clusters.ts';
import { findNamed } from '../build/lookup.ts';
import type { Candidate } from '../build/lookup.ts';
import { mentionsIn } from '../rules/references.ts';
import type { Mention } from '../rules/references.ts';
import type { Repository } from '../repository/repository.ts';
import { groupBy } from '../../flux/groups.ts';

/** The references that are judged, and those that lead to what no file need show. */
export const everyReference = groupBy([...references, ...looseReferences], (it) => it.from);

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
    return { mention, ...leadsTo(cursor.repository, cursor.manifest.path, mention) };
  }
  return undefined;
}

/** The declarations that a mention in a file leads to. Where its own cluster has some, those of others are left out. */
export function leadsTo(repository: Repository, path: string, mention: Mention): Omit<Target, 'mention'> {
  const all = mention.kinds.flatMap((kind) => findNamed(repository, kind, mention.name));
  const { namespaces } = mention;
  const near = all.filter(
    (it) => it.namespace === undefined || namespaces.has(undefined) || namespaces.has(it.namespace),
  );
  const exact = near.length > 0;
  const found = unique(exact ? near : all);
  const here = found.length < 2 ? found : found.filter((it) => mayMeet(repository, path, it.declaration.manifest.path));
  return { found: here.length > 0 ? here : found, exact };
}

function unique(candidates: readonly Candidate[]): readonly Candidate[] {
  return [...new Map(candidates.map((it) => [it.declaration.document, it])).values()];
}
