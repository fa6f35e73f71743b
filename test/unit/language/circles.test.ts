import { equal } from 'node:assert/strict';
import { groupBy } from '../../../src/flux/groups.ts';
import { Circles } from '../../../src/language/rules/circles.ts';

describe('circles', () => {
  const graph: Readonly<Record<string, readonly string[]>> = {
    a: ['b'],
    b: ['c', 'd'],
    c: ['a'],
    d: ['e'],
    e: ['f', 'd'],
    f: ['nowhere'],
    itself: ['itself'],
  };

  it('puts together what can reach one another, whichever is asked first', () => {
    for (const first of Object.keys(graph)) {
      const circles = new Circles((it) => graph[it] ?? []);
      circles.of(first);
      const groups = groupBy(Object.keys(graph), (it) => circles.of(it));
      equal(
        [...groups.values()]
          .map((it) => it.join(''))
          .sort()
          .join(' '),
        'abc de f itself',
        `${first} first`,
      );
    }
  });

  it('follows chains of any length', () => {
    const last = 200_000;
    const ring = new Circles((it) => [String((Number(it) + 1) % last)]);
    equal(ring.of('0'), ring.of(String(last - 1)));
    const chain = new Circles((it) => (Number(it) < last ? [String(Number(it) + 1)] : []));
    equal(chain.of('0') === chain.of(String(last)), false);
  });
});
