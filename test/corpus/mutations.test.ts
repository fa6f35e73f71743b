import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readFolder } from '../../src/files.ts';
import { Repository } from '../../src/language/repository/repository.ts';
import { fleetFolder } from '../fixtures/fleet.ts';
import { bundledSchemas } from '../schemas.ts';
import { mutateFiles } from './mutations.ts';

const corpus = process.env['FLUXWRIGHT_CORPUS'] ?? join(import.meta.dirname, '../../../shared/corpus');
const wanted = process.env['FLUXWRIGHT_MUTATIONS'];
const count = Number(wanted ?? 1000);
/**
 * What one changed file may cost, in milliseconds of the processor. The promise is 100 and is kept on a quiet machine, where somebody asks for
 * many; a machine that does other work beside may only not take seconds.
 */
const limit = wanted === undefined ? 1000 : 100;
/** Reading a repository anew frees what changed texts have left behind. */
const portion = 1000;

describe('real repositories with broken files', () => {
  const folders = ['kustomize-helm-example', 'd1-fleet', 'anton'].map((it) => join(corpus, it)).filter(existsSync);
  for (const folder of [fleetFolder, ...folders]) {
    const share = Math.ceil(count / (folders.length + 1));
    it(`${folder.split('/').at(-1) ?? ''}: ${share} of them throw nothing and take little time`, async function () {
      this.timeout(60_000 + share * 200);
      for (let done = 0; done < share; done += portion) {
        const repository = new Repository({ schemas: bundledSchemas() });
        await readFolder(folder, repository);
        const { troubles } = mutateFiles(repository, Math.min(portion, share - done), `broken ${done}`, limit);
        assert.deepEqual(troubles, []);
      }
    });
  }
});
