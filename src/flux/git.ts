import type { Invocation } from './commands.ts';

/** A commit as `gitLog` prints it. */
export interface Commit {
  /** Full hash. */
  readonly hash: string;
  readonly author: string;
  /** ISO 8601 with offset. */
  readonly date: string;
  readonly subject: string;
}

const unitSeparator = '\x1f';

/** The newest commits that touched any of the paths, newest first. Paths are relative to the working directory, with `/`. */
export function gitLog(paths: readonly string[], limit: number): Invocation {
  const format = ['%H', '%an', '%aI', '%s'].join('%x1f');
  return git('log', `--max-count=${limit}`, '--no-merges', `--format=${format}`, '--', ...paths.map(literal));
}

/** Reads what `gitLog` printed. Lines of another form are left out. */
export function parseGitLog(output: string): readonly Commit[] {
  return output.split('\n').flatMap((line) => {
    const [hash, author, date, ...subject] = line.split(unitSeparator);
    if (hash === undefined || author === undefined || date === undefined || subject.length === 0) return [];
    return [{ hash, author, date, subject: subject.join(unitSeparator) }];
  });
}

/** A new commit that undoes one commit, made without an editor. */
export function gitRevert(hash: string): Invocation {
  return git('revert', '--no-edit', hash);
}

/** Gives up a revert that met conflicts and puts the files back. */
export const gitRevertAbort: Invocation = git('revert', '--abort');

/** Pushes the current branch to its upstream; fails when it has none. */
export const gitPush: Invocation = git('push');

/** Changes that are not committed, one `XY path` per line; nothing when the tree is clean. */
export const gitStatus: Invocation = git('status', '--porcelain', '--untracked-files=no');

/** What one commit changed, as a patch. Throws for anything but a hash, so that no option can pose as one. */
export function gitShow(hash: string): Invocation {
  if (!/^[0-9a-f]{7,64}$/.test(hash)) throw new RangeError('not a commit hash');
  return git('show', '--format=commit %H%nAuthor: %an%nDate:   %aI%n%n    %s%n', '--stat', '--patch', hash);
}

/** How many commits the checked out one is ahead of another. Throws for anything but a hash. */
export function gitDistance(hash: string): Invocation {
  if (!/^[0-9a-f]{7,64}$/.test(hash)) throw new RangeError('not a commit hash');
  return git('rev-list', '--count', `${hash}..HEAD`);
}

function git(...args: string[]): Invocation {
  return { program: 'git', args };
}

/** Git reads `*`, `[` and a leading `:` in a path as patterns unless told not to. */
function literal(path: string): string {
  return `:(literal)${path === '' ? '.' : path}`;
}
