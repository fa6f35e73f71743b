import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { made } from '../bed/build.ts';
import { withLock } from '../bed/lock.ts';
import { productPath } from '../bed/recipes.ts';
import { ensureTools, etcdBeside, Unavailable } from '../bed/tools.ts';

describe('the tools of the test bed', function () {
  this.timeout(120_000);

  const names = ['PATH', 'XDG_CACHE_HOME', 'KUBEBUILDER_ASSETS', 'CI'] as const;
  let saved: readonly (string | undefined)[];
  let folder: string;

  beforeEach(() => {
    saved = names.map((it) => process.env[it]);
    folder = mkdtempSync(join(tmpdir(), 'fluxwright-tools-'));
    process.env['XDG_CACHE_HOME'] = join(folder, 'cache');
    for (const name of ['KUBEBUILDER_ASSETS', 'CI']) delete process.env[name];
  });

  afterEach(() => {
    for (const [index, name] of names.entries()) {
      if (saved[index] === undefined) delete process.env[name];
      else process.env[name] = saved[index];
    }
    rmSync(folder, { recursive: true, force: true });
  });

  it('say plainly that Go is missing', async () => {
    process.env['PATH'] = folder;
    await assert.rejects(ensureTools(['kube-apiserver', 'crds'], silent), (error) => {
      assert.ok(error instanceof Unavailable);
      assert.equal(error.message, 'Go is not installed, and kube-apiserver, crds must be built with it');
      return true;
    });
  });

  it('say plainly that Go is too old', async () => {
    program('go', 'echo go1.19.8');
    process.env['PATH'] = `${folder}${delimiter}/bin`;
    await assert.rejects(ensureTools(['crds'], silent), (error) => {
      assert.ok(error instanceof Unavailable);
      assert.equal(error.message, 'Go 1.26 or newer is needed to build crds, and the one here says: go1.19.8');
      return true;
    });
  });

  it('need no Go for what is in the cache', async () => {
    process.env['PATH'] = folder;
    mkdirSync(productPath('crds'), { recursive: true });
    assert.deepEqual(await ensureTools(['crds'], silent), { crds: productPath('crds') });
  });

  it('take the API server of KUBEBUILDER_ASSETS, with its etcd', async () => {
    for (const name of ['kube-apiserver', 'etcd']) program(name, '');
    process.env['KUBEBUILDER_ASSETS'] = folder;
    const paths = await ensureTools(['kube-apiserver'], silent);
    assert.equal(paths['kube-apiserver'], join(folder, 'kube-apiserver'));
    assert.equal(etcdBeside(paths['kube-apiserver']), join(folder, 'etcd'));
  });

  it('say what is wrong with KUBEBUILDER_ASSETS', async () => {
    process.env['KUBEBUILDER_ASSETS'] = folder;
    await assert.rejects(ensureTools(['kube-apiserver'], silent), /which does not hold kube-apiserver and etcd/);
  });

  it('take an installed flux of a fitting version, and not in CI', async () => {
    program('flux', 'echo "flux: v2.7.1"');
    process.env['PATH'] = `${folder}${delimiter}/bin`;
    assert.equal((await ensureTools(['flux'], silent)).flux, join(folder, 'flux'));
    process.env['CI'] = 'true';
    await assert.rejects(ensureTools(['flux'], silent), Unavailable);
    delete process.env['CI'];
    program('flux', 'echo "flux: v1.0.0"');
    await assert.rejects(ensureTools(['flux'], silent), Unavailable);
  });

  it('leave nothing in the cache when a build fails, and give its reason', async () => {
    program('go', 'echo "no such module" >&2; exit 1');
    process.env['PATH'] = `${folder}${delimiter}/bin`;
    await assert.rejects(made('helm', '1 of 1', silent), /no such module/);
    assert.ok(!existsSync(productPath('helm')));
    // A second try is a new one, not a wait for the first.
    program('go', 'while [ "$1" != -o ]; do shift; done; echo built > "$2"');
    assert.equal(readFileSync(await made('helm', '1 of 1', silent), 'utf8'), 'built\n');
  });

  it('are built by one at a time', async () => {
    const lines: string[] = [];
    program('go', `while [ "$1" != -o ]; do shift; done; echo once >> ${folder}/count; sleep 1; echo built > "$2"`);
    process.env['PATH'] = `${folder}${delimiter}/bin`;
    await Promise.all([1, 2, 3].map(() => made('helm', '1 of 1', (line) => lines.push(line))));
    assert.equal(readFileSync(join(folder, 'count'), 'utf8'), 'once\n');
    assert.ok(lines.includes('waiting for another process that builds helm'));
  });

  it('are not kept waiting by the lock of a dead process', async () => {
    const child = spawn(process.execPath, ['--eval', '']);
    await once(child, 'exit');
    writeFileSync(join(folder, 'lock'), String(child.pid));
    assert.equal(await withLock(join(folder, 'lock'), () => Promise.resolve('done'), silent), 'done');
    assert.ok(!existsSync(join(folder, 'lock')));
  });

  function program(name: string, script: string): void {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
  }
});

const silent = (): void => undefined;
