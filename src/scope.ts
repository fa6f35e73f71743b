import { access, constants, realpath, stat } from 'node:fs/promises';
import { dirname, resolve, sep } from 'node:path';
import { gitRoot, nameBelow } from './files.ts';

/** A sentence for people that ends the program with exit code 2. */
export class UsageError extends Error {}

/** What paths on the command line mean. */
export interface Scope {
  /** The Git repository around all of them, else the deepest folder that holds them: absolute, without links. */
  readonly root: string;
  /** The paths themselves, relative to the root with `/`; empty for the root. */
  readonly asked: readonly string[];
  /** Whether a path below the root is one of those asked for, or below one. */
  readonly isWanted: (path: string) => boolean;
}

/** Throws a `UsageError` for a path that cannot be read. */
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
    throw new UsageError(`cannot read "${path}" (${(error as NodeJS.ErrnoException).code ?? String(error)})`);
  }
}

async function rootOf(targets: readonly { readonly folder: string }[]): Promise<string> {
  const [first, ...others] = targets.map((it) => it.folder);
  let common = first ?? process.cwd();
  for (const it of others) {
    while (it !== common && !it.startsWith(common.endsWith(sep) ? common : common + sep)) common = dirname(common);
  }
  return (await gitRoot(common)) ?? common;
}
