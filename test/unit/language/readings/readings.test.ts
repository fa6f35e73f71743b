import { strict as assert } from 'node:assert';
import { parseConstraint, parseVersion, satisfies } from '../../../../src/flux/semver.ts';
import { spellCron } from '../../../../src/language/readings/cron.ts';
import { normalDuration, spellDuration } from '../../../../src/language/readings/duration.ts';
import { spellQuantity } from '../../../../src/language/readings/quantity.ts';
import { spellRange } from '../../../../src/language/readings/range.ts';

describe('readings', () => {
  it('spell lengths of time', () => {
    assert.equal(spellDuration(90_061.5), '1 day 1 hour 1 minute 1 second 500 milliseconds');
    assert.equal(spellDuration(0), 'no time at all');
  });

  it('write lengths as Go does', () => {
    const cases = { '90m': '1h30m0s', '1h': '1h0m0s', '90s': '1m30s', '1500ms': '1.5s', '20ms': '20ms', '0s': '0s' };
    for (const [text, normal] of Object.entries(cases)) assert.equal(normalDuration(text), normal);
    assert.equal(normalDuration('1d'), undefined);
  });

  const schedules: Readonly<Record<string, string | undefined>> = {
    '* * * * *': 'every minute',
    '*/5 * * * *': 'every 5 minutes',
    '0 * * * *': 'at minute 0 of every hour',
    '15,45 * * * *': 'at minute 15 and 45 of every hour',
    '0 */6 * * *': 'at minute 0 of every 6th hour',
    '*/10 8-17 * * *': 'every 10 minutes of the hours 8 to 17',
    '0 3 * * *': 'at 03:00',
    '30 4,16 * * *': 'at 04:30 and 16:30',
    '0 3 * * 1-5': 'at 03:00, on Monday to Friday',
    '0 3 * * sun': 'at 03:00, on Sunday',
    '0 0 1 * *': 'at 00:00, on day 1 of the month',
    '0 0 1,15 * 5': 'at 00:00, on day 1 and 15 of the month and also on Friday',
    '0 0 1 jan,JUL *': 'at 00:00, on day 1 of the month, in January and July',
    '@daily': 'at 00:00',
    '@every 1h': 'every 1h',
    'TZ=Europe/Vienna 0 3 * * *': 'at 03:00, in the time zone Europe/Vienna',
    '0 3 * *': undefined,
    '60 3 * * *': undefined,
    'at three': undefined,
    '': undefined,
  };
  for (const [text, words] of Object.entries(schedules)) {
    it(`spell the schedule ${JSON.stringify(text)}`, () => {
      assert.equal(spellCron(text), words);
    });
  }

  it('spell ranges of versions', () => {
    assert.equal(spellRange('1.x'), 'from 1.0.0, below 2.0.0');
    assert.equal(spellRange('>=1.2 <2 || 3.1.4'), 'from 1.2.0 and below 2.0.0; or exactly 3.1.4');
    assert.equal(spellRange('*'), 'any version');
    assert.equal(spellRange('>=1.0.0-0'), 'from 1.0.0-0, versions before a release among them');
    assert.equal(spellRange('latest'), undefined);
  });

  it('spell the bounds that Flux keeps', () => {
    for (const text of [
      '1.x',
      '1',
      '~1.2',
      '~1.2.3',
      '^1.2.3',
      '^0.2.3',
      '^0.0.3',
      '^0.0',
      '^0',
      '~1',
      '1.2.*',
      '>1.2',
      '>1',
      '<=1.2',
      '<=1',
      '>=2 <4',
      '!=1.x',
    ]) {
      const words = spellRange(text) ?? '';
      const constraint = parseConstraint(text);
      const holds = (version: string): boolean => {
        const parsed = parseVersion(version);
        assert.ok(parsed && constraint);
        return satisfies(parsed, constraint);
      };
      const isNot = words.startsWith('not ');
      const low = /from (\S+?)(?:,|$| )/.exec(words)?.[1];
      const high = /below (\S+)$/.exec(words)?.[1];
      assert.ok(low !== undefined || high !== undefined, words);
      if (low !== undefined) assert.equal(holds(low), !isNot, `${text}: ${words} at ${low}`);
      if (high !== undefined) assert.equal(holds(high), isNot, `${text}: ${words} at ${high}`);
    }
  });

  it('spell quantities', () => {
    assert.equal(spellQuantity('1Gi'), '1,073,741,824');
    assert.equal(spellQuantity('500m'), '0.5');
    assert.equal(spellQuantity('1.5M'), '1,500,000');
    for (const text of ['100', '1Gx', '']) assert.equal(spellQuantity(text), undefined);
  });
});
