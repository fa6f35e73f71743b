import assert from 'node:assert/strict';
import { diagnose } from '../../src/language/diagnose.ts';
import type { Diagnosis, Settings } from '../../src/language/diagnose.ts';
import { rows } from '../../src/language/messages.ts';
import { isPlainRead } from '../../src/language/repository/paths.ts';
import { Repository } from '../../src/language/repository/repository.ts';
import type { Schemas } from '../../src/language/schema/catalog.ts';
import { LineIndex } from '../../src/language/yaml/text.ts';
import { proveFixes, proveLineEnds } from './proven.ts';
import type { Fixture } from './proven.ts';

/** Files by path. `null` is a file known by name only. */
export type Files = Readonly<Record<string, string | null>>;

/** Hints would stand in most of the fixtures of other rules: heard where a test asks for them. */
const quiet: Settings['rules'] = Object.fromEntries(
  Object.entries(rows).flatMap(([code, { severity }]) => (severity === 'hint' ? [[code, 'off']] : [])),
);

/**
 * Checks that the problems of some files are exactly those that carets show. A line of carets stands under what it means, and is taken out
 * before the text is read:
 *
 *     interval: 1d
 *              #^^ error duration/invalid
 *
 * Without schemas no field is judged. The `#` keeps the text valid for editors and may be left out. A text alone is the file `ks.yaml`.
 * Every fix of these problems is tried out as well.
 */
export function check(given: string | Files, settings: Partial<Settings> = {}, schemas?: Schemas): void {
  const files = typeof given === 'string' ? { 'ks.yaml': given } : given;
  const repository = new Repository(schemas && { schemas });
  for (const [path, text] of Object.entries(files)) {
    if (text === null) repository.setName(path);
    else if (isPlainRead(path)) repository.setPlain(path, text);
    else repository.set(path, withoutCarets(text).text);
  }
  const wanted: string[] = [];
  const found: string[] = [];
  for (const [path, text] of Object.entries(files)) {
    if (text === null || isPlainRead(path)) continue;
    const { text: plain, marks } = withoutCarets(text);
    wanted.push(`# ${path}\n${draw(plain, marks)}`);
    const problems = problemsOf(repository, path, settings);
    found.push(`# ${path}\n${draw(plain, marksOf(plain, problems))}`);
  }
  assert.equal(found.join('\n'), wanted.join('\n'));
  proveFixes(fixtureOf(files, settings, schemas, '\n'));
  proveLineEnds(fixtureOf(files, settings, schemas, '\r\n'));
}

function fixtureOf(files: Files, given: Partial<Settings>, schemas: Schemas | undefined, newline: string): Fixture {
  const settings = { external: [], ...given, rules: { ...quiet, ...given.rules } };
  const plain = Object.entries(files).map(([path, text]): readonly [string, string | null] => [
    path,
    text === null || isPlainRead(path) ? text : withoutCarets(text).text.replaceAll(/\r?\n/g, newline),
  ]);
  return {
    make: () => repositoryOf(Object.fromEntries(plain), schemas),
    paths: plain.flatMap(([path, text]) => (text === null || isPlainRead(path) ? [] : path)),
    settings,
    judge: (repository, path) => problemsOf(repository, path, given),
  };
}

/** A repository with files, carets taken out. */
export function repositoryOf(files: Files, schemas?: Schemas): Repository {
  const repository = new Repository(schemas && { schemas });
  for (const [path, text] of Object.entries(files)) {
    if (text === null) repository.setName(path);
    else if (isPlainRead(path)) repository.setPlain(path, text);
    else repository.set(path, text);
  }
  return repository;
}

/** The problems of one file of a repository. */
export function problemsOf(
  repository: Repository,
  path: string,
  settings: Partial<Settings> = {},
): readonly Diagnosis[] {
  return diagnose(repository, path, { external: [], ...settings, rules: { ...quiet, ...settings.rules } });
}

interface Mark {
  readonly line: number;
  readonly column: number;
  readonly length: number;
  readonly label: string;
}

function withoutCarets(text: string): { readonly text: string; readonly marks: readonly Mark[] } {
  const kept: string[] = [];
  const marks: Mark[] = [];
  for (const line of text.replace(/^\n/, '').split('\n')) {
    const match = /^[\s#]*(\^+) +(\S.*?)\r?$/.exec(line);
    if (match?.[1] === undefined || match[2] === undefined) kept.push(line);
    else marks.push({ line: kept.length - 1, column: line.indexOf('^'), length: match[1].length, label: match[2] });
  }
  return { text: kept.join('\n'), marks };
}

function marksOf(text: string, problems: readonly Diagnosis[]): readonly Mark[] {
  const lines = new LineIndex(text);
  return problems.map((it) => {
    const { line, character } = lines.position(it.span.start);
    const rest = (text.split('\n')[line] ?? '').length - character;
    const length = Math.max(1, Math.min(it.span.end - it.span.start, rest));
    return { line, column: character, length, label: `${it.severity} ${it.code}` };
  });
}

function draw(text: string, marks: readonly Mark[]): string {
  return text
    .split('\n')
    .flatMap((line, at) => {
      const under = marks.filter((it) => it.line === at);
      return [line, ...under.map((it) => `${' '.repeat(it.column)}${'^'.repeat(it.length)} ${it.label}`).sort()];
    })
    .join('\n');
}
