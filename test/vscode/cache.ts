import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { withLock } from '../bed/lock.ts';

/** Says what takes long, one line at a time. */
export type Log = (line: string) => void;

/** Where large things that a test needs are kept between runs: `$XDG_CACHE_HOME/fluxwright`, or `~/.cache/fluxwright`. */
export function cacheFolder(): string {
  // The specification treats an empty variable as unset.
  return join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'fluxwright');
}

/**
 * The folder `name` of the cache, filled by `fill` if it is not there yet.
 *
 * `fill` works in a folder beside it, which is renamed when it has succeeded: a folder that exists is complete. Of two
 * processes that want the same folder, one fills it and the other waits.
 */
export async function cached(name: string, fill: (folder: string) => Promise<void>, log: Log): Promise<string> {
  const folder = join(cacheFolder(), name);
  if (existsSync(folder)) return folder;
  const lock = `${folder}.lock`;
  const onWait = () => log(`waiting for another process that fills the cache (${lock})`);
  await withLock(lock, () => fillOnce(folder, fill), onWait);
  return folder;
}

async function fillOnce(folder: string, fill: (folder: string) => Promise<void>): Promise<void> {
  // The process that had the lock before us may have done it.
  if (existsSync(folder)) return;
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished);
  await fill(unfinished);
  await rename(unfinished, folder);
}
