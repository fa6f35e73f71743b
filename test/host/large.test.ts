import { rename } from 'node:fs/promises';
import { git } from '../bed/git.ts';
import { errors, file } from './editing.ts';
import { largeSize, mistaken, type Branch } from './large.ts';
import { until } from './ui.ts';

describe(`a repository of ${largeSize} files`, function () {
  // Each waits for itself, and says what it waits for.
  this.timeout(60_000);
  const folder = () => file('').fsPath;

  it('has all its problems soon after it is opened', () => untilBranch('main'));

  it('has those of another branch when that is checked out', async () => {
    await git(folder(), 'switch', '--quiet', 'moved');
    await untilBranch('moved');
  });

  it('has those of a commit that changes every file', async () => {
    await git(folder(), 'switch', '--quiet', 'main');
    await untilBranch('main');
    await git(folder(), 'pull', '--quiet', '--ff-only', '.', 'next');
    await untilBranch('next');
  });

  it('has them at the new place of a folder that was renamed, and none at the old one', async () => {
    const [from = ''] = mistaken('next').map((it) => it.split('/').slice(0, 2).join('/'));
    const to = 'apps/elsewhere';
    const inside = mistaken('next').filter((it) => it.startsWith(`${from}/`));
    await rename(file(from).fsPath, file(to).fsPath);
    await until('the problems have moved', () => {
      const paths = new Set(pathsWithErrors());
      const isGone = [...paths].every((it) => !it.startsWith(`${from}/`));
      // What named the old folder is wrong now as well.
      return (
        isGone && [...inside.map((it) => it.replace(from, to)), 'apps/kustomization.yaml'].every((it) => paths.has(it))
      );
    });
    await rename(file(to).fsPath, file(from).fsPath);
    await untilBranch('next');
  });
});

/** Waits until the files with errors are exactly those of a branch. */
async function untilBranch(branch: Branch): Promise<void> {
  const expected = mistaken(branch);
  await until(
    `${expected.length} files of ${branch} have errors`,
    () => {
      const found = [...new Set(pathsWithErrors())].sort();
      const missing = expected.filter((it) => !found.includes(it));
      const stale = found.filter((it) => !expected.includes(it));
      if (missing.length + stale.length === 0) return true;
      throw new Error(
        `${missing.length} missing (${missing[0]}), ${stale.length} too many (${errors().find((it) => it.startsWith(`${stale[0]}:`))})`,
      );
    },
    20_000,
  );
}

function pathsWithErrors(): readonly string[] {
  return errors().map((it) => it.slice(0, it.indexOf(': ')));
}
