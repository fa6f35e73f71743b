import assert from 'node:assert/strict';
import { changedRows, flat, keysOf } from '../../../src/cluster/changes.ts';
import type { Row } from '../../../src/cluster/row.ts';

function row(key: string, description = '', children: readonly Row[] = []): Row {
  return { key, label: key, description, icon: 'ready', tooltip: [], verbs: [], children, expanded: false };
}

function changed(before: Row, after: Row): readonly string[] {
  const old = new Map(flat([before]).map((it) => [it.key, it]));
  return changedRows((key) => old.get(key), flat([after]));
}

describe('changedRows', () => {
  it('names a row that looks different, and not its parent', () => {
    assert.deepEqual(
      changed(row('top', '', [row('a', 'old'), row('b')]), row('top', '', [row('a', 'new'), row('b')])),
      ['a'],
    );
  });

  it('names the parent of a row that came, went or moved', () => {
    const [a, b] = [row('a'), row('b')];
    for (const children of [[a], [b, a], [a, b, row('c')]]) {
      assert.deepEqual(changed(row('top', '', [a, b]), row('top', '', children)), ['top'], keysOf(children));
    }
  });

  it('names nothing when nothing changed', () => {
    assert.deepEqual(changed(row('top', '', [row('a')]), row('top', '', [row('a')])), []);
  });
});
