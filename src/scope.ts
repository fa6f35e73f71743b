import { access, constants, realpath, stat } from 'node:fs/promises';
import { dirname, resolve, sep } from 'node:path';
import { gitRoot, nameBelow } from './files.ts';

/** A sentence for people that ends the program with exit code 2. */
export class UsageError extends Error {}

/** What paths on the command line mean. */
export interface Scope {
  /**
   * The Git repository around all of them, else the one of them that holds the others, else, for a file, the current folder: absolute, without
   * links.
   */
  readonly root: string;
  /** The paths themselves, relative to the root with `/`; empty for the root. */
  readonly asked: readonly string[];
  /** Whether a path below the root is one of those asked for, or below one. */
  readonly isWanted: (path: string) => boolean;
}

/** Throws a `UsageError` for a path that cannot be read, and for paths of several repositories. */
export async function scopeOf(paths: readonly string[]): Promise<Scope> {
  const targets = await Promise.all(paths.map(target));
  const root = await rootOf(targets);
  const asked = targets.map((it) => nameBelow(root, it.path));
  const isWanted = (path: string): boolean => asked.some((it) => it === '' || path === it || path.startsWith(`${it}/`));
  return { root, asked, isWanted };
}

async function target(path: string): Promise<{ readonly path: string; readonly folder: string }> {
  try {
    const real = await realpath(resolve(path));
    const isFolder = (await stat(real)).isDirectory();
    await access(real, constants.R_OK);
    return { path: real, folder: isFolder ? real : dirname(real) };
  } catch (error) {
    throw new UsageError(`cannot read "${path}": ${reasonOf(error)}`);
  }
}

function reasonOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'there is no such file or folder';
  if (code === 'EACCES') return 'permission denied';
  return code ?? String(error);
}

/** One check is of one repository: its names are looked up there, and nothing beside it is read. */
async function rootOf(targets: readonly { readonly path: string; readonly folder: string }[]): Promise<string> {
  const folders = targets.map((it) => it.folder);
  const [root, ...others] = new Set(await Promise.all(folders.map((it) => gitRoot(it))));
  if (others.length > 0)
    throw new UsageError('these paths are in different Git repositories: check one after the other');
  if (root !== undefined) return root;
  const here = await realpath('.');
  // A file alone tells nothing of what it belongs to.
  if (targets.every((it) => it.path !== it.folder && isBelow(here, it.path))) return here;
  const outermost = folders.find((folder) => folders.every((it) => isBelow(folder, it)));
  if (outermost === undefined) throw new UsageError('no Git repository holds these paths: name one folder that does');
  return outermost;
}

function isBelow(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
