import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, realpath, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { capture } from '../bed/process.ts';
import { writeTexts } from '../bench/generate.ts';
import { fleetFolder } from '../fixtures/fleet.ts';
import { npm } from '../vscode/install.ts';
import { ensureNode20 } from './node20.ts';
import { spoiltRepository } from './spoilt.ts';

const project = join(import.meta.dirname, '../..');

describe('the packed command line', function () {
  this.timeout(120_000);
  let room = '';
  let node20 = '';
  let tarball = '';
  let program = '';

  before(async function () {
    this.timeout(15 * 60_000);
    room = await realpath(await mkdtemp(join(tmpdir(), 'fluxwright-packed-')));
    node20 = await ensureNode20(console.log);
    const source = join(room, 'source');
    await mkdir(source);
    for (const it of ['package.json', '.npmignore', 'README.md', 'LICENSE', 'scripts'])
      await cp(join(project, it), join(source, it), { recursive: true });
    for (const it of ['src', 'node_modules']) await symlink(join(project, it), join(source, it));
    // As npm makes it where Node.js 20 is all that there is, such as for pre-commit.
    await capture(node20, [join(source, 'scripts/prepare.mjs')], { cwd: source });
    await npm(['pack', '--ignore-scripts', '--pack-destination', room], source);
    tarball = join(room, (await readdir(room)).find((it) => it.endsWith('.tgz')) ?? 'none');
    const empty = join(room, 'empty');
    await mkdir(empty);
    await writeFile(join(empty, 'package.json'), '{ "private": true }');
    // Offline: it needs no other package.
    await npm(['install', '--offline', '--no-audit', '--no-fund', tarball], empty);
    program = join(empty, 'node_modules/fluxwright/dist/cli.js');
  });
  after(() => rm(room, { recursive: true, force: true }));

  it('is one small package with nothing of the extension', async () => {
    const packages = (await readdir(dirname(dirname(dirname(program))))).filter((it) => !it.startsWith('.'));
    assert.deepEqual(packages, ['fluxwright']);
    assert.deepEqual(await readdir(dirname(program)), ['cli.js', 'schemas']);
    assert.deepEqual(await readdir(join(dirname(program), 'schemas')), ['facts']);
    assert.ok((await stat(tarball)).size < 500 * 1024, `${(await stat(tarball)).size} bytes`);
  });

  it('says on Node.js 20 what it says on that of the tests', async () => {
    const [fleet, large] = [join(room, 'fleet'), join(room, 'large')];
    await cp(fleetFolder, fleet, { recursive: true });
    // Enough files that threads share the work.
    await writeTexts(large, spoiltRepository(2400));
    for (const folder of [fleet, large]) await mkdir(join(folder, '.git'));
    const questions = [
      [large, 'check', '--output', 'json'],
      ...['text', 'json', 'sarif', 'github'].map((output) => [fleet, 'check', '--output', output]),
      ...['mermaid', 'dot', 'json'].map((output) => [fleet, 'graph', '--output', output]),
      [fleet, 'owner', 'apps/staging/kustomization.yaml'],
      [fleet, 'rules'],
      [fleet, '--help'],
      [fleet, 'check', 'nowhere'],
    ];
    for (const [cwd = '', ...args] of questions) {
      const [old, own] = await Promise.all(
        [node20, process.execPath].map((node) => ran(node, cwd, [program, ...args])),
      );
      assert.equal(old, own, args.join(' '));
    }
  });
});

/** Exit code and output of a program, without what differs from run to run. */
function ran(node: string, cwd: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(node, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let all = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (all += text));
    child.on('error', reject).on('close', (code) => {
      resolve(`${all.replace(/"milliseconds": \d+/, '"milliseconds": 0')}\nexit code ${code}`);
    });
  });
}
