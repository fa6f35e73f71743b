import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { isAlive } from './lock.ts';

/** Ends programs and removes a folder when this process dies without doing so, even by SIGKILL. */
export interface Watchdog {
  guard(pid: number): void;
  /** The program has ended: its id may soon be somebody else's. */
  release(pid: number): void;
  /** Everything was ended and removed; resolves when the watchdog is gone too. */
  dismiss(): Promise<void>;
}

/** Starts a process that outlives this one: the end of its stdin is the sign that this process is gone. */
export function startWatchdog(folder: string): Watchdog {
  const args = [import.meta.filename, folder];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()).once('error', () => resolve()));
  // A watchdog that is gone already is noticed by `gone`, not by a broken pipe.
  child.stdin.on('error', () => undefined);
  child.unref();
  // The pipe alone must not keep this process running either.
  (child.stdin as Socket).unref();
  const tell = (line: string) => void child.stdin.write(`${line}\n`);
  return {
    guard: (pid) => tell(`guard ${pid}`),
    release: (pid) => tell(`release ${pid}`),
    dismiss: async () => {
      child.ref();
      child.stdin.end('dismiss\n');
      await gone;
    },
  };
}

async function watch(folder: string): Promise<void> {
  const guarded = new Set<number>();
  for await (const line of createInterface({ input: process.stdin })) {
    const [verb, pid] = line.split(' ');
    if (verb === 'guard') guarded.add(Number(pid));
    if (verb === 'release') guarded.delete(Number(pid));
    if (verb === 'dismiss') return;
  }
  // The last started first: controllers, then the API server that they would otherwise look for.
  for (const pid of [...guarded].reverse()) await end(pid);
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
}

async function end(pid: number): Promise<void> {
  send(pid, 'SIGTERM');
  for (let tries = 0; tries < 10 && isAlive(pid); tries++) await pause(50);
  send(pid, 'SIGKILL');
  // It must not write into the folder any more when that is removed.
  for (let tries = 0; tries < 40 && isAlive(pid); tries++) await pause(50);
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone in the meantime, as wanted.
  }
}

if (import.meta.main) {
  for (const signal of ['SIGINT', 'SIGHUP', 'SIGTERM'] as const) process.on(signal, () => undefined);
  await watch(process.argv[2] ?? '');
}
