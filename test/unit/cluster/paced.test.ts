import assert from 'node:assert/strict';
import { paced } from '../../../src/cluster/paced.ts';

describe('work at a pace', () => {
  /** Work that may be done each 250 ms, with the times at which it was done. */
  function worker(work: () => void | Promise<void> = () => undefined) {
    let [time, waiting] = [1000, [] as { at: number; work: () => void }[]];
    const done: number[] = [];
    const clock = {
      now: () => time,
      after: (milliseconds: number, work: () => void) => {
        const it = { at: time + milliseconds, work };
        waiting.push(it);
        return () => void (waiting = waiting.filter((other) => other !== it));
      },
    };
    const pass = (milliseconds: number) => {
      for (const end = time + milliseconds; time < end; time++) {
        const due = waiting.filter((it) => it.at <= time);
        waiting = waiting.filter((it) => it.at > time);
        due.forEach((it) => it.work());
      }
    };
    return { ...paced(250, () => (done.push(time), work()), clock), done, pass };
  }

  it('is done moments after it was asked for when it has rested', () => {
    const { soon, done, pass } = worker();
    soon();
    soon();
    pass(2000);
    soon();
    pass(100);
    assert.deepEqual(done, [1020, 3020]);
  });

  it('is done at its pace while it is asked for all the time, and for the last time after that', () => {
    const { soon, done, pass } = worker();
    for (let count = 0; count < 60; count++) {
      soon();
      pass(10);
    }
    pass(1000);
    assert.deepEqual(done, [1020, 1270, 1520, 1770]);
  });

  it('is not begun again before it is done, and then once for all who asked', async () => {
    let [finish, begun] = [() => undefined as void, 0];
    const { soon, done, pass } = worker(() => {
      begun++;
      return new Promise((resolve) => (finish = resolve));
    });
    soon();
    pass(100);
    soon();
    soon();
    pass(1000);
    assert.equal(begun, 1);
    finish();
    await new Promise((resolve) => setImmediate(resolve));
    pass(1000);
    assert.deepEqual(done, [1020, 2120]);
  });

  it('is not done any more once it is stopped', () => {
    const { soon, stop, done, pass } = worker();
    soon();
    stop();
    pass(1000);
    assert.deepEqual(done, []);
  });
});
