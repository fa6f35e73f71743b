import { strict as assert } from 'node:assert';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readFolder } from '../../src/files.ts';
import { complete } from '../../src/language/typing/complete.ts';
import { definitionsAt } from '../../src/language/references/define.ts';
import { hoverAt } from '../../src/language/hover.ts';
import { Repository } from '../../src/language/repository/repository.ts';
import { mentionsIn } from '../../src/language/rules/references.ts';

const corpus = process.env['FLUXWRIGHT_CORPUS'] ?? join(fileURLToPath(import.meta.url), '../../../../shared/corpus');

interface Seen {
  /** References whose name leads to a declaration, and whose name completion offers at its place. */
  readonly found: number;
  /** Names without a declaration: what bootstrap or another repository makes. */
  readonly outside: readonly string[];
}

const expected: Readonly<Record<string, Seen>> = {
  anton: { found: 147, outside: [] },
  'kustomize-helm-example': { found: 13, outside: ['flux-system'] },
  'd1-fleet': { found: 22, outside: [] },
};

function look(repository: Repository): Seen {
  let found = 0;
  const outside = new Set<string>();
  for (const manifest of repository.manifests()) {
    for (const document of manifest.documents) {
      for (const { name, nameSpan } of mentionsIn({ repository, manifest, document })) {
        const definitions = definitionsAt(repository, manifest.path, nameSpan.start);
        if (definitions.length === 0) outside.add(name);
        else {
          found++;
          const labels = complete(repository, manifest.path, nameSpan.start).map((it) => it.label);
          assert.ok(labels.includes(name), `${name} is not offered in ${manifest.path}`);
          assert.notEqual(hoverAt(repository, manifest.path, nameSpan.start), undefined);
        }
      }
    }
  }
  return { found, outside: [...outside].sort() };
}

describe('language features in real repositories', () => {
  for (const [name, seen] of Object.entries(expected)) {
    if (!existsSync(join(corpus, name))) {
      it.skip(`${name}: FLUXWRIGHT_CORPUS names no folder that has it`);
      continue;
    }
    it(`lead from every reference of ${name} to what it names`, async function () {
      this.timeout(60_000);
      const repository = new Repository();
      await readFolder(join(corpus, name), repository);
      assert.deepEqual(look(repository), seen);
    });
    it(`answer at any place of ${name} without an exception`, async function () {
      this.timeout(60_000);
      const repository = new Repository();
      await readFolder(join(corpus, name), repository);
      for (const { path, text } of repository.manifests()) {
        for (let at = 0; at <= text.length; at += 97) {
          complete(repository, path, at);
          hoverAt(repository, path, at);
          definitionsAt(repository, path, at);
        }
      }
    });
  }
});
