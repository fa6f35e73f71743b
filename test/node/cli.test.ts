import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { fleetFolder, fleetMistake } from '../fixtures/fleet.ts';
import { sarifValidator } from '../sarif.ts';
import { program, run } from './cli-run.ts';

/** What `--output json` prints, as far as the tests look. */
interface Printed {
  readonly version: number;
  readonly root: string;
  readonly files: number;
  readonly resources: number;
  readonly problems: readonly Readonly<Record<string, unknown>>[];
}

describe('fluxwright check', function () {
  this.timeout(120_000);
  let root = '';
  const write = async (path: string, content: string | Uint8Array) => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  };

  beforeEach(async () => {
    root = await realpath(await mkdtemp(join(tmpdir(), 'fluxwright-cli-')));
    await cp(fleetFolder, root, { recursive: true });
    await mkdir(join(root, '.git'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  it('finds the one mistake of the demo fleet, in the form of the contract', async () => {
    const { code, out, err } = await run(root, 'check', '--output', 'json');
    const report = JSON.parse(out) as Printed;
    assert.deepEqual({ code, err, version: report.version, root: report.root }, { code: 1, err: '', version: 1, root });
    assert.deepEqual(report.problems, [
      {
        file: fleetMistake.path,
        line: 15,
        column: 11,
        endLine: 15,
        endColumn: 21,
        severity: 'error',
        code: fleetMistake.code,
        message: 'No GitRepository "flux-sytem" is declared in namespace "flux-system". Did you mean "flux-system"?',
        resource: fleetMistake.resource,
      },
    ]);
  });

  it('reads the whole repository and reports a part', async () => {
    const part = await run(root, 'check', 'clusters/production', '--output', 'json');
    assert.equal(part.code, 0);
    const report = JSON.parse(part.out) as Printed;
    assert.deepEqual([report.root, report.problems], [root, []]);
    const inside = await run(join(root, 'clusters/staging'), 'check');
    assert.match(
      inside.out,
      /^clusters\/staging\/monitoring.yaml:15:11 error No GitRepository .* reference\/missing$/m,
    );
    assert.match(inside.out, /\n\d+ files, \d+ resources: 1 error, 0 warnings\n$/);
  });

  it('tells by the exit code what was asked for', async () => {
    assert.equal((await run(root, 'check', '--fail-on', 'never')).code, 0);
    await writeFile(join(root, fleetMistake.path), '# x\n');
    assert.equal((await run(root, 'check', '--fail-on', 'warning')).code, 0);
    await write('big.yaml', `a: ${'x'.repeat(20 * 1024 * 1024)}\n`);
    await write('binary.yaml', new Uint8Array([0, 1, 2, 255, 254]));
    const strict = await run(root, 'check', '--fail-on', 'warning');
    assert.equal(strict.code, 1);
    assert.match(strict.out, /^big.yaml:1:1 information .*\nbinary.yaml:1:1 warning /);
    assert.equal((await run(root, 'check')).code, 0);
  });

  it('refuses wrong usage and paths that cannot be read, in one line', async () => {
    for (const args of [
      ['check', 'nope'],
      ['check', '--output', 'xml'],
      ['check', '--what'],
      ['chek'],
      ['check', '--flux-version', 'new'],
      ['check', '--flux-version', '3.1'],
      [],
    ]) {
      const { code, out, err } = await run(root, ...args);
      assert.deepEqual({ code, out }, { code: 2, out: '' });
      assert.match(err, /^fluxwright: .+\n$/);
    }
  });

  it('goes on past link loops, folders that cannot be read, and odd names', async () => {
    await symlink('..', join(root, 'apps/up'));
    await symlink('nowhere', join(root, 'apps/broken.yaml'));
    await symlink(tmpdir(), join(root, 'outside'));
    await write('node_modules/x.yaml', 'a: b: c\n');
    await write('odd \u001b[31m,:%\n.yaml', 'a: b: c\n');
    await mkdir(join(root, 'locked'));
    await chmod(join(root, 'locked'), 0);
    const text = await run(root, 'check');
    const github = await run(root, 'check', '--output', 'github');
    await chmod(join(root, 'locked'), 0o700);
    assert.equal(text.code, 1);
    if (process.getuid?.() !== 0) assert.match(text.err, /locked: not read \(EACCES\)/);
    assert.ok(!text.out.includes('\u001b'), 'names do not steer the terminal');
    assert.equal(text.out.split('\n').length, 4);
    assert.match(
      github.out,
      /^::error file=odd .*%2C%3A%25%0A.yaml,line=1,col=4,endLine=1,endColumn=\d+,title=yaml\/syntax::/m,
    );
  });

  it('reads nothing outside the repository, whatever a link says', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'fluxwright-outside-'));
    try {
      await writeFile(join(outside, 'secret.yaml'), 'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Secrets\n');
      await symlink(join(outside, 'secret.yaml'), join(root, 'apps/link.yaml'));
      assert.doesNotMatch((await run(root, 'check')).out, /link\.yaml/);
    } finally {
      await rm(outside, { recursive: true });
    }
  });

  it('prints SARIF that is valid, below the folder of the repository', async () => {
    const { out } = await run(root, 'check', '--output', 'sarif');
    const log = JSON.parse(out) as { runs: { results: { ruleId: string }[]; originalUriBaseIds: object }[] };
    assert.deepEqual(sarifValidator()(log), []);
    assert.deepEqual(
      log.runs[0]?.results.map((it) => it.ruleId),
      [fleetMistake.code],
    );
    assert.deepEqual(log.runs[0]?.originalUriBaseIds, { SRCROOT: { uri: `${pathToFileURL(root).href}/` } });
  });

  it('checks one repository, or folders in one another', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'fluxwright-outside-'));
    try {
      for (const it of ['a/.git', 'b', 'b/c']) await mkdir(join(outside, it), { recursive: true });
      assert.match((await run(outside, 'check', 'a', root)).err, /^fluxwright: .* different Git repositories: .*\n$/);
      assert.match((await run(outside, 'check', 'a', 'b')).err, /different Git repositories/);
      await writeFile(join(outside, 'b/c/x.yaml'), 'a: 1\na: 2\n');
      await writeFile(join(outside, 'y.yaml'), 'a: 1\na: 2\n');
      const nested = await run(outside, 'check', 'b', 'b/c');
      assert.deepEqual([nested.code, nested.err], [1, '']);
      assert.match(nested.out, /^c\/x\.yaml:2:1 error .*\n1 file, /);
      const beside = await run(outside, 'check', 'b', 'y.yaml');
      assert.match(beside.out, /^b\/c\/x\.yaml:2:1 .*\ny\.yaml:2:1 /);
      await rm(join(outside, 'y.yaml'));
    } finally {
      await rm(outside, { recursive: true });
    }
  });

  it('says nothing to a reader that has seen enough, and in one line what else keeps it from writing', async function () {
    const shell = (line: string) =>
      promisify(execFile)('/bin/sh', ['-c', line, process.execPath, program], { cwd: root });
    const early = await shell('"$0" "$1" check --output json | head -n 1');
    assert.deepEqual(early, { stdout: '{\n', stderr: '' });
    if (!existsSync('/dev/full')) return this.skip();
    const full = await shell('"$0" "$1" check >/dev/full; echo $?');
    assert.deepEqual(full, { stdout: '2\n', stderr: 'fluxwright: the output cannot be written (ENOSPC)\n' });
  });

  it('obeys the settings of the folder', async () => {
    await write(
      '.vscode/settings.json',
      '{\n  // ours\n\t"fluxwright.rules": { "reference/missing": "warning", },\n}\n',
    );
    const { code, out } = await run(root, 'check');
    assert.equal(code, 0);
    assert.match(out, /:15:11 warning /);
  });

  it('reads UTF-16, byte order marks and Windows line ends', async () => {
    const text = 'a: 1\r\nb:\r\n  c: 1\r\n  c: 2\r\n';
    await write('utf16.yaml', Buffer.from(`\uFEFF${text}`, 'utf16le'));
    await write('utf8.yaml', `\uFEFF${text}`);
    const { out } = await run(root, 'check');
    assert.match(out, /^utf16.yaml:4:3 error .*\nutf8.yaml:4:3 error /m);
  });

  it('reports hints only when asked', async () => {
    const sound = { file: 'hints/source.yaml', severity: 'hint', code: 'advice/short-interval' };
    await write(
      sound.file,
      'apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: { name: often, namespace: flux-system }\nspec: { interval: 5s, url: https://example.com/a.git }\n',
    );
    const hints = async (...options: string[]) => {
      const { out } = await run(root, 'check', 'hints', '--output', 'json', ...options);
      return (JSON.parse(out) as Printed).problems.map(({ file, severity, code }) => ({ file, severity, code }));
    };
    assert.deepEqual(await hints(), []);
    assert.deepEqual(await hints('--hints'), [sound]);
  });

  it('lists its rules', async () => {
    const rules = JSON.parse((await run(root, 'rules', '--output', 'json')).out) as Record<string, string>[];
    assert.ok(rules.length >= 12);
    for (const { code, severity, description } of rules) {
      assert.match(
        `${code} ${severity} ${description}`,
        /^[a-z-]+\/[a-z0-9-]+ (error|warning|information|hint) [A-Z].*\.$/,
      );
    }
    assert.match((await run(root, 'rules')).out, /^reference\/missing +error +A reference/m);
  });

  it('draws the repository', async () => {
    const { code, out } = await run(root, 'graph', '--output', 'json');
    const graph = JSON.parse(out) as { nodes: { id: string }[]; edges: { from: string; to: string }[] };
    assert.equal(code, 0);
    const entries = graph.nodes.filter((it) => it.id.startsWith('Kustomization/flux-system/flux-system@'));
    assert.deepEqual(entries.map((it) => it.id.replace(/.*@/, '')).sort(), [
      'clusters/production/flux-system/gotk-sync.yaml',
      'clusters/staging/flux-system/gotk-sync.yaml',
    ]);
    assert.ok(graph.edges.length > 10, `${graph.edges.length} edges`);
    assert.match((await run(root, 'graph')).out, /^flowchart LR\n/);
    assert.equal((await run(root, 'graph', '--output', 'png')).code, 2);
  });

  it('tells who applies a file, and what it becomes', async () => {
    const { code, out } = await run(root, 'owner', 'apps/staging/kustomization.yaml');
    assert.equal(code, 0);
    assert.match(
      out,
      /^apps\/staging\/kustomization.yaml\n {2}applied by Kustomization flux-system\/apps {2}clusters\/staging\//,
    );
    assert.match(out, /which is applied by Kustomization flux-system\/flux-system/);
    await rm(join(root, '.git'), { recursive: true });
    assert.equal((await run(root, 'owner', 'apps/staging/kustomization.yaml')).out, out, 'the current folder holds it');
    assert.equal((await run(root, 'owner', 'README.md')).code, 2);
    assert.equal((await run(root, 'owner')).code, 2);
  });

  it('prints its version and its help', async () => {
    assert.match((await run(root, '--version')).out, /^\d+\.\d+\.\d+\n$/);
    assert.match((await run(root, '--help')).out, /fluxwright check/);
  });
});
