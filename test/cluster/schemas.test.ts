import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { factsFolder, generate } from '../../scripts/schemas.ts';
import { orSkip } from '../bed/skip.ts';

describe('the bundle of schemas', () => {
  let made: ReadonlyMap<string, string>;
  before(async function () {
    made = await orSkip(this, () => generate((line) => console.error(line)));
  });

  it('is what the published modules and the API server say today', () => {
    const kept = readdirSync(factsFolder).map((it) => [it, readFileSync(join(factsFolder, it), 'utf8')] as const);
    // Names first: a comparison of everything would print everything.
    assert.deepEqual([...made.keys()].sort(), kept.map(([name]) => name).sort());
    const changed = kept.filter(([name, text]) => made.get(name) !== text).map(([name]) => name);
    assert.deepEqual(changed, [], 'run npm run schemas');
  });
});
