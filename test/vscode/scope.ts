import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endTree } from './processes.ts';

/** The processes and temporary folders of one piece of work. */
export interface Scope {
  /** A new temporary folder. */
  folder(name: string): Promise<string>;
  /** Starts a program that ends with the scope, and with it all that it starts. */
  spawn(program: string, args: readonly string[], options?: SpawnOptions): ChildProcess;
  /** Ends the processes, the last one first, and removes the folders. */
  close(): Promise<void>;
}

/**
 * Opens a scope. When this process ends without closing it, killed or crashed, a second process cleans up in its place:
 * it reads what there is to clean from a pipe, and begins when the pipe closes.
 */
export function openScope(): Scope {
  const watchdog = spawn(process.execPath, [fileURLToPath(new URL('watchdog.ts', import.meta.url))], {
    stdio: ['pipe', 'ignore', 'inherit'],
    // Ctrl-C goes to the whole group; this one must outlive it.
    detached: true,
  });
  watchdog.unref();
  // The pipe alone must not keep this process running either.
  (watchdog.stdin as Socket).unref();
  const note = (it: Note) => watchdog.stdin.write(`${JSON.stringify(it)}\n`);
  watchdog.stdin.on('error', () => undefined);
  const folders: string[] = [];
  const processes: ChildProcess[] = [];
  return {
    async folder(name) {
      const folder = await mkdtemp(join(await realpath(tmpdir()), `fluxwright-${name}-`));
      note({ folder });
      folders.push(folder);
      return folder;
    },
    spawn(program, args, options = {}) {
      const child = spawn(program, args, { ...options, detached: true });
      if (child.pid !== undefined) note({ process: child.pid });
      processes.push(child);
      return child;
    },
    async close() {
      for (const { pid, exitCode } of processes.reverse()) {
        if (pid === undefined) continue;
        if (exitCode === null) await endTree(pid);
        note({ ended: pid });
      }
      for (const folder of folders) await removeFolder(folder);
      if (watchdog.exitCode !== null) return;
      watchdog.ref();
      watchdog.stdin.end();
      await once(watchdog, 'exit');
    },
  };
}

/** What the watchdog is told, a line each. */
export type Note = { readonly folder: string } | { readonly process: number } | { readonly ended: number };

/** Removes a folder in which a process that just ended may still be writing. */
export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
