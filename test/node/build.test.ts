import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from '../../scripts/build.ts';

describe('build', () => {
  let root: string;
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'fluxwright-build-'));
    write('src/package.json', '{ "type": "module" }');
    write('src/extension.ts', 'export const activate = () => 1;');
    write('src/extension.web.ts', 'export const activate = () => 1;');
    write('src/cli.ts', 'console.log("cli");');
    write('src/schemas/texts/x.io.Thing.yaml', 'fields:\n  spec: What it does.\n');
  });
  // A build that was refused may still write what it had begun.
  afterEach(() => rmSync(root, { recursive: true, maxRetries: 10 }));

  it('gives a file that is imported dynamically a bundle of its own', async () => {
    write('src/cli.ts', `void import('./far/heavy.ts').then((it) => it.heavy());`);
    write(
      'src/far/heavy.ts',
      `export const heavy = () => import('../deeper.ts').then((it) => it.word).then(console.log);`,
    );
    write('src/deeper.ts', `export const word: string = 'deep';`);
    const bundles = await build({ root, quiet: true });
    assert.deepEqual(bundles.map((it) => it.file).sort(), [
      'dist/cli.js',
      'dist/deeper.js',
      'dist/extension.js',
      'dist/extension.web.js',
      'dist/heavy.js',
    ]);
    assert.doesNotMatch(readFileSync(join(root, 'dist/cli.js'), 'utf8'), /deep'/);
    assert.match(execFileSync(process.execPath, [join(root, 'dist/cli.js')], { encoding: 'utf8' }), /deep/);
  });

  it('takes the yaml package of this project for a folder that has none, as the benchmarks pack one', async () => {
    write('src/cli.ts', `import { parse } from 'yaml'; console.log(parse('a: 1'));`);
    await build({ root, quiet: true });
    assert.match(execFileSync(process.execPath, [join(root, 'dist/cli.js')], { encoding: 'utf8' }), /a: 1/);
  });

  it('writes a command line that the system can start', async () => {
    await build({ root, minify: true });
    assert.ok(statSync(join(root, 'dist/cli.js')).mode & 0o100);
    assert.ok(readFileSync(join(root, 'dist/cli.js'), 'utf8').startsWith('#!/usr/bin/env node\n'));
  });

  it('turns texts into JSON that is read without a parser of YAML', async () => {
    await build({ root, quiet: true });
    const json = readFileSync(join(root, 'dist/schemas/texts/x.io.Thing.json'), 'utf8');
    assert.deepEqual(JSON.parse(json), { fields: { spec: 'What it does.' } });
  });

  it('lays the schemas beside the bundles, without blanks and with a list of them', async () => {
    write('src/schemas/facts/index.json', '{\n "kinds":[ ] }\n');
    write('src/cli.ts', `console.log(import.meta.dirname.endsWith('dist'));`);
    await build({ root, quiet: true });
    assert.equal(readFileSync(join(root, 'dist/schemas/facts/index.json'), 'utf8'), '{"kinds":[]}');
    assert.equal(
      readFileSync(join(root, 'dist/schemas/files.json'), 'utf8'),
      '["facts/index.json","texts/x.io.Thing.json"]',
    );
    assert.equal(execFileSync(process.execPath, [join(root, 'dist/cli.js')], { encoding: 'utf8' }), 'true\n');
  });

  it('refuses a Node builtin in the browser bundle', async () => {
    write(
      'src/extension.web.ts',
      `import { readFileSync } from 'node:fs'; export const activate = () => readFileSync('x');`,
    );
    await assert.rejects(build({ root, quiet: true }), /node:fs/);
  });

  it('refuses two lazy files of one name', async () => {
    write('src/extension.ts', `export const a = () => [import('./one/x.ts'), import('./two/x.ts')];`);
    write('src/one/x.ts', 'export {};');
    write('src/two/x.ts', 'export {};');
    await assert.rejects(build({ root, quiet: true }), /would both become x\.js/);
  });
});
