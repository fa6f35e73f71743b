import assert from 'node:assert/strict';
import { diagnose } from '../../src/language/diagnose.ts';
import { Repository } from '../../src/language/repository/repository.ts';
import { defaultSettings } from '../../src/language/repository/settings.ts';
import { fluxFile, repositoryOf } from '../bench/generate.ts';

describe('the repositories of the benchmarks', () => {
  it('have as many files as asked for, the same ones each time', () => {
    for (const count of [20, 21, 57, 300]) {
      const texts = repositoryOf(count);
      assert.equal(texts.size, count);
      assert.deepEqual([...texts], [...repositoryOf(count)]);
    }
  });

  it('are healthy', () => {
    const repository = new Repository();
    for (const [path, text] of repositoryOf(300)) repository.set(path, text);
    const found = [...repository.paths()].flatMap((path) =>
      diagnose(repository, path, defaultSettings).map((it) => `${path}: ${it.message}`),
    );
    assert.deepEqual(found, []);
  });

  it('have files of 37 lines for each pair of objects', () => {
    for (const pairs of [1, 10, 100]) assert.equal(fluxFile(pairs).split('\n').length - 1, 37 * pairs + 1);
  });
});
