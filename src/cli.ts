import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { isMainThread, workerData } from 'node:worker_threads';
import { check, UsageError } from './check.ts';
import { rows } from './language/messages.ts';
import { formatReport, outputs } from './language/report.ts';
import { sweep } from './sweeper.ts';
import type { Board } from './sweep.ts';
import packageJson from '../package.json' with { type: 'json' };

const help = `fluxwright ${packageJson.version}: checks the Flux manifests of a Git repository, offline.

  fluxwright check [PATH...]     check files and folders (default: the current folder)
      --output FORM              text (default), json, sarif or github
      --fail-on SEVERITY         error (default), warning or never
      --flux-version MINOR       the Flux in use, such as 2.9 (default: what the repository says)
  fluxwright rules               list what is checked
      --output FORM              text (default) or json
  fluxwright --help, --version

Exit code 0: nothing to fail on. 1: problems. 2: wrong usage, or a PATH that cannot be read.
The whole Git repository around PATH is read, so that names are found; only PATH is reported.
`;

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // A reader that has seen enough, such as head.
  if (error.code !== 'EPIPE') throw error;
});
// Nearly everything that a check makes lives for one file: a nursery that grows with it costs 200 MB and time.
setFlagsFromString('--semi-space-growth-factor=1');
if (isMainThread) void run();
else sweep(workerData as Board);

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
  if (command === 'rules' && paths.length === 0)
    return print(rules(oneOf(['text', 'json'], values.output, '--output')));
  if (command !== 'check')
    throw new UsageError(
      command === undefined ? `what shall I do?\n\n${help}` : `there is no command "${command}". Try --help`,
    );
  const output = oneOf(outputs, values.output, '--output');
  const failOn = oneOf(['error', 'warning', 'never'], values['fail-on'], '--fail-on');
  const version = values['flux-version'];
  if (version !== undefined && !/^v?\d+\.\d+/.test(version))
    throw new UsageError(`--flux-version must be like 2.9, not "${version}"`);
  const report = await check(paths.length === 0 ? ['.'] : paths, version, import.meta.filename);
  print(formatReport(report, output, process.stdout.isTTY && process.env['NO_COLOR'] === undefined));
  const failing = report.problems.some(
    (it) => it.severity === 'error' || (failOn === 'warning' && it.severity === 'warning'),
  );
  return failOn !== 'never' && failing ? 1 : 0;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        output: { type: 'string', default: 'text' },
        'fail-on': { type: 'string', default: 'error' },
        'flux-version': { type: 'string' },
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
