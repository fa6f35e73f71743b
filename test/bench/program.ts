import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

/** What one run of a program cost. */
export interface Cost {
  /** From before it was started until it has ended, in milliseconds. */
  readonly wall: number;
  /** Of all its threads, user and system, in milliseconds; known on Linux, in steps of 10. Else NaN. */
  readonly cpu: number;
  /** The most memory that it had at once (resident), in bytes; known on Linux, looked at every 10 ms. Else NaN. */
  readonly memory: number;
  readonly output: string;
}

/**
 * Runs a program to its end. No other child of this process may end meanwhile, since the processor time is that of all children.
 * @throws Error when its exit code is none of the expected.
 */
export async function costOf(program: string, args: readonly string[], codes: readonly number[] = [0]): Promise<Cost> {
  const before = cpuOfChildren();
  const started = performance.now();
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const end = () => void child.kill();
  process.once('exit', end);
  let memory = NaN;
  const look = setInterval(() => (memory = peakOf(child.pid) ?? memory), 10);
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
  try {
    const [code] = (await once(child, 'close')) as [number | null];
    const wall = performance.now() - started;
    if (!codes.includes(code ?? -1)) throw new Error(`${program} ended with ${code}: ${output.slice(-2000)}`);
    return { wall, cpu: cpuOfChildren() - before, memory, output };
  } finally {
    clearInterval(look);
    process.off('exit', end);
  }
}

/** `VmHWM` only grows, so the last look before the end is the peak but for the last 10 ms. */
export function peakOf(pid: number | undefined): number | undefined {
  const match = /^VmHWM:\s*(\d+) kB$/m.exec(contents(`/proc/${pid}/status`));
  return match ? Number(match[1]) * 1024 : undefined;
}

/** Fields 16 and 17 of proc(5)'s `stat` are those of ended children; a tick is 10 ms on every Linux that people run. */
function cpuOfChildren(): number {
  const stat = contents('/proc/self/stat');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[13] ?? NaN) + Number(fields[14] ?? NaN)) * 10;
}

function contents(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}
