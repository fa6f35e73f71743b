import { strict as assert } from 'node:assert';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readFolder } from '../../src/files.ts';
import { Repository } from '../../src/language/repository/repository.ts';
import { chart, scaffoldWell } from '../unit/scaffolding.ts';

const corpus = process.env['FLUXWRIGHT_CORPUS'] ?? join(fileURLToPath(import.meta.url), '../../../../shared/corpus');

/** Repository → what the scaffold of a chart in a new and in a known namespace makes there. */
const expected: Readonly<
  Record<string, { readonly known: string; readonly form: string; readonly files: readonly string[] }>
> = {
  anton: {
    known: 'observability',
    form: 'namespaced',
    files: [
      'kubernetes/apps/observability/redis/ks.yaml',
      'kubernetes/apps/observability/redis/app/kustomization.yaml',
      'kubernetes/apps/observability/redis/app/source.yaml',
      'kubernetes/apps/observability/redis/app/release.yaml',
    ],
  },
  'kustomize-helm-example': {
    known: 'podinfo',
    form: 'overlay',
    files: ['apps/base/redis/kustomization.yaml', 'apps/base/redis/source.yaml', 'apps/base/redis/release.yaml'],
  },
  'd1-fleet': {
    known: 'backend',
    form: 'folders',
    files: [
      'tenants/apps/components/redis/kustomization.yaml',
      'tenants/apps/components/redis/source.yaml',
      'tenants/apps/components/redis/release.yaml',
    ],
  },
};

describe('New App in real repositories', () => {
  for (const [name, { known, form, files }] of Object.entries(expected)) {
    if (!existsSync(join(corpus, name))) {
      it.skip(`${name}: FLUXWRIGHT_CORPUS names no folder that has it`);
      continue;
    }
    it(name, async function () {
      this.timeout(120_000);
      const repository = new Repository();
      await readFolder(join(corpus, name), repository);
      const source = chart('HelmRepository', 'redis', known, 'https://charts.example.com');
      const made = scaffoldWell(repository, { name: 'redis', namespace: known, source, dependsOn: [] });
      assert.equal(made.layout.form, form);
      assert.deepEqual(
        made.create.map((it) => it.path),
        files,
      );
      scaffoldWell(repository, { name: 'valkey', namespace: 'brand-new', source, dependsOn: [] });
    });
  }
});
