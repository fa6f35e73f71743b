import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check } from '../../src/check.ts';
import { readFolder } from '../../src/files.ts';
import { diagnose } from '../../src/language/diagnose.ts';
import { Repository } from '../../src/language/repository/repository.ts';
import { writeTexts } from '../bench/generate.ts';
import { bundledSchemas } from '../schemas.ts';
import { spoiltRepository } from './spoilt.ts';

const program = join(import.meta.dirname, '../../src/cli.ts');

describe('check', function () {
  this.timeout(60_000);
  let root: string;
  before(async () => {
    root = mkdtempSync(join(tmpdir(), 'fluxwright-check-'));
    mkdirSync(join(root, '.git'));
    await writeTexts(root, spoiltRepository(2400));
  });
  after(() => rmSync(root, { recursive: true }));

  it('finds with several threads what it finds with one', async () => {
    const repository = new Repository({ schemas: bundledSchemas() });
    await readFolder(root, repository);
    const alone = [...repository.paths()].flatMap((path) =>
      diagnose(repository, path, { rules: {}, external: [] }).map((it) => `${path} ${it.code}`),
    );
    const report = await check([root], { program });
    const shared = report.problems.map((it) => `${it.file} ${it.code}`);
    assert.deepEqual(shared.sort(), alone.sort());
    assert.ok(shared.length > 100, `only ${shared.length} problems`);
    assert.equal(report.files, 2400);
  });

  it('reports on a part of the repository alone', async () => {
    const part = join(root, 'apps');
    const report = await check([part], { program });
    assert.ok(report.problems.every((it) => it.file.startsWith('apps/')));
    assert.ok(report.files > 2000 && report.files < 2400, String(report.files));
  });
});
