import { git } from '../bed/git.ts';
import { repositoryOf, writeTexts, type Texts } from '../bench/generate.ts';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** How many files the large repository has. */
export const largeSize = 2_000;

/**
 * What people check out there, each a branch that differs from the others in nearly every file: `moved` has all of them in another folder, `next` comes after
 * `main` and has a line more in each. Each has mistakes in the
 * ConfigMaps of other apps.
 */
export const branches = ['main', 'next', 'moved'] as const;
export type Branch = (typeof branches)[number];

const mistakeIn: Readonly<Record<Branch, number>> = { main: 17, next: 13, moved: 19 };

/** Commits all branches into a folder and checks out `main`. */
export async function commitLarge(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await git(folder, 'init', '--quiet', '--initial-branch=main');
  for (const branch of branches) {
    if (branch !== 'main') await git(folder, 'switch', '--quiet', '--create', branch, 'main');
    const old = (await readdir(folder)).filter((it) => it !== '.git');
    for (const it of old) await rm(join(folder, it), { recursive: true });
    await writeTexts(folder, textsOf(branch));
    await git(folder, 'add', '--all');
    await git(folder, 'commit', '--quiet', `--message=${branch}`);
  }
  await git(folder, 'switch', '--quiet', 'main');
}

/** The files of a branch that have one error each, sorted. */
export function mistaken(branch: Branch): readonly string[] {
  return [...textsOf(branch).keys()].filter((it, at) => isMistaken(branch, it, at)).sort();
}

function textsOf(branch: Branch): Texts {
  const mend = (text: string) => (branch === 'moved' ? text.replaceAll('./apps', './workloads') : text);
  const edited = branch === 'next' ? '# Looked through.\n' : '';
  return new Map(
    [...repositoryOf(largeSize)].map(([path, text], at) => [
      branch === 'moved' ? path.replace(/^apps\//, 'workloads/') : path,
      // A key twice is wrong in every kind of file.
      mend(text) + edited + (isMistaken(branch, path, at) ? 'kind: Twice\n' : ''),
    ]),
  );
}

function isMistaken(branch: Branch, path: string, at: number): boolean {
  return path.endsWith('/config.yaml') && at % mistakeIn[branch] === 0;
}
