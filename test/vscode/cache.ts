import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

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
 * processes that want the same folder, one fills it and the other waits, at most `lockedFor` milliseconds.
 */
export async function cached(
  name: string,
  fill: (folder: string) => Promise<void>,
  log: Log,
  lockedFor = 15 * 60_000,
): Promise<string> {
  const folder = join(cacheFolder(), name);
  if (await exists(folder)) return folder;
  await mkdir(cacheFolder(), { recursive: true });
  const unlock = await lock(`${folder}.lock`, log, lockedFor);
  try {
    if (await exists(folder)) return folder;
    const unfinished = `${folder}.unfinished`;
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(unfinished);
    await fill(unfinished);
    await rename(unfinished, folder);
    return folder;
  } finally {
    await unlock();
  }
}

async function lock(file: string, log: Log, patience: number): Promise<() => Promise<void>> {
  const deadline = Date.now() + patience;
  for (let said = false; ; said = true) {
    try {
      const handle = await open(file, 'wx');
      await handle.writeFile(String(process.pid));
      await handle.close();
      return () => rm(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    if (await isLeftover(file)) {
      await rm(file, { force: true });
      continue;
    }
    if (Date.now() > deadline)
      throw new Error(`${file} is still held by another process; remove it if none is at work`);
    if (!said) log(`waiting for another process that fills the cache (${file})`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** Whether the process that made the lock is gone. */
async function isLeftover(file: string): Promise<boolean> {
  try {
    const owner = Number(await readFile(file, 'utf8'));
    // Empty: the owner is between making and writing the file, unless that was long ago.
    if (!owner) return Date.now() - (await stat(file)).mtimeMs > 10_000;
    process.kill(owner, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
