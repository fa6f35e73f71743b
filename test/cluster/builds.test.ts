import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { readFolder } from '../../src/files.ts';
import { builtBy } from '../../src/language/build/built.ts';
import { Repository } from '../../src/language/repository/repository.ts';
import { sendAll } from '../bed/send.ts';
import { orSkip } from '../bed/skip.ts';
import { ensureTools } from '../bed/tools.ts';
import { fleetFolder } from '../fixtures/fleet.ts';
import { failingBuilds } from '../fixtures/odd/faults.ts';
import { generatedBuilds } from '../fixtures/odd/generators.ts';
import type { OddBuild } from '../fixtures/odd/makers.ts';
import { patchedBuilds } from '../fixtures/odd/patches.ts';
import { plainBuilds } from '../fixtures/odd/plain.ts';
import { replacedBuilds } from '../fixtures/odd/replacements.ts';
import { differences, localAppliers, questionOf } from './builds.ts';

const corpus = process.env['FLUXWRIGHT_CORPUS'] ?? join(import.meta.dirname, '../../../shared/corpus');
const odd = { ...plainBuilds, ...generatedBuilds, ...patchedBuilds, ...replacedBuilds, ...failingBuilds };

describe('what a Kustomization builds equals the real build', function () {
  this.timeout(120_000);

  before(async function () {
    await orSkip(this, () => ensureTools(['send'], (line) => console.log(`    ${line}`)));
  });

  const folders = [
    { name: 'the demo fleet', root: fleetFolder, least: 11 },
    { name: 'anton', root: join(corpus, 'anton'), least: 50 },
    { name: 'd1-fleet', root: join(corpus, 'd1-fleet'), least: 6 },
  ];
  for (const { name, root, least } of folders) {
    const isThere = existsSync(root);
    (isThere ? it : it.skip)(`in ${name}${isThere ? '' : ': skipped, there is no such folder'}`, async () => {
      const repository = new Repository();
      await readFolder(root, repository);
      const appliers = localAppliers(repository);
      assert.ok(appliers.length >= least, `only ${appliers.length} are built`);
      const real = await sendAll(appliers.map((it) => questionOf(repository, it, root)));
      const found = appliers.flatMap((it, at) => {
        const lines = real[at] === undefined ? ['no answer'] : differences(repository, it, real[at]);
        return lines.map((line) => `${it.manifest.path}: ${line}`);
      });
      assert.deepEqual(found, []);
    });
  }

  it(`of ${Object.keys(odd).length} odd inputs`, async () => {
    assert.ok(Object.keys(odd).length >= 40);
    const all = Object.entries(odd).map(([name, it]) => ({ name, files: it.files, kustomization: over(it) }));
    const real = await sendAll(all.map(({ files, kustomization }) => ({ files, kustomization })));
    const found = all.flatMap(({ name, files, kustomization }, at) => {
      const repository = repositoryOf(files, kustomization);
      const [applier] = repository.builds.appliers();
      const answer = real[at];
      assert.ok(applier && answer && builtBy(repository, applier), name);
      return differences(repository, applier, answer).map((line) => `${name}: ${line}`);
    });
    assert.deepEqual(found, []);
  });
});

function over({ spec }: OddBuild): object {
  return {
    metadata: { name: 'odd', namespace: 'flux-system' },
    spec: {
      interval: '1h',
      prune: true,
      path: './app',
      sourceRef: { kind: 'GitRepository', name: 'flux-system' },
      ...spec,
    },
  };
}

function repositoryOf(files: OddBuild['files'], kustomization: object): Repository {
  const repository = new Repository();
  for (const [path, text] of Object.entries(files)) {
    if (/\.ya?ml$/.test(path)) repository.set(path, text);
    else repository.setName(path);
  }
  const header = { apiVersion: 'kustomize.toolkit.fluxcd.io/v1', kind: 'Kustomization' };
  repository.set('flux/odd.yaml', stringify({ ...header, ...kustomization }));
  return repository;
}
