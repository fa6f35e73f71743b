import assert from 'node:assert/strict';
import { atOnce, createTurns, inTurns } from '../../../src/cluster/turns.ts';

describe('turns of the event loop', () => {
  it('are given to one at a time, in order, with room for others in between', async () => {
    const turn = createTurns();
    const done: string[] = [];
    let running = true;
    const tick = (): void => {
      done.push('-');
      if (running) setImmediate(tick);
    };
    setImmediate(tick);
    await Promise.all(['a', 'b', 'c'].map(async (it) => (await turn(), done.push(it))));
    running = false;
    assert.match(done.join(''), /^-*a-+b-+c-*$/);
  });
});

describe('something long', () => {
  function* long(done: number[]): Generator<void, string> {
    for (let count = 0; count < 6; count++) {
      for (const end = performance.now() + 2; performance.now() < end;);
      yield void done.push(count);
    }
    return 'result';
  }

  it('gives others their turn while it is done', async () => {
    const done: number[] = [];
    let seen = -1;
    setImmediate(() => (seen = done.length));
    assert.equal(await inTurns(long(done)), 'result');
    assert.equal(done.length, 6);
    assert.ok(seen > 0 && seen < 6, `the others had their turn after ${seen} steps`);
  });

  it('is done at once where nobody may wait', () => {
    const done: number[] = [];
    assert.equal(atOnce(long(done)), 'result');
    assert.equal(done.length, 6);
  });
});
