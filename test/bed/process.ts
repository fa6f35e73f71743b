import { spawn } from 'node:child_process';

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Milliseconds after which the program is killed and the promise rejects. Without it there is no limit. */
  readonly timeout?: number;
}

/** Runs a program to its end, without a shell. Gives its output; rejects with the last of its stderr when it fails. */
export function capture(program: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    // An interrupted run must not leave a compiler working for nobody.
    const end = () => void child.kill();
    process.once('exit', end);
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err = (err + text).slice(-4000)));
    child.once('error', (error) => {
      process.off('exit', end);
      reject(error);
    });
    child.once('close', (code, signal) => {
      process.off('exit', end);
      if (code === 0) resolve(out);
      else reject(new Error(`${program} ${args[0] ?? ''} ended with ${signal ?? code}: ${(err || out).trim()}`));
    });
  });
}
