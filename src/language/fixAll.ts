import { diagnose } from './diagnose.ts';
import type { Settings } from './diagnose.ts';
import { fixesFor } from './fixes.ts';
import type { Code } from './problems.ts';
import type { Repository } from './repository/repository.ts';
import type { TextEdit } from './yaml/text.ts';

/**
 * The edits that repair every problem of a code in one file: the preferred fix of each, in the order of the file; a fix that would touch
 * what an earlier one changes is left out, and may be taken afterwards. They may touch other files.
 */
export function fixAll(repository: Repository, code: Code, path: string, settings: Settings): readonly TextEdit[] {
  const taken: TextEdit[] = [];
  for (const it of diagnose(repository, path, settings)) {
    if (it.code !== code) continue;
    const fix = fixesFor(repository, path, it).find(({ preferred }) => preferred);
    if (fix && !fix.edits.some((edit) => taken.some((other) => overlaps(edit, other)))) taken.push(...fix.edits);
  }
  return taken;
}

/** How many problems of a code in one file have a preferred fix. */
export function countFixable(repository: Repository, code: Code, path: string, settings: Settings): number {
  const found = diagnose(repository, path, settings).filter((it) => it.code === code);
  return found.filter((it) => fixesFor(repository, path, it).some(({ preferred }) => preferred)).length;
}

/** Whether two edits cannot both be made: they share text, or insert at one place. */
function overlaps(a: TextEdit, b: TextEdit): boolean {
  if (a.path !== b.path) return false;
  if (a.span.start === b.span.start) return true;
  return a.span.start < b.span.end && b.span.start < a.span.end;
}
