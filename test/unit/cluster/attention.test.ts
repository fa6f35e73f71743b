import assert from 'node:assert/strict';
import { attention } from '../../../src/cluster/attention.ts';

describe('what nobody looks at', () => {
  /** Something that is seen or not, and rests after a minute; time passes when the test says so. */
  function watched() {
    const state = { seen: true, resting: false, grace: 60, changes: [] as boolean[] };
    let waiting: { left: number; work: () => void }[] = [];
    const after = (left: number, work: () => void) => {
      const it = { left, work };
      waiting.push(it);
      return () => void (waiting = waiting.filter((other) => other !== it));
    };
    const { look, again, stop } = attention(
      {
        grace: () => state.grace,
        isSeen: () => state.seen,
        isResting: () => state.resting,
        setResting: (it) => {
          state.resting = it;
          state.changes.push(it);
          look();
        },
      },
      { now: () => 0, after },
    );
    const pass = (time: number) => {
      for (const it of waiting) it.left -= time;
      const due = waiting.filter((it) => it.left <= 0);
      waiting = waiting.filter((it) => it.left > 0);
      due.forEach((it) => it.work());
    };
    const see = (it: boolean) => {
      state.seen = it;
      look();
    };
    return { state, pass, see, again, stop };
  }

  it('rests after a time of grace, and wakes with the next look', () => {
    const { state, pass, see } = watched();
    see(false);
    pass(59);
    assert.deepEqual(state.changes, []);
    pass(1);
    assert.deepEqual(state.changes, [true]);
    pass(1000);
    see(true);
    assert.deepEqual(state.changes, [true, false]);
    see(false);
    pass(60);
    assert.deepEqual(state.changes, [true, false, true]);
  });

  it('does not rest when somebody looks again in time, whether that is told or not', () => {
    const { state, pass, see } = watched();
    see(false);
    pass(50);
    see(true);
    see(false);
    pass(50);
    assert.deepEqual(state.changes, []);
    state.seen = true;
    pass(10);
    assert.deepEqual(state.changes, []);
  });

  it('rests again after it was woken by something else than a look', () => {
    const { state, pass, see } = watched();
    see(false);
    pass(60);
    state.resting = false;
    see(false);
    pass(60);
    assert.deepEqual(state.changes, [true, true]);
  });

  it('never rests where somebody wants it so, and counts anew when that changes', () => {
    const { state, pass, see, again } = watched();
    state.grace = Infinity;
    see(false);
    pass(1000);
    state.grace = 10;
    again();
    pass(9);
    assert.deepEqual(state.changes, []);
    pass(1);
    assert.deepEqual(state.changes, [true]);
  });

  it('is left alone once it is stopped', () => {
    const { state, pass, see, stop } = watched();
    see(false);
    stop();
    pass(1000);
    assert.deepEqual(state.changes, []);
  });
});
