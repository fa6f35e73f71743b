import assert from 'node:assert/strict';
import { createElements } from '../../../src/cluster/elements.ts';
import type { Row } from '../../../src/cluster/row.ts';

function row(key: string, description = '', children: readonly Row[] = []): Row {
  return { key, label: key, description, icon: 'ready', tooltip: [], verbs: [], children, expanded: false };
}

describe('the elements of rows', () => {
  it('stay the same things while what they show changes', () => {
    const elements = createElements();
    elements.take([row('top', '', [row('a', 'old'), row('b')])]);
    const [top, a] = [elements.find('top'), elements.find('a')];
    const [changed, ...more] = elements.take([row('top', '', [row('a', 'new'), row('b')])]);
    assert.deepEqual([changed, more.length], [a, 0]);
    assert.equal(a?.row.description, 'new');
    assert.equal(elements.find('top'), top);
    assert.equal(top?.row, elements.rows[0]);
  });

  it('go with their rows, and stay where a row only moves', () => {
    const elements = createElements();
    elements.take([row('one', '', [row('a')]), row('two', '', [row('b', '', [row('c')])])]);
    const a = elements.find('a');
    const changed = elements.take([row('one'), row('two', '', [row('a')])]);
    assert.deepEqual(
      changed.map((it) => it.row.key),
      ['one', 'two'],
    );
    assert.equal(elements.find('a'), a);
    assert.deepEqual([elements.find('b'), elements.find('c')], [undefined, undefined]);
  });
});
