import { git } from '../bed/git.ts';
import { file } from './editing.ts';

/** Commits everything in the open repository and pushes it to its Git server; gives the revision as Flux writes it. */
export async function push(message: string): Promise<string> {
  const folder = file('').fsPath;
  await git(folder, 'add', '--all');
  await git(folder, 'commit', '--quiet', `--message=${message}`);
  await git(folder, 'push', '--quiet', 'origin', 'HEAD:main');
  return head();
}

/** The commit that is checked out, as Flux writes it. */
export async function head(): Promise<string> {
  return `main@sha1:${(await git(file('').fsPath, 'rev-parse', 'HEAD')).trim()}`;
}
