import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { isAlive } from '../bed/lock.ts';

/**
 * Ends a process and everything that descends from it: asked first, killed after `patience` milliseconds. Returns when none is left.
 *
 * A process group is not enough: each shell in a terminal leads a session of its own.
 */
export async function endTree(root: number, patience = 3000): Promise<void> {
  const tree = new Set([root, ...(await descendants(root))]);
  signal([root], 'SIGTERM');
  const deadline = Date.now() + patience;
  while (Date.now() < deadline && isAlive(root)) {
    await pause(50);
    for (const pid of await descendants(root)) tree.add(pid);
  }
  signal(tree, 'SIGTERM');
  while (Date.now() < deadline && [...tree].some(isAlive)) await pause(50);
  signal(tree, 'SIGKILL');
  for (let i = 0; i < 100 && [...tree].some(isAlive); i++) await pause(20);
}

/** The processes that `root` started, and those that they started. */
export async function descendants(root: number): Promise<number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,stat=']);
  const children = new Map<number, number[]>();
  for (const line of stdout.split('\n')) {
    const [pid, parent, state] = line.trim().split(/\s+/);
    if (!pid || state?.startsWith('Z')) continue;
    children.set(Number(parent), [...(children.get(Number(parent)) ?? []), Number(pid)]);
  }
  const found: number[] = [];
  const visit = (pid: number) => {
    for (const child of children.get(pid) ?? []) {
      found.push(child);
      visit(child);
    }
  };
  visit(root);
  return found;
}

function signal(pids: Iterable<number>, name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch {
      // It has ended by itself.
    }
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
