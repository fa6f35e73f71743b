import type { ObjectId } from '../flux/objects.ts';
import type { Code, Problem, Severity } from './problems.ts';
import type { Repository } from './repository.ts';
import type { Span } from './text.ts';

/** What people may set. */
export interface Settings {
  /** Severity or `off` by problem code. */
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  /** Objects that exist though no file declares them: `Kind/namespace/name`, with `*` for any text. */
  readonly external: readonly string[];
  /** Minor version of Flux, such as `2.9`; absent: what the repository says, else the newest. */
  readonly fluxVersion?: string;
}

/** A problem in words, at its place in the file. */
export interface Diagnosis {
  readonly problem: Problem;
  readonly code: Code;
  readonly severity: Severity;
  readonly message: string;
  readonly span: Span;
  /** The object that has the problem, where there is one. */
  readonly resource?: ObjectId;
}

/** The problems of one file, sorted by place and code; settings and suppression comments applied. Never throws. */
export function diagnose(_repository: Repository, _path: string, _settings: Settings): readonly Diagnosis[] {
  return [];
}
