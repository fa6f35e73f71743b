import assert from 'node:assert/strict';
import { summaryOf } from '../../../src/cluster/summary.ts';

describe('what became of several objects', () => {
  const well = ['a', 'b'].map((name) => ({ name }));
  const bad = ['db', 'web', 'x', 'y'].map((name) => ({ name, failure: 'no such file' }));

  it('is one line when all went well', () => {
    assert.equal(summaryOf('suspend', well, 2), 'Suspended 2 objects.');
    assert.equal(summaryOf('resume', well.slice(1), 1), 'Resumed 1 object.');
  });

  it('names the first that failed with its reason, and some of the others', () => {
    assert.equal(
      summaryOf('reconcile', [...well, ...bad], 6),
      'Reconciled 2 of 6 objects. db: no such file Also not: web, x, 1 more.',
    );
  });

  it('says how many were not tried, because somebody stopped it', () => {
    assert.equal(summaryOf('reconcile', well, 3), 'Reconciled 2 of 3 objects. 1 object left as it was.');
  });

  it('lets no name steer what it is shown on', () => {
    const said = summaryOf('reconcile', [{ name: '\u001b[31mred\u202e', failure: 'x\ny' }], 1);
    assert.doesNotMatch(said, /[\u001b\u202e\n]/);
  });
});
