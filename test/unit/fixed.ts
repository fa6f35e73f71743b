import assert from 'node:assert/strict';
import type { Settings } from '../../src/language/diagnose.ts';
import { fixesFor } from '../../src/language/fixes.ts';
import type { Files } from './carets.ts';
import { problemsOf, repositoryOf } from './carets.ts';

/** The file after the fix with a title, for the only problem of the file. */
export function fixed(
  files: Files,
  path: string,
  title: string,
  preferred = true,
  settings: Partial<Settings> = {},
): string {
  const repository = repositoryOf(files);
  const [problem, ...others] = problemsOf(repository, path, settings);
  assert.ok(problem !== undefined && others.length === 0, `one problem in ${path}`);
  const fixes = fixesFor(repository, path, problem);
  const fix = fixes.find((it) => it.title === title);
  assert.ok(fix, `"${title}" among ${JSON.stringify(fixes.map((it) => it.title))}`);
  assert.equal(fix.preferred, preferred);
  let text = repository.text(path) ?? '';
  for (const edit of [...fix.edits].sort((a, b) => b.span.start - a.span.start)) {
    assert.equal(edit.path, path);
    text = text.slice(0, edit.span.start) + edit.text + text.slice(edit.span.end);
  }
  repository.set(path, text);
  assert.deepEqual(problemsOf(repository, path, settings), [], 'nothing is left');
  return text;
}
