import assert from 'node:assert/strict';
import type { Repository } from '../../src/language/repository/repository.ts';
import type { TextEdit } from '../../src/language/yaml/text.ts';

/** The text of a file after some edits, which must not overlap. Edits of other files are passed over. */
export function edited(repository: Repository, path: string, edits: readonly TextEdit[]): string {
  let text = repository.text(path) ?? '';
  let last = Infinity;
  for (const edit of edits.filter((it) => it.path === path).sort((a, b) => b.span.start - a.span.start)) {
    assert.ok(edit.span.end <= last, `edits of ${path} overlap at ${edit.span.start}`);
    last = edit.span.start;
    text = text.slice(0, edit.span.start) + edit.text + text.slice(edit.span.end);
  }
  return text;
}
