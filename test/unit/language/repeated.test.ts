import assert from 'node:assert/strict';
import { fixesFor } from '../../../src/language/fixes.ts';
import { problemsOf, repositoryOf } from '../carets.ts';

const path = 'a.yaml';

/** A text without the last of the keys of a name that stand twice; `undefined` where that has no fix. */
function without(text: string, key = 'a'): string | undefined {
  const repository = repositoryOf({ [path]: text });
  const problem = problemsOf(repository, path).findLast(
    (it) => it.problem.code === 'yaml/duplicate-key' && it.problem.key === key,
  );
  assert.ok(problem);
  const [fix, ...more] = fixesFor(repository, path, problem);
  if (fix === undefined) return undefined;
  const [edit] = fix.edits;
  assert.ok(edit?.path === path && fix.edits.length === 1 && !fix.preferred && more.length === 0);
  assert.equal(fix.title, `Remove this "${key}"`);
  return text.slice(0, edit.span.start) + edit.text + text.slice(edit.span.end);
}

describe('a key that stands twice', () => {
  it('goes with its value and the comments in it', () => {
    assert.equal(without('a: 1\nb: 2\na: 3 # three\nc: 4\n'), 'a: 1\nb: 2\nc: 4\n');
    assert.equal(
      without('a: 1\n# of a\na:\n  # in it\n  b: 1\n  # at its end\n# of c\nc: 4\n'),
      'a: 1\n# of a\n# of c\nc: 4\n',
    );
    assert.equal(without('a: 1\na:\n- b: 1\n  c:\n  - 2\nd: 4\n'), 'a: 1\nd: 4\n');
    assert.equal(without('a: 1\na: |\n  text\n\n  # text\nd: 4\n'), 'a: 1\nd: 4\n');
    assert.equal(without('a: 1\na:\nd: 4\n'), 'a: 1\nd: 4\n');
    assert.equal(without('a: 1\nb: x\na: "two\n  lines"'), 'a: 1\nb: x\n');
    assert.equal(without('a: 1\r\na: 2\r\nb: 3\r\n'), 'a: 1\r\nb: 3\r\n');
    assert.equal(without('l:\n  - a: 1\n    b: 2\n    a: 3\n  - a: 1\n'), 'l:\n  - a: 1\n    b: 2\n  - a: 1\n');
    assert.equal(without('x: 1\n---\na: 1\na: 2\n---\ny: 1\n'), 'x: 1\n---\na: 1\n---\ny: 1\n');
  });

  it('goes with one comma in flow style', () => {
    assert.equal(without('m: {a: 1, b: 2, a: 3}\n'), 'm: {a: 1, b: 2}\n');
    assert.equal(without('m: {a: 1, a: {c: 2}, b: 3}\n'), 'm: {a: 1, b: 3}\n');
  });

  it('is found below a key that stands twice as well', () => {
    const text = 'm:\n  a: 1\n  a: 2\nm:\n  a: 3\n';
    assert.equal(without(text), 'm:\n  a: 1\nm:\n  a: 3\n');
    assert.equal(without(text, 'm'), 'm:\n  a: 1\n  a: 2\n');
  });

  it('stays where more would change', () => {
    assert.equal(without('a: 1\na: &x 2\nb: 3\n'), undefined);
    assert.equal(without('a: &x 1\na: &x 2\nb: *x\n'), undefined);
    assert.equal(without('a: 1\nb: |+\n  text\na: |+\n  more\n\nc: 1\n'), undefined);
    assert.equal(without('a: 1\n? a\n: 2\n'), undefined);
    assert.equal(without('a: 1\na: 2\n{'), undefined);
    assert.equal(without(`a: 1\na: 2\nb: ${'x'.repeat(100_000)}\n`), undefined);
  });
});
