import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * Runs `work` while no other process that asks for the same file does. Waits at most an hour; a lock whose owner has
 * died is taken over. `onWait` is called once when another process has it.
 */
export async function withLock<T>(file: string, work: () => Promise<T>, onWait: () => void): Promise<T> {
  mkdirSync(dirname(file), { recursive: true });
  const deadline = Date.now() + 60 * 60_000;
  for (let tries = 1; !take(file); tries++) {
    // The first try may only have cleared away what a dead owner left.
    if (tries === 2) onWait();
    if (Date.now() > deadline) throw new Error(`another process has held ${file} for an hour`);
    await pause(300);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function take(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if (!ownerLives(file)) rmSync(file, { force: true });
    return false;
  }
}

function ownerLives(file: string): boolean {
  let owner: number;
  try {
    owner = Number(readFileSync(file, 'utf8'));
  } catch {
    return true; // Given back this moment: the next try will take it.
  }
  // Created and not yet written: its owner is between two system calls.
  return owner === 0 || isAlive(owner);
}

/**
 * Whether a process with this id runs, whoever owns it. One that has ended and waits for its parent to take notice does not:
 * an orphan's new parent may take seconds for that.
 */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return !isZombie(pid);
}

/** Known on Linux only: `/proc/PID/stat` is `PID (NAME) STATE …`, and the name may hold anything. */
function isZombie(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')')).startsWith(') Z');
  } catch {
    return false;
  }
}
