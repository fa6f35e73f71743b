import { strict as assert } from 'node:assert';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMap, isScalar, isSeq } from 'yaml';
import { readFolder } from '../../src/files.ts';
import { complete } from '../../src/language/typing/complete.ts';
import { hoverAt } from '../../src/language/hover.ts';
import type { ManifestDocument } from '../../src/language/repository/manifest.ts';
import { Repository } from '../../src/language/repository/repository.ts';
import { fieldAt, kindSchemaOf } from '../../src/language/typing/field.ts';
import { bundledSchemas } from '../schemas.ts';

const corpus = process.env['FLUXWRIGHT_CORPUS'] ?? join(fileURLToPath(import.meta.url), '../../../../shared/corpus');

/** How many keys that people wrote are described by a schema, by repository. */
const expected: Readonly<Record<string, number>> = { anton: 4901, 'kustomize-helm-example': 337, 'd1-fleet': 772 };

interface Key {
  readonly text: string;
  /** Offset in the file. */
  readonly at: number;
  readonly path: readonly (string | number)[];
}

/** The keys of a document that begin a line of block style. */
function keysOf(document: ManifestDocument): readonly Key[] {
  const found: Key[] = [];
  const visit = (node: unknown, path: Key['path']): void => {
    if (isSeq(node)) node.items.forEach((it, at) => visit(it, [...path, at]));
    if (!isMap(node) || node.flow === true) return;
    for (const { key, value } of node.items) {
      if (!isScalar(key) || typeof key.value !== 'string' || !key.range) continue;
      const line = document.section.text.slice(
        document.section.text.lastIndexOf('\n', key.range[0] - 1) + 1,
        key.range[0],
      );
      if (/^\s*(?:- +)*$/.test(line))
        found.push({ text: key.value, at: document.span(key).start, path: [...path, key.value] });
      visit(value, [...path, key.value]);
    }
  };
  visit(document.yaml.contents, []);
  return found;
}

describe('typing real repositories anew', () => {
  for (const [name, count] of Object.entries(expected)) {
    if (!existsSync(join(corpus, name))) {
      it.skip(`${name}: FLUXWRIGHT_CORPUS names no folder that has it`);
      continue;
    }
    it(`offers every key of ${name} at its place, and explains it`, async function () {
      this.timeout(60_000);
      const repository = new Repository({ schemas: bundledSchemas() });
      await readFolder(join(corpus, name), repository);
      let seen = 0;
      const missing: string[] = [];
      for (const manifest of [...repository.manifests()]) {
        const { path, documents } = manifest;
        if (repository.isTemplate(path)) continue;
        for (const document of documents.filter((it) => kindSchemaOf({ repository, manifest, document: it }))) {
          for (const key of keysOf(document)) {
            const parent = fieldAt({ repository, manifest, document }, key.path.slice(0, -1));
            if (parent?.schema.properties?.[key.text] === undefined) continue;
            seen++;
            const labels = complete(repository, path, key.at + 1).map((it) => it.label);
            const isExplained = hoverAt(repository, path, key.at) !== undefined;
            if (!labels.includes(key.text) || !isExplained) missing.push(`${path} ${key.path.join('.')}`);
          }
        }
      }
      assert.deepEqual(missing, []);
      assert.equal(seen, count);
    });
  }
});
