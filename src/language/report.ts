import { formatObjectId } from '../flux/objects.ts';
import type { Diagnosis } from './diagnose.ts';
import type { Severity } from './problems/row.ts';
import type { LineIndex, Position, Span } from './yaml/text.ts';

/** What a check found, as `--output json` prints it. Lines and columns count from one; `root` is absolute. */
export interface Report {
  readonly version: 1;
  readonly root: string;
  readonly files: number;
  readonly resources: number;
  readonly milliseconds: number;
  readonly problems: readonly Finding[];
}

export interface Finding {
  /** Relative to `root`, with `/`. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
  /** The object, as `group/Kind namespace/name`. */
  readonly resource?: string;
}

/** A diagnosis with the numbers that people read. `lines` is absent for files that are not text. */
export function findingOf(file: string, lines: LineIndex | undefined, it: Diagnosis): Finding {
  const [start, end] = positionsOf(lines, it.span);
  return {
    file,
    line: start.line + 1,
    column: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
    severity: it.severity,
    code: it.code,
    message: it.message,
    ...(it.resource && { resource: formatObjectId(it.resource) }),
  };
}

/** Sorted by file, line, column and code: the order of the contract. */
export function sortFindings(findings: readonly Finding[]): readonly Finding[] {
  const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  return [...findings].sort(
    (a, b) => order(a.file, b.file) || a.line - b.line || a.column - b.column || order(a.code, b.code),
  );
}

function positionsOf(lines: LineIndex | undefined, span: Span): readonly [Position, Position] {
  const none = { line: 0, character: 0 };
  return lines ? [lines.position(span.start), lines.position(span.end)] : [none, none];
}
