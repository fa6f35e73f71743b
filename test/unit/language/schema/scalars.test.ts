import { worked } from '../../../bench/measure.ts';
import assert from 'node:assert/strict';
import { readPlain } from '../../../../src/language/schema/scalars.ts';
import type { Look } from '../../../../src/language/schema/scalars.ts';

/** What the real build made of each (RULES.md 3.0), and what go-yaml v3 says of their neighbours. */
const table: readonly (readonly [text: string, look: Look, value: unknown])[] = [
  ...[
    'yes',
    'on',
    'off',
    'y',
    'n',
    'NO',
    'tRUE',
    '1:30',
    '1.2.3',
    'v1',
    '+',
    '-',
    '.',
    '1e',
    '0x',
    '0b2',
    '08:00',
    '--1',
    '1-1',
    '.5.5',
  ].map((it) => [it, 'string', it] as const),
  ...['true', 'True', 'TRUE'].map((it) => [it, 'boolean', true] as const),
  ['FALSE', 'boolean', false],
  ...['', '~', 'null', 'Null', 'NULL'].map((it) => [it, 'null', null] as const),
  ...['.inf', '-.Inf', '+.INF', '.nan', '.NaN'].map((it) => [it, 'unwritable', null] as const),
  ['123', 'integer', 123],
  ['+1', 'integer', 1],
  ['-1', 'integer', -1],
  ['1_000', 'integer', 1000],
  ['0777', 'integer', 511],
  ['0120', 'integer', 80],
  ['0o17', 'integer', 15],
  ['-0o17', 'integer', -15],
  ['0x1F', 'integer', 31],
  ['0b11', 'integer', 3],
  ['089', 'integer', 89],
  ['1e3', 'integer', 1000],
  ['1.', 'integer', 1],
  ['1.5', 'number', 1.5],
  ['.5', 'number', 0.5],
  ['1e-2', 'number', 0.01],
  ['9007199254740993', 'integer', 9007199254740993n],
  ['2026-01-01', 'changed', '2026-01-01T00:00:00Z'],
  ['2026-1-2', 'changed', '2026-01-02T00:00:00Z'],
  ['2026-01-01T10:11:12Z', 'string', '2026-01-01T10:11:12Z'],
  ['2026-01-01 10:11:12', 'changed', '2026-01-01T10:11:12Z'],
  ['2026-01-01t1:1:1.50+02:00', 'changed', '2026-01-01T01:01:01.5+02:00'],
  ['2026-02-30', 'string', '2026-02-30'],
  ['2026-13-01', 'string', '2026-13-01'],
  ['2026-01-01T10:11:12', 'string', '2026-01-01T10:11:12'],
];

describe('a plain scalar as the build reads it', () => {
  for (const [text, look, value] of table) {
    it(`${text === '' ? 'nothing' : text} is ${look}`, () => assert.deepEqual(readPlain(text), { look, value }));
  }

  it('takes names that JavaScript knows for text', () => {
    for (const text of ['constructor', 'toString', '__proto__']) assert.equal(readPlain(text).look, 'string');
  });

  it('reads a megabyte at once', () => {
    const texts = ['1'.repeat(1e6), '1_'.repeat(5e5), '.'.repeat(1e6), '0x'.repeat(5e5)];
    // By backtracking it would be hours.
    assert.ok(worked(() => texts.forEach((it) => void readPlain(it))) < 3000);
  });
});
