import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { Watchdog } from './watchdog.ts';

export interface ProgramStart {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Takes stdout and stderr. */
  readonly logFile: string;
}

/** A program of the bed while it runs. It ends with `stop()`, and with the watchdog when this process dies. */
export class Running {
  readonly name: string;
  readonly #child: ChildProcess;
  readonly #exited: Promise<unknown>;
  readonly #logFile: string;

  constructor(start: ProgramStart, watchdog: Watchdog) {
    const log = openSync(start.logFile, 'a');
    const { cwd, env } = start;
    // Detached: Ctrl-C goes to a whole process group, and then the API server would end before the controllers.
    const child = spawn(start.program, start.args, { cwd, env, stdio: ['ignore', log, log], detached: true });
    closeSync(log);
    this.name = start.name;
    this.#logFile = start.logFile;
    this.#child = child;
    const { pid } = child;
    if (pid !== undefined) watchdog.guard(pid);
    this.#exited = Promise.race([once(child, 'exit'), once(child, 'error')]).catch((error: unknown) => error);
    void this.#exited.then(() => pid !== undefined && watchdog.release(pid));
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Throws with the end of the log when the program is no longer there: nobody should wait for it. */
  assertAlive(): void {
    const { pid, exitCode, signalCode } = this.#child;
    if (pid !== undefined && exitCode === null && signalCode === null) return;
    throw new Error(`${this.name} ended (${signalCode ?? exitCode ?? 'not started'}):\n${this.lastLines()}`);
  }

  /** The end of its log, for messages. */
  lastLines(): string {
    return readFileSync(this.#logFile, 'utf8').trimEnd().split('\n').slice(-12).join('\n');
  }

  /** Asks it to end, makes it end after `grace` milliseconds, and waits until it is gone. */
  async stop(grace: number): Promise<void> {
    this.#child.kill('SIGTERM');
    const patience = new AbortController();
    const late = pause(grace, 'late', { signal: patience.signal }).catch(() => 'gone');
    if ((await Promise.race([this.#exited, late])) === 'late') this.#child.kill('SIGKILL');
    patience.abort();
    await this.#exited;
  }
}
