import assert from 'node:assert/strict';
import { mkdir, mkdtemp, realpath, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gitConfig, namesBelow, readInto, TextReader } from '../../src/files.ts';
import type { Trouble } from '../../src/files.ts';
import { Repository } from '../../src/language/repository/repository.ts';

const config = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n';

describe('the files of a folder', () => {
  let root = '';
  const write = async (path: string, content = config) => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  };
  beforeEach(async () => {
    root = await realpath(await mkdtemp(join(tmpdir(), 'fluxwright-files-')));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  it('may vanish, or become a folder, between listing and reading', async () => {
    for (const it of ['a.yaml', 'b.yaml', 'c.yaml']) await write(it);
    const troubles: Trouble[] = [];
    const names = await namesBelow(root, troubles);
    await unlink(join(root, 'a.yaml'));
    await unlink(join(root, 'b.yaml'));
    await mkdir(join(root, 'b.yaml'));
    const repository = new Repository();
    const reader = new TextReader(root);
    readInto(repository, root, names, troubles, (name) => reader.read(name));
    assert.deepEqual([...repository.paths()], ['c.yaml']);
    assert.deepEqual(
      troubles.map((it) => it.reason),
      ['ENOENT', 'EISDIR'],
    );
  });

  it('that nobody may read are told, and the others read', () => {
    const repository = new Repository();
    const troubles: Trouble[] = [];
    readInto(repository, root, ['locked.yaml', 'a.yaml'], troubles, (name) => {
      if (name === 'locked.yaml') throw Object.assign(new Error('denied'), { code: 'EACCES' });
      return { text: config };
    });
    assert.deepEqual([...repository.paths()], ['a.yaml']);
    assert.deepEqual(troubles, [{ path: join(root, 'locked.yaml'), reason: 'EACCES' }]);
  });

  it('whose names are no UTF-8 are told as such', () => {
    const troubles: Trouble[] = [];
    readInto(new Repository(), root, ['caf\u{FFFD}.yaml'], troubles, () => {
      throw Object.assign(new Error('gone'), { code: 'ENOENT' });
    });
    assert.deepEqual(troubles, [{ path: join(root, 'caf\u{FFFD}.yaml'), reason: 'its name is no UTF-8' }]);
  });

  it('are listed once each, also where links go round or point at one another', async () => {
    await write('a/one.yaml');
    await symlink('../a', join(root, 'a/again'));
    await symlink('a', join(root, 'b'));
    await symlink('d', join(root, 'c'));
    await symlink('c', join(root, 'd'));
    await symlink('/etc', join(root, 'outside'));
    assert.deepEqual(await namesBelow(root, []), ['a/one.yaml']);
  });

  it('come with the settings of Git, in a linked worktree with those of the main one', async () => {
    await write('main/.git/config', '[remote "origin"]\n');
    await write('tree/.git', `gitdir: ${root}/main/.git/worktrees/tree\n`);
    await write('odd/.git', `gitdir: ${root}/secrets\n`);
    await write('secrets/config', 'secret');
    assert.equal(await gitConfig(join(root, 'main')), '[remote "origin"]\n');
    assert.equal(await gitConfig(join(root, 'tree')), '[remote "origin"]\n');
    assert.equal(await gitConfig(join(root, 'odd')), '');
    assert.equal(await gitConfig(root), '');
  });
});
