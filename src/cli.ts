import { access, constants, readFile, realpath, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { readBundled } from './bundled.ts';
import { gitRoot, readFolder } from './files.ts';
import { diagnose } from './language/diagnose.ts';
import type { Settings } from './language/diagnose.ts';
import { rows } from './language/messages.ts';
import { findingOf, formatReport, outputs, sortFindings } from './language/report.ts';
import type { Finding, Report } from './language/report.ts';
import { Repository } from './language/repository.ts';
import { Schemas } from './language/schema/catalog.ts';
import { readSettings } from './language/settings.ts';
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

/** A sentence for people that ends the program with exit code 2. */
class UsageError extends Error {}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // A reader that has seen enough, such as head.
  if (error.code !== 'EPIPE') throw error;
});
// Nearly everything that a check makes lives for one file: a nursery that grows with it costs 200 MB and time.
setFlagsFromString('--semi-space-growth-factor=1');
// The bundle is CommonJS, which has no `await` at its top.
void main(process.argv.slice(2))
  .catch((error: unknown) => {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`fluxwright: ${error.message}\n`);
    return 2;
  })
  .then((code) => (process.exitCode = code));

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
  const report = await check(paths.length === 0 ? ['.'] : paths, version);
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

async function check(paths: readonly string[], fluxVersion: string | undefined): Promise<Report> {
  const start = performance.now();
  const targets = await Promise.all(paths.map(target));
  const root = await rootOf(targets);
  const repository = new Repository({ schemas: new Schemas(readBundled) });
  for (const { path, reason } of await readFolder(root, repository))
    process.stderr.write(`${path}: not read (${reason})\n`);
  const settings = await settingsOf(root, fluxVersion);
  const wanted = targets.map((it) => relative(root, it.path).split(sep).join('/'));
  const problems: Finding[] = [];
  let files = 0;
  let resources = 0;
  for (const path of [...repository.paths()]) {
    const manifest = repository.manifest(path);
    if (!wanted.some((it) => it === '' || path === it || path.startsWith(`${it}/`))) continue;
    if (manifest === undefined && repository.unreadable(path) === undefined) continue;
    files++;
    resources += manifest?.documents.filter((it) => it.facts.declares.length > 0).length ?? 0;
    for (const it of diagnose(repository, path, settings)) problems.push(findingOf(path, manifest?.lines, it));
    repository.release(path);
  }
  const milliseconds = Math.round(performance.now() - start);
  return { version: 1, root, files, resources, milliseconds, problems: sortFindings(problems) };
}

async function target(path: string): Promise<{ readonly path: string; readonly folder: string }> {
  try {
    const real = await realpath(resolve(path));
    const isFolder = (await stat(real)).isDirectory();
    await access(real, constants.R_OK);
    return { path: real, folder: isFolder ? real : dirname(real) };
  } catch (error) {
    throw new UsageError(`cannot read "${path}" (${(error as NodeJS.ErrnoException).code ?? String(error)})`);
  }
}

/** The Git repository around all targets, else the deepest folder that holds them all. */
async function rootOf(targets: readonly { readonly folder: string }[]): Promise<string> {
  const [first, ...others] = targets.map((it) => it.folder);
  let common = first ?? process.cwd();
  for (const it of others) {
    while (it !== common && !it.startsWith(common.endsWith(sep) ? common : common + sep)) common = dirname(common);
  }
  return (await gitRoot(common)) ?? common;
}

async function settingsOf(root: string, fluxVersion: string | undefined): Promise<Settings> {
  const text = await readFile(join(root, '.vscode', 'settings.json'), 'utf8').catch(() => '{}');
  const settings = readSettings(text);
  return fluxVersion === undefined ? settings : { ...settings, fluxVersion };
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
