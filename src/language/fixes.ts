import type { Diagnosis } from './diagnose.ts';
import type { Repository } from './repository.ts';
import type { TextEdit } from './text.ts';

/** A change that repairs a problem. */
export interface Fix {
  readonly title: string;
  /** Whether this is the one to take without thinking; at most one per problem. */
  readonly preferred: boolean;
  readonly edits: readonly TextEdit[];
}

/** The fixes for a problem of a file, the best first; empty where there is none. */
export function fixesFor(_repository: Repository, _path: string, _diagnosis: Diagnosis): readonly Fix[] {
  return [];
}
