import assert from 'node:assert/strict';
import { RE2JS } from 're2js';
import { Cel } from '../../../../src/language/schema/cel.ts';
import { Expressions } from '../../../../src/language/schema/patterns.ts';

/** How often RE2 compiles something meanwhile. */
function compilations(work: () => void): number {
  const compile = RE2JS.compile.bind(RE2JS);
  let count = 0;
  RE2JS.compile = (...given) => {
    count++;
    return compile(...given);
  };
  try {
    work();
  } finally {
    RE2JS.compile = compile;
  }
  return count;
}

describe('the expressions of CEL rules', () => {
  it('are compiled once, whatever many values meet them', () => {
    const rule = new Cel().program("self.all(key, key.matches('^[a-z]{1,253}$') && key.find('[a-z]+') == key)");
    const count = compilations(() => {
      for (let at = 0; at < 100; at++) assert.equal(rule({ self: { abc: 'x', def: 'y' } }), true);
    });
    assert.equal(count, 2);
    assert.equal(rule({ self: { 'a b': '' } }), false);
  });

  it('are refused each time where RE2 refuses them', () => {
    const rule = new Cel().program('self.matches("a(")');
    assert.throws(() => rule({ self: 'a' }));
    assert.throws(() => rule({ self: 'a' }));
  });

  it('are forgotten when values bring ever new ones', () => {
    const expressions = new Expressions();
    const first = expressions.of('a');
    assert.equal(expressions.of('a'), first);
    for (let at = 0; at < 1000; at++) expressions.of(`b${at}`);
    assert.notEqual(expressions.of('a'), first);
  });
});
