import { growthOf } from '../../growth.ts';
import { strict as assert } from 'node:assert';
import { foldsIn } from '../../../src/language/yaml/folding.ts';

/** The folds of a text as `first-last`, lines counted from one. */
function folds(...lines: readonly string[]): readonly string[] {
  return foldsIn(lines.join('\n')).map((it) => `${it.start + 1}-${it.end + 1}${it.kind ? ` ${it.kind}` : ''}`);
}

describe('folding', () => {
  it('folds mappings and lists, without the blank lines behind them', () => {
    assert.deepEqual(folds('a:', '  b: 1', '  c:', '    - d', '', 'e: 1'), ['1-4', '3-4']);
  });

  it('folds lists at the column of their key', () => {
    assert.deepEqual(folds('a:', '- b: 1', '  c: 2', '- d', 'e: 1'), ['1-4', '2-3']);
  });

  it('folds documents, a single one only behind its marker', () => {
    assert.deepEqual(folds('a: 1', 'b: 1', '---', 'c: 1', '', '---', 'd: 1', ''), ['1-2', '3-4', '6-7']);
    assert.deepEqual(folds('a: 1', 'b: 1'), []);
  });

  it('folds block scalars, whatever is in them', () => {
    assert.deepEqual(folds('a: |', '  x:', '', '  y', 'b: 1'), ['1-4']);
  });

  it('folds comments and regions', () => {
    assert.deepEqual(folds('# a', '# b', 'c: 1', '# region x', 'd: 1', '# endregion'), ['1-2 comment', '4-6 region']);
  });

  it('takes Windows line ends', () => {
    assert.deepEqual(folds('a:\r', '  b: 1\r', 'c: 1\r'), ['1-2']);
  });

  it('is linear', () => {
    const fold = (count: number) => assert.equal(foldsIn('a:\n  b: 1\n'.repeat(count)).length, count);
    assert.ok(growthOf(fold, 12_500) < 1.58);
  });
});
