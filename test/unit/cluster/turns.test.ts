import assert from 'node:assert/strict';
import { createTurns } from '../../../src/cluster/turns.ts';

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
