import assert from 'node:assert/strict';
import { changesBetween, keysOf } from '../../../src/cluster/changes.ts';
import type { Row } from '../../../src/cluster/row.ts';

function row(key: string, description = '', children: readonly Row[] = []): Row {
  return { key, label: key, description, icon: 'ready', tooltip: [], verbs: [], children, expanded: false };
}

function changed(before: Row, after: Row): readonly string[] {
  return changesBetween([before], [after]).changed;
}

describe('changes between outlines', () => {
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

  it('tells what came and what went, with all below, and nothing of what moved', () => {
    const before = [row('top', '', [row('a', '', [row('b')]), row('c')]), row('other')];
    const after = [row('top', '', [row('c')]), row('other', '', [row('b', 'new')]), row('new', '', [row('d')])];
    const { others, gone } = changesBetween(before, after);
    assert.deepEqual(gone, ['a']);
    assert.deepEqual(
      others.map((it) => it.key),
      ['top', 'c', 'other', 'b', 'new', 'd'],
    );
  });

  it('looks at no row that is the same', () => {
    const same = row('a', '', [row('b')]);
    assert.deepEqual(changesBetween([row('top', 'old', [same])], [row('top', 'new', [same])]).others, [
      row('top', 'new', [same]),
    ]);
  });

  it('finds neither less nor more, whatever comes, goes, moves and changes at once', () => {
    const [old, other] = [0, 1].map((it) => new Map([...'abcdefghijkl'].map((key) => [key, row(key, String(it))])));
    for (let seed = 1; seed < 500; seed++) {
      const random = numbers(seed);
      const some = (): Row[] =>
        [...old!.keys()]
          .filter(() => random() < 0.7)
          .sort(() => (random() < 0.1 ? 1 : 0))
          .map((key) => (random() < 0.8 ? old! : other!).get(key)!);
      const [before, after] = [some(), some()];
      const { others, gone } = changesBetween(before, after);
      const keys = new Set(after.map((it) => it.key));
      assert.deepEqual(new Set(others), new Set(after.filter((it) => !before.includes(it))), `seed ${seed}`);
      assert.deepEqual(
        new Set(gone),
        new Set(before.map((it) => it.key).filter((it) => !keys.has(it))),
        `seed ${seed}`,
      );
    }
  });
});

/** The same numbers from 0 up to 1 for the same seed. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}
