import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseConstraint, parseVersion, satisfies } from '../../../src/flux/semver.ts';

interface Table {
  readonly versions: readonly { readonly text: string; readonly ok: boolean }[];
  readonly constraints: readonly { readonly constraint: string; readonly takes?: readonly number[] }[];
}

/** What the library that Flux uses says; made by test/bed/go/semver. */
const table = JSON.parse(readFileSync(join(import.meta.dirname, '../../fixtures/semver.json'), 'utf8')) as Table;

describe('semver, held against the library that Flux uses', () => {
  it('reads the same texts as versions', () => {
    assert.ok(table.versions.length >= 40);
    for (const { text, ok } of table.versions) assert.equal(parseVersion(text) !== undefined, ok, JSON.stringify(text));
  });

  it('reads the same texts as constraints, and lets the same versions through', () => {
    assert.ok(table.constraints.length >= 300);
    for (const { constraint: text, takes } of table.constraints) {
      const constraint = parseConstraint(text);
      const ours = table.versions.flatMap(({ text: version }, at) => {
        const parsed = parseVersion(version);
        return parsed && constraint && satisfies(parsed, constraint) ? [at] : [];
      });
      const names = (list: readonly number[]) => list.map((at) => table.versions[at]?.text);
      assert.deepEqual(constraint && names(ours), takes && names(takes), JSON.stringify(text));
    }
  });

  it('has the limits of the library', () => {
    assert.equal(parseConstraint(`1${' '.repeat(512)}`), undefined);
    assert.ok(parseConstraint(Array.from({ length: 32 }, () => '1').join('||')));
    assert.equal(parseConstraint(Array.from({ length: 33 }, () => '1').join('||')), undefined);
    assert.equal(parseVersion(`1.2.3-${'a'.repeat(256)}`), undefined);
  });
});
