import assert from 'node:assert/strict';
import { nodeAt, parseOne, textOf } from '../../../../src/language/yaml/parse.ts';

describe('merge keys', () => {
  it('are followed to what they merge', () => {
    const { document } = parseOne('base: &base {a: b}\nall:\n  <<: *base\n  c: d\n');
    assert.equal(textOf(nodeAt(document, ['all', 'a'])), 'b');
  });
  it('in quotes are names like any other', () => {
    const { document } = parseOne('all:\n  "<<": {a: b}\n');
    assert.equal(nodeAt(document, ['all', 'a']), undefined);
  });
});
