import assert from 'node:assert/strict';
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { build } from '../../scripts/build.ts';
import { Schemas } from '../../src/language/schema/catalog.ts';

describe('the packaged schemas', () => {
  let root: string;
  const read = (file: string) => readFileSync(join(root, 'dist/schemas', file), 'utf8');
  before(async () => {
    root = mkdtempSync(join(tmpdir(), 'fluxwright-schemas-'));
    mkdirSync(join(root, 'src'));
    for (const it of ['extension', 'extension.web', 'cli']) writeFileSync(join(root, `src/${it}.ts`), 'export {};');
    symlinkSync(join(import.meta.dirname, '../../src/schemas'), join(root, 'src/schemas'));
    await build({ root, minify: true, quiet: true });
  });
  after(() => rmSync(root, { recursive: true }));

  it('and their texts take at most 700 KB of the package', () => {
    const files = globSync('**/*.json', { cwd: join(root, 'dist/schemas') });
    const bytes = files.reduce((sum, it) => sum + deflateRawSync(read(it)).length, 0);
    assert.ok(files.length > 40, `${files.length} files`);
    assert.ok(bytes < 700 * 1024, `${bytes} bytes`);
  });

  it('are all named in the list that the browser reads', () => {
    const listed = JSON.parse(read('files.json')) as readonly string[];
    const found = globSync('*/*.json', { cwd: join(root, 'dist/schemas') });
    assert.deepEqual([...listed].sort(), found.sort());
  });

  it('are read from there', () => {
    const found = new Schemas(read).find('helm.toolkit.fluxcd.io', 'v2', 'HelmRelease');
    assert.ok(found?.schema.properties?.['spec']?.properties?.['chart']);
  });
});
