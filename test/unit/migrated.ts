import assert from 'node:assert/strict';
import { diagnose } from '../../src/language/diagnose.ts';
import { migrate } from '../../src/language/migrate/migrate.ts';
import { bundledSchemas } from '../schemas.ts';
import type { Files } from './carets.ts';
import { repositoryOf } from './carets.ts';
import { edited } from './edited.ts';

const schemas = bundledSchemas();

/** The files that a migration changes, as they are afterwards. */
export function migrated(files: Files, fluxVersion?: string): Readonly<Record<string, string>> {
  const repository = repositoryOf(files, schemas);
  const said = fluxVersion === undefined ? {} : { fluxVersion };
  const edits = [...migrate(repository, said)].flat();
  const paths = [...new Set(edits.map((it) => it.path))];
  const result = Object.fromEntries(paths.map((path) => [path, edited(repository, path, edits)]));
  for (const [path, text] of Object.entries(result)) repository.set(path, text);
  assert.deepEqual([...migrate(repository, said)].flat(), [], 'a second time changes nothing');
  for (const path of paths) {
    const left = diagnose(repository, path, { rules: {}, external: [], ...said }).filter(
      (it) => it.severity === 'error' && it.code !== 'reference/missing',
    );
    assert.deepEqual(
      left.map((it) => it.message),
      [],
      path,
    );
  }
  return result;
}

/** The same with both kinds of line ends. */
export function becomes(before: string, after: string): void {
  assert.equal(migrated({ 'a.yaml': before })['a.yaml'], after);
  const windows = migrated({ 'a.yaml': before.replaceAll('\n', '\r\n') })['a.yaml'];
  assert.equal(windows, after.replaceAll('\n', '\r\n'));
}
