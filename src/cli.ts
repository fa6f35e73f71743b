import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { isMainThread, parentPort } from 'node:worker_threads';
import { readBundled } from './bundled.ts';
import { check } from './check.ts';
import { readFolder } from './files.ts';
import { graphOf } from './language/references/graph.ts';
import { graphForms, printGraph } from './language/references/graphText.ts';
import { rows } from './language/messages.ts';
import { formatReport, outputs } from './language/report.ts';
import type { Report } from './language/report.ts';
import { fateOf, printFate } from './language/build/owners.ts';
import { Repository } from './language/repository/repository.ts';
import { Schemas } from './language/schema/catalog.ts';
import { scopeOf, UsageError } from './scope.ts';
import { sweep } from './sweeper.ts';
import type { Board } from './sweep.ts';
import packageJson from '../package.json' with { type: 'json' };

const help = `fluxwright ${packageJson.version}: checks the Flux manifests of a Git repository, offline.

  fluxwright check [PATH...]     check files and folders (default: the current folder)
      --output FORM              text (default), json, sarif or github
      --fail-on SEVERITY         error (default), warning or never
      --flux-version MINOR       the Flux in use, such as 2.9 (default: what the repository says)
      --hints                    report hints as well: advice about what works
  fluxwright graph [PATH]        draw what applies, needs and waits for what
      --output FORM              mermaid (default), dot or json
  fluxwright owner FILE          tell which Kustomizations apply a file, and what it becomes
      --output FORM              text (default) or json
  fluxwright rules               list what is checked
      --output FORM              text (default) or json
  fluxwright --help, --version

Exit code 0: nothing to fail on. 1: problems. 2: wrong usage, or a PATH that cannot be read.
The whole Git repository around PATH is read, so that names are found; only PATH is reported.
Severities and objects declared elsewhere are set in .fluxwright.yaml or .vscode/settings.json of the repository.

Examples
  fluxwright check --output github                      as a step of GitHub Actions
  fluxwright check apps/podinfo --fail-on warning       one folder, strictly
  fluxwright graph --output dot | dot -Tsvg > flux.svg  a picture of the repository
`;

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // A reader that has seen enough, such as head.
  if (error.code !== 'EPIPE') throw error;
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
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`fluxwright: ${error.message}\n`);
    process.exitCode = 2;
  }
}

async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parse(args);
  const [command, ...paths] = positionals;
  if (values.help === true) return print(help);
  if (values.version === true) return print(`${packageJson.version}\n`);
  if (command === undefined) throw new UsageError(`what shall I do?\n\n${help}`);
  const run = Object.hasOwn(commands, command) ? commands[command] : undefined;
  if (run === undefined) throw new UsageError(`there is no command "${command}". Try --help`);
  return run(paths, values);
}

type Options = ReturnType<typeof parse>['values'];

/** Each gives the exit code. */
const commands: Readonly<Record<string, (paths: readonly string[], options: Options) => Promise<number> | number>> = {
  check: checkPaths,
  graph: drawGraph,
  owner: tellOwner,
  rules: listRules,
};

async function checkPaths(paths: readonly string[], options: Options): Promise<number> {
  const output = oneOf(outputs, options.output ?? 'text', '--output');
  const failOn = oneOf(['error', 'warning', 'never'], options['fail-on'], '--fail-on');
  const version = options['flux-version'];
  if (version !== undefined && !/^v?\d+\.\d+/.test(version))
    throw new UsageError(`--flux-version must be like 2.9, not "${version}"`);
  const all = await check(paths.length === 0 ? ['.'] : paths, version, import.meta.filename);
  const report = options.hints === true ? all : withoutHints(all);
  print(formatReport(report, output, process.stdout.isTTY && process.env['NO_COLOR'] === undefined));
  const failing = report.problems.some(
    (it) => it.severity === 'error' || (failOn === 'warning' && it.severity === 'warning'),
  );
  return failOn !== 'never' && failing ? 1 : 0;
}

function withoutHints(report: Report): Report {
  return { ...report, problems: report.problems.filter((it) => it.severity !== 'hint') };
}

async function tellOwner(paths: readonly string[], options: Options): Promise<number> {
  const form = oneOf(['text', 'json'], options.output ?? 'text', '--output');
  if (paths.length !== 1) throw new UsageError('owner takes one FILE');
  const { root, asked } = await scopeOf(paths);
  const repository = await read(root);
  const file = asked[0] ?? '';
  if (repository.manifest(file) === undefined) throw new UsageError(`"${paths[0] ?? ''}" is no YAML file`);
  const fate = fateOf(repository, file);
  return print(form === 'json' ? `${JSON.stringify({ version: 1, ...fate }, null, 2)}\n` : printFate(fate));
}

async function drawGraph(paths: readonly string[], options: Options): Promise<number> {
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

function listRules(paths: readonly string[], options: Options): number {
  if (paths.length > 0) throw new UsageError('rules takes no PATH');
  return print(rules(oneOf(['text', 'json'], options.output ?? 'text', '--output')));
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        output: { type: 'string' },
        'fail-on': { type: 'string', default: 'error' },
        'flux-version': { type: 'string' },
        hints: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function rules(output: 'text' | 'json'): string {
  const all = Object.entries(rows).map(([code, it]) => ({ code, severity: it.severity, description: it.summary }));
  if (output === 'json') return `${JSON.stringify(all, null, 2)}\n`;
  return all.map((it) => `${it.code.padEnd(30)}${it.severity.padEnd(13)}${it.description}\n`).join('');
}

function oneOf<T extends string>(allowed: readonly T[], value: string, option: string): T {
  const found = allowed.find((it) => it === value);
  if (found === undefined) throw new UsageError(`${option} must be ${allowed.join(', ')}, not "${value}"`);
  return found;
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

// Last, when all of the above is there.
if (isMainThread) void run();
else parentPort?.once('message', (board) => sweep(board as Board));
