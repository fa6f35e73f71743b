import { fork, spawn } from 'node:child_process';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { runHostSuites } from '../test/host/suites.ts';
import type { Counts, Failure } from '../test/mocha.ts';

const root = join(import.meta.dirname, '..');

/** A suite by the name under which `npm test -- NAME` finds it. */
interface Suite {
  readonly name: string;
  readonly run: () => Promise<Counts>;
}

/** Cheap ones first: what is wrong everywhere is said within seconds. */
const suites: readonly Suite[] = [
  { name: 'typecheck', run: () => program('node_modules/typescript/bin/tsc', '--noEmit') },
  { name: 'lint', run: () => program('node_modules/eslint/bin/eslint.js', '--cache', '.') },
  {
    name: 'format',
    run: () => program('node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'),
  },
  { name: 'unit', run: () => mocha('unit') },
  { name: 'corpus', run: () => mocha('corpus') },
  { name: 'node', run: () => mocha('node') },
  { name: 'cluster', run: () => mocha('cluster') },
  { name: 'host', run: () => runHostSuites(console.log) },
];

/** `npm test [-- SUITE…]`: runs the suites and ends with one line that sums them up. */
async function main(wanted: readonly string[]): Promise<void> {
  const unknown = wanted.filter((it) => !suites.some((suite) => suite.name === it));
  if (unknown.length > 0)
    throw new Error(`no suite ${unknown.join(', ')}; there are ${suites.map((it) => it.name).join(', ')}`);
  const total = { passed: 0, failures: [] as Failure[], skipped: [] as string[] };
  for (const suite of suites.filter((it) => wanted.length === 0 || wanted.includes(it.name))) {
    const started = performance.now();
    console.log(`\n== ${suite.name}`);
    const counts = await suite.run().catch((error: unknown): Counts => {
      console.error(error);
      return { passed: 0, failures: [{ title: suite.name, error: String(error) }], skipped: [] };
    });
    console.log(`== ${suite.name}: ${sum(counts)}, ${((performance.now() - started) / 1000).toFixed(1)} s`);
    total.passed += counts.passed;
    total.failures.push(...counts.failures);
    total.skipped.push(...counts.skipped);
  }
  report(total);
}

/**
 * Says the failures once more, below all that passed: of a long log people see the end. In CI everything can be had, so a test that did
 * not run is a failure there.
 */
function report({ passed, failures, skipped }: Counts): void {
  const strict = process.env['CI'] === 'true';
  for (const { title, error } of failures) console.log(`\nfailed: ${title}\n${error.replace(/^/gm, '    ')}`);
  for (const it of skipped) console.log(`${strict ? 'failed, because it was skipped in CI' : 'skipped'}: ${it}`);
  const failed = failures.length + (strict ? skipped.length : 0);
  console.log(`\n${passed} passed, ${failed} failed${strict ? '' : skippedToo(skipped)}`);
  process.exitCode = failed === 0 ? 0 : 1;
}

function sum({ passed, failures, skipped }: Counts): string {
  return `${passed} passed, ${failures.length} failed${skippedToo(skipped)}`;
}

function skippedToo(skipped: readonly string[]): string {
  return skipped.length === 0 ? '' : `, ${skipped.length} skipped`;
}

/** A program of Node that passes or fails as one test. */
async function program(file: string, ...args: readonly string[]): Promise<Counts> {
  const child = spawn(process.execPath, [join(root, file), ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  if (code === 0) return { passed: 1, failures: [], skipped: [] };
  return { passed: 0, failures: [{ title: file, error: `exit code ${String(code)}` }], skipped: [] };
}

async function mocha(...folders: readonly string[]): Promise<Counts> {
  const paths = folders.map((it) => join(root, 'test', it));
  const child = fork(join(root, 'test/mocha.ts'), paths, { cwd: root, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  let counts: Counts | undefined;
  child.on('message', (message) => (counts = message as Counts));
  const code = await new Promise((resolve) => child.on('close', resolve));
  if (!counts) throw new Error(`the suite ended early, with exit code ${String(code)}`);
  // It said how its tests went, and did not end by itself afterwards.
  if (code === 0) return counts;
  const left = { title: folders.join(' '), error: `exit code ${String(code)} after the last test` };
  return { ...counts, failures: [...counts.failures, left] };
}

await main(process.argv.slice(2));
