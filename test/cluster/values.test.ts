import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Body } from '../../src/language/build/body.ts';
import { Judge } from '../../src/language/values/judge.ts';
import { orSkip } from '../bed/skip.ts';
import { ensureTools } from '../bed/tools.ts';

interface Case {
  readonly schema: unknown;
  readonly values: readonly Body[];
  /** Whether the schema asks for something that we do not read. */
  readonly unread?: true;
}

const cases = parse(readFileSync(join(import.meta.dirname, '../truth/values.yaml'), 'utf8')) as readonly Case[];

describe('values and the schema of their chart', function () {
  this.timeout(120_000);
  let helm: string;
  let folder: string;

  before(async function () {
    helm = (await orSkip(this, () => ensureTools(['helm'], console.error))).helm;
    folder = mkdtempSync(join(tmpdir(), 'fluxwright-values-'));
    mkdirSync(join(folder, 'templates'));
    writeFileSync(join(folder, 'Chart.yaml'), 'apiVersion: v2\nname: a\nversion: 1.0.0\n');
  });

  after(() => folder && rmSync(folder, { recursive: true, force: true }));

  it('are refused by us as by Helm, and never where Helm takes them', () => {
    const wrong: string[] = [];
    for (const { schema, values, unread } of cases) {
      writeFileSync(join(folder, 'values.schema.json'), JSON.stringify(schema));
      for (const one of values) {
        // The chart's own values: Helm judges what comes of both together.
        writeFileSync(join(folder, 'values.yaml'), JSON.stringify(one));
        const { status, stderr } = spawnSync(helm, ['template', 'a', folder], { encoding: 'utf8' });
        assert.ok(status === 0 || stderr.includes("don't meet the specifications"), stderr);
        const [theirs, ours] = [status !== 0, new Judge(schema, false).refused(one).length > 0];
        if (unread ? ours : theirs !== ours) wrong.push(`${JSON.stringify(schema)} ${JSON.stringify(one)}: ${stderr}`);
      }
    }
    assert.deepEqual(wrong, []);
  });
});
