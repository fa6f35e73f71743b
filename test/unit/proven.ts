import assert from 'node:assert/strict';
import type { Diagnosis, Settings } from '../../src/language/diagnose.ts';
import { fixAll } from '../../src/language/fixAll.ts';
import { fixesFor } from '../../src/language/fixes.ts';
import type { Repository } from '../../src/language/repository/repository.ts';
import type { TextEdit } from '../../src/language/yaml/text.ts';
import { edited } from './edited.ts';

/** What was hidden by a problem and is seen once that is repaired: somebody must decide about it. */
const uncovered: Readonly<Record<string, readonly string[]>> = {
  'kind/group': ['schema/required'],
  'schema/unknown-kind': ['schema/required', 'schema/rule'],
  'schema/unknown-field': ['schema/type'],
  'schema/type': ['schema/unknown-kind'],
  'schema/enum': ['source/no-secret'],
  'schema/dropped-field': ['kustomization/entry-missing'],
  'source/git-url': ['source/no-secret'],
  'path/missing': ['build/two-owners', 'build/orphan'],
  'build/path-is-file': ['build/two-owners'],
  'reference/missing': ['build/two-owners'],
  'reference/object-missing': ['helm/values-form'],
  'yaml/duplicate-key': ['build/namespace-missing'],
};

/** The files of a fixture, and how they are judged. */
export interface Fixture {
  readonly make: () => Repository;
  readonly paths: readonly string[];
  readonly settings: Settings;
  readonly judge: (repository: Repository, path: string) => readonly Diagnosis[];
}

/**
 * Takes every fix of every problem, each in files of its own, and then all of a code at once: the problem must be gone, and none may come that
 * was not there.
 */
export function proveFixes(fixture: Fixture): void {
  const before = codesIn(fixture, fixture.make());
  for (const { name, code, path, edits } of allFixes(fixture)) {
    const repository = fixture.make();
    take(repository, edits);
    const after = codesIn(fixture, repository);
    const shown = `\n${repository.text(path) ?? ''}`;
    assert.ok((after.get(code) ?? 0) < (before.get(code) ?? 0), `${name} leaves it there in${shown}`);
    const come = [...after].filter(([it, count]) => it !== code && count > (before.get(it) ?? 0)).map(([it]) => it);
    assert.deepEqual(
      come.filter((it) => uncovered[code]?.includes(it) !== true),
      [],
      `${name} brings others in${shown}`,
    );
  }
}

/** Takes the same fixes in files with the line ends of Windows, which they must leave to all lines. */
export function proveLineEnds(fixture: Fixture): void {
  for (const { name, edits } of allFixes(fixture)) {
    const repository = fixture.make();
    take(repository, edits);
    for (const { path } of edits) {
      const text = repository.text(path) ?? '';
      assert.doesNotMatch(
        text,
        /(?<!\r)\n|\r(?!\n)/,
        `${name} leaves line ends of two kinds in\n${JSON.stringify(text)}`,
      );
    }
  }
}

interface Repair {
  readonly name: string;
  readonly code: string;
  readonly path: string;
  readonly edits: readonly TextEdit[];
}

function* allFixes({ make, paths, judge, settings }: Fixture): Generator<Repair> {
  const repository = make();
  for (const path of paths) {
    const found = judge(repository, path);
    for (const it of found) {
      for (const { title, edits } of fixesFor(repository, path, it))
        yield { name: `${it.code}, "${title}" in ${path},`, code: it.code, path, edits };
    }
    for (const code of new Set(found.map((it) => it.code))) {
      const edits = fixAll(repository, code, path, settings);
      if (edits.length > 0) yield { name: `${code}, all of it in ${path},`, code, path, edits };
    }
  }
}

function take(repository: Repository, edits: readonly TextEdit[]): void {
  for (const path of new Set(edits.map((it) => it.path))) repository.set(path, edited(repository, path, edits));
}

function codesIn({ paths, judge }: Fixture, repository: Repository): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const { code } of paths.flatMap((it) => judge(repository, it))) found.set(code, (found.get(code) ?? 0) + 1);
  return found;
}
