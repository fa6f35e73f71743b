import { setFlagsFromString } from 'node:v8';
import { isMainThread, parentPort } from 'node:worker_threads';
import { readBundled } from './bundled.ts';
import { check } from './check.ts';
import { readFolder } from './files.ts';
import { newestMinor } from './flux/versions.ts';
import { graphOf } from './language/references/graph.ts';
import { graphForms, printGraph } from './language/references/graphText.ts';
import { rows } from './language/messages.ts';
import { formatReport, outputs } from './language/reportText.ts';
import { fateOf, printFate } from './language/build/owners.ts';
import { Repository } from './language/repository/repository.ts';
import { Schemas } from './language/schema/catalog.ts';
import { scopeOf, UsageError } from './scope.ts';
import { sweep } from './sweeper.ts';
import type { Board } from './sweep.ts';
import { helpOf, listed, parseArguments } from './usage.ts';
import type { Asked } from './usage.ts';
import packageJson from '../package.json' with { type: 'json' };

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // A reader that has seen enough, such as head.
  if (error.code === 'EPIPE') return;
  process.stderr.write(`fluxwright: ${whatFailed(error)}\n`);
  process.exitCode = 2;
});
// Nearly everything that a check makes lives for one file: a nursery that grows with it costs 200 MB and time.
setFlagsFromString('--semi-space-growth-factor=1');
// The other processors have files to look at; waking them for each small collection costs more than it saves.
setFlagsFromString('--no-parallel-scavenge');
// V8's last compiler runs beside the program and costs more processor time than its code saves, with 100,000 files still.
setFlagsFromString('--no-opt');
/** The bundle is CommonJS, which has no `await` at its top. */
async function run(): Promise<void> {
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`fluxwright: ${error instanceof UsageError ? error.message : whatFailed(error)}\n`);
    process.exitCode = 2;
  }
}

/** Of what should not happen: Node would print a line of the bundle, which is all of it. */
function whatFailed(error: unknown): string {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code !== undefined && syscall === 'write') return `the output cannot be written (${code})`;
  return `this is a mistake of Fluxwright: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}

async function main(args: readonly string[]): Promise<number> {
  const asked = parseArguments(args);
  if (!('show' in asked)) return commands[asked.command]?.(asked) ?? 2;
  return print(asked.show === 'version' ? `${packageJson.version}\n` : helpOf(packageJson.version, asked.of));
}

/** Each gives the exit code. */
const commands: Readonly<Record<string, (asked: Asked) => Promise<number> | number>> = {
  check: checkPaths,
  graph: drawGraph,
  owner: tellOwner,
  rules: listRules,
};

async function checkPaths({ paths, options }: Asked): Promise<number> {
  const output = oneOf(outputs, options.output ?? 'text', '--output');
  const failOn = oneOf(['error', 'warning', 'never'], options['fail-on'] ?? 'error', '--fail-on');
  const fluxVersion = options['flux-version'];
  if (fluxVersion !== undefined && !/^v?2\.\d+(\.\d+)?$/.test(fluxVersion))
    throw new UsageError(`--flux-version must be like ${newestMinor}, not "${fluxVersion}"`);
  const report = await check(paths.length === 0 ? ['.'] : paths, {
    fluxVersion,
    hints: options.hints !== undefined,
    program: import.meta.filename,
  });
  if (report.files === 0) process.stderr.write('fluxwright: there are no YAML files here\n');
  print(formatReport(report, { output, colours: hasColours(process.stdout), version: packageJson.version }));
  const failing = report.problems.some(
    (it) => it.severity === 'error' || (failOn === 'warning' && it.severity === 'warning'),
  );
  return failOn !== 'never' && failing ? 1 : 0;
}

/** As https://no-color.org asks; a `dumb` terminal has none. */
function hasColours(stream: { readonly isTTY?: boolean }): boolean {
  return stream.isTTY === true && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb';
}

async function tellOwner({ paths, options }: Asked): Promise<number> {
  const form = oneOf(['text', 'json'], options.output ?? 'text', '--output');
  if (paths.length !== 1)
    throw new UsageError('owner takes one FILE, such as: fluxwright owner apps/podinfo/release.yaml');
  const { root, asked } = await scopeOf(paths);
  const repository = await read(root);
  const file = asked[0] ?? '';
  if (repository.manifest(file) === undefined) throw new UsageError(`"${paths[0] ?? ''}" is no YAML file`);
  const fate = fateOf(repository, file);
  return print(form === 'json' ? `${JSON.stringify({ version: 1, ...fate }, null, 2)}\n` : printFate(fate));
}

async function drawGraph({ paths, options }: Asked): Promise<number> {
  const form = oneOf(graphForms, options.output ?? 'mermaid', '--output');
  if (paths.length > 1) throw new UsageError('graph takes one PATH');
  const { root, isWanted } = await scopeOf(paths.length === 0 ? ['.'] : paths);
  return print(printGraph(graphOf(await read(root), isWanted), form));
}

async function read(root: string): Promise<Repository> {
  const repository = new Repository({ schemas: new Schemas(readBundled) });
  await readFolder(root, repository);
  return repository;
}

function listRules({ paths, options }: Asked): number {
  if (paths.length > 0) throw new UsageError('rules takes no PATH');
  return print(rules(oneOf(['text', 'json'], options.output ?? 'text', '--output')));
}

function rules(output: 'text' | 'json'): string {
  const all = Object.entries(rows).map(([code, it]) => ({ code, severity: it.severity, description: it.summary }));
  if (output === 'json') return `${JSON.stringify(all, null, 2)}\n`;
  return all.map((it) => `${it.code.padEnd(30)}${it.severity.padEnd(13)}${it.description}\n`).join('');
}

function oneOf<T extends string>(allowed: readonly T[], value: string, option: string): T {
  const found = allowed.find((it) => it === value);
  if (found === undefined) throw new UsageError(`${option} must be ${listed(allowed)}, not "${value}"`);
  return found;
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

// Last, when all of the above is there.
if (isMainThread) void run();
else parentPort?.once('message', (board) => sweep(board as Board));
