import assert from 'node:assert/strict';
import { createClock } from '../../../src/cluster/clock.ts';

describe('the clock of a server', () => {
  const noon = Date.parse('2026-01-02T12:00:00Z');
  const said = (milliseconds: number) => new Date(noon + milliseconds).toUTCString();

  it('is ours until the server has said another time, and again when it says the same', () => {
    const clock = createClock(() => noon);
    assert.equal(clock.now(), noon);
    clock.hear(said(3_600_000));
    assert.equal(clock.now(), noon + 3_600_000);
    clock.hear(said(-7_200_000));
    assert.equal(clock.now(), noon - 7_200_000);
    clock.hear(said(-2000));
    assert.equal(clock.now(), noon, 'an answer that was on its way for some time');
  });

  it('stays as it was when an answer says none', () => {
    const clock = createClock(() => noon);
    clock.hear(said(3_600_000));
    clock.hear(undefined);
    clock.hear('yesterday');
    assert.equal(clock.now(), noon + 3_600_000);
  });
});
