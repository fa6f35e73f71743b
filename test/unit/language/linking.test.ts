import assert from 'node:assert/strict';
import { diagnose } from '../../../src/language/diagnose.ts';
import { Repository } from '../../../src/language/repository/repository.ts';
import { repositoryOf } from '../../bench/generate.ts';
import { bundledSchemas } from '../../schemas.ts';

describe('a file that is spotless by itself', () => {
  it('is judged among the others without parsing any', () => {
    const repository = new Repository({ schemas: bundledSchemas() });
    for (const [path, text] of repositoryOf(200)) repository.set(path, text);
    const isParsed = (path: string): boolean =>
      repository.manifest(path)?.documents.some(({ section }) => section.isParsed) === true;
    const parsed = [...repository.paths()].filter((path) => {
      const found = diagnose(repository, path, { rules: {}, external: [], hints: false }, true);
      assert.deepEqual(found, []);
      return isParsed(path);
    });
    assert.deepEqual(parsed, []);
  });
});
