import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readBundled } from './bundled.ts';
import { gitConfig, namesBelow, readInto } from './files.ts';
import type { Trouble } from './files.ts';
import { plainText } from './flux/plain.ts';
import { diagnose } from './language/diagnose.ts';
import type { Settings } from './language/diagnose.ts';
import { findingOf, sortFindings } from './language/report.ts';
import type { Finding, Report } from './language/report.ts';
import { Repository } from './language/repository/repository.ts';
import { Schemas } from './language/schema/catalog.ts';
import { readSettings } from './language/repository/settings.ts';
import { Progress } from './progress.ts';
import { scopeOf } from './scope.ts';
import { Sweep, Threads } from './sweep.ts';

/** How a check is done. */
export interface CheckOptions {
  /** The Flux in use, such as `2.9`; absent: what the repository says. */
  readonly fluxVersion?: string | undefined;
  /** Whether hints are reported too. */
  readonly hints?: boolean;
  /** The file that a `Sweep` starts its threads with. */
  readonly program: string;
}

/**
 * Checks files and folders as `fluxwright check` does: reads the whole Git repository around them, reports on them alone. Files that cannot be
 * read are told on standard error, and how far it is where that is a terminal. Throws a `UsageError` for a path that cannot be read, before
 * anything else.
 */
export async function check(
  paths: readonly string[],
  { fluxVersion, hints = false, program }: CheckOptions,
): Promise<Report> {
  const start = performance.now();
  const { root, isWanted } = await scopeOf(paths);
  const settings = await settingsOf(root, fluxVersion);
  const troubles: Trouble[] = [];
  const threads = new Threads(program);
  const files = await namesBelow(root, troubles, (count) => threads.expect(count));
  const sweep = new Sweep(root, files, threads);
  const repository = new Repository({ schemas: new Schemas(readBundled) });
  readInto(repository, root, files, troubles, sweep.reading());
  repository.setGitConfig(await gitConfig(root));
  for (const { path, reason } of troubles) process.stderr.write(`${plainText(path)}: not read (${reason})\n`);
  const asked = [...repository.paths()].filter(
    (path) => isWanted(path) && (repository.manifest(path) ?? repository.unreadable(path)) !== undefined,
  );
  const found = await diagnoseAll(repository, asked, { ...settings, hints }, sweep);
  const problems = hints ? found.problems : found.problems.filter((it) => it.severity !== 'hint');
  const milliseconds = Math.round(performance.now() - start);
  return {
    version: 1,
    root,
    files: asked.length,
    resources: found.resources,
    milliseconds,
    problems: sortFindings(problems),
  };
}

async function diagnoseAll(
  repository: Repository,
  paths: readonly string[],
  settings: Settings,
  sweep: Sweep,
): Promise<{ readonly problems: readonly Finding[]; readonly resources: number }> {
  const problems: Finding[] = [];
  let resources = 0;
  const progress = new Progress(process.stderr, paths.length);
  const look = (path: string, isSpotless: boolean): void => {
    progress.step();
    const manifest = repository.manifest(path);
    resources += manifest?.documents.filter((it) => it.facts.declares.length > 0).length ?? 0;
    for (const it of diagnose(repository, path, settings, isSpotless))
      problems.push(findingOf(path, manifest?.lines, it));
    repository.release(path);
  };
  await sweep.share(paths, look);
  progress.end();
  return { problems, resources };
}

async function settingsOf(root: string, fluxVersion: string | undefined): Promise<Settings> {
  const text = await readFile(join(root, '.vscode', 'settings.json'), 'utf8').catch(() => '{}');
  const settings = readSettings(text);
  return fluxVersion === undefined ? settings : { ...settings, fluxVersion };
}
