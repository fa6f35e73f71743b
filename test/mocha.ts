import Mocha from 'mocha';
import { globSync } from 'node:fs';
import { join } from 'node:path';

/** A test that failed, and what it said. */
export interface Failure {
  readonly title: string;
  readonly error: string;
}

/** What came of one suite. */
export interface Counts {
  readonly passed: number;
  readonly failures: readonly Failure[];
  /** Titles, each with the reason behind a colon where one was given. */
  readonly skipped: readonly string[];
}

/**
 * Runs the mocha files of the folders named as arguments, in this process, and sends the `Counts` to the parent. A process of its own for
 * each suite, so that none can leave anything to the next.
 */
async function main(folders: readonly string[]): Promise<void> {
  const files = folders.flatMap((it) => globSync('**/*.test.ts', { cwd: it }).map((file) => join(it, file))).sort();
  const mocha = new Mocha({ reporter: 'dot', timeout: 60_000, forbidOnly: true });
  for (const file of files) mocha.addFile(file);
  await mocha.loadFilesAsync();
  const counts = { passed: 0, failures: [] as Failure[], skipped: [] as string[] };
  const runner = mocha.run(() => {
    process.send?.(counts, () => process.disconnect());
    setTimeout(sayWhatIsLeft, patience).unref();
  });
  runner.on('pass', () => counts.passed++);
  runner.on('fail', (test, error: Error) =>
    counts.failures.push({ title: test.fullTitle(), error: error.stack ?? error.message }),
  );
  runner.on('pending', (test) => counts.skipped.push(test.fullTitle()));
}

/** How long a process may go on after its last test, in milliseconds. */
const patience = 10_000;

/** A server or a program that a test forgot keeps the process alive: that is a failure, and not for the next suite to find out. */
function sayWhatIsLeft(): void {
  console.error(`the suite left something running: ${process.getActiveResourcesInfo().join(', ')}`);
  process.exit(1);
}

await main(process.argv.slice(2));
