import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readFolder } from '../../src/files.ts';
import { diagnose } from '../../src/language/diagnose.ts';
import { Repository } from '../../src/language/repository/repository.ts';
import { fleetFolder } from '../fixtures/fleet.ts';
import { bundledSchemas } from '../schemas.ts';
import { innocent } from '../truth/seeds/innocent.ts';
import type { Texts } from '../truth/seeds/innocent.ts';
import { reasonOf } from '../truth/seeds/missed.ts';
import { seedsFor, sow } from '../truth/seeds/sow.ts';

const corpus = process.env['FLUXWRIGHT_CORPUS'] ?? join(import.meta.dirname, '../../../shared/corpus');
const roots: Readonly<Record<string, string>> = {
  'the demo fleet': fleetFolder,
  anton: join(corpus, 'anton'),
  'd1-fleet': join(corpus, 'd1-fleet'),
  'kustomize-helm-example': join(corpus, 'kustomize-helm-example'),
};

/** So many faults of each row of the tables are tried, where there are places for them. */
const each = 5;
const enough = 0.95;

for (const [name, root] of Object.entries(roots)) {
  const isThere = existsSync(root);
  describe(`${name}${isThere ? '' : `: skipped, there is no folder ${root}`}`, function () {
    this.timeout(120_000);
    if (!isThere) {
      it.skip('was not made faulty');
      return;
    }
    const repository = new Repository({ schemas: bundledSchemas() });
    before(async () => assert.deepEqual(await readFolder(root, repository), []));

    it('shows the faults that are put into it, at their lines', () => {
      const harvests = seedsFor(repository, name, each).map((it) => sow(repository, it));
      const missed = harvests.filter((it) => !it.isFound);
      const share = 1 - missed.length / harvests.length;
      console.log(`    ${harvests.length - missed.length} of ${harvests.length} faults found`);
      const told = missed.map(({ seed, said }) => `${seed.fault}: ${seed.label}: ${said.join(', ') || 'nothing'}`);
      assert.ok(harvests.length >= 100 && share >= (enoughOf[name] ?? enough), told.join('\n'));
      const unexplained = missed.filter(({ seed }) => reasonOf(name, seed.fault) === undefined);
      assert.deepEqual(
        told.filter((_, at) => unexplained.includes(missed[at] as never)),
        [],
      );
    });

    it('has no other problems after a change that means nothing', () => {
      const texts = new Map([...repository.manifests()].map(({ path, text }) => [path, text]));
      const before = problemsOf(repository);
      for (const [what, change] of Object.entries(innocent)) {
        const changed = change(texts);
        assert.ok([...changed].filter(([path, text]) => texts.get(path) !== text).length > 0, what);
        assert.deepEqual(problemsOf(withTexts(repository, changed)), before, what);
      }
    });
  });
}

/** Here the corpus lacks a generated file that decides a good part of what is built. */
const enoughOf: Readonly<Record<string, number>> = { 'kustomize-helm-example': 0.9 };

/** The same files, the texts of manifests replaced. */
function withTexts(from: Repository, texts: Texts): Repository {
  const repository = new Repository({ schemas: bundledSchemas() });
  for (const path of from.paths()) {
    if (from.manifest(path) !== undefined) continue;
    const text = from.plainText(path);
    if (text === undefined) repository.setName(path);
    else repository.setPlain(path, text);
  }
  for (const [path, text] of texts) repository.set(path, text);
  return repository;
}

/** Files, by the names that they had, and codes. */
function problemsOf(repository: Repository): readonly string[] {
  return [...repository.paths()]
    .flatMap((path) =>
      diagnose(repository, path, { rules: {}, external: [] }).map((it) => `${path.replace('moved-', '')} ${it.code}`),
    )
    .sort();
}
