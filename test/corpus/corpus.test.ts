import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readFolder } from '../../src/files.ts';
import { diagnose } from '../../src/language/diagnose.ts';
import { scanOutline } from '../../src/language/yaml/outline.ts';
import { outlineOf } from '../../src/language/yaml/outlineOf.ts';
import { parseAny } from '../../src/language/yaml/parse.ts';
import { Repository } from '../../src/language/repository/repository.ts';
import { headerWant, kustomizeWant, wanted } from '../../src/language/yaml/wanted.ts';
import { bundledSchemas } from '../schemas.ts';
import { isPlain } from '../unit/language/plain.ts';

const corpus = process.env['FLUXWRIGHT_CORPUS'] ?? join(import.meta.dirname, '../../../shared/corpus');
const reason = existsSync(corpus) ? '' : `: skipped, there is no folder ${resolve(corpus)} (set FLUXWRIGHT_CORPUS)`;

/** Healthy repositories: whatever is found in them is a mistake of ours. */
const repositories = [
  { name: 'anton', files: 326, objects: 284 },
  { name: 'd1-fleet', files: 39, objects: 42 },
  { name: 'kustomize-helm-example', files: 27, objects: 22 },
] as const;

/** Faults that are there: here a shell script means its process number by `$$`, and gets `$`. */
const defended: Readonly<Record<string, readonly string[]>> = {
  anton: [
    'kubernetes/apps/cert-manager/cert-manager/app/clusterissuer.yaml: information order/crd-later',
    'kubernetes/apps/observability/kube-prometheus-stack/app/prometheusrule-cilium-memory.yaml: information order/crd-later',
    'kubernetes/apps/storage/seaweedfs-config/app/lakehouse-s3-smoke-job.yaml: warning variable/double-dollar',
  ],
};

describe(`real repositories${reason}`, function () {
  if (reason !== '') {
    it.skip('were not checked');
    return;
  }
  for (const { name, files, objects } of repositories) {
    describe(name, () => {
      const repository = new Repository({ schemas: bundledSchemas() });

      before(async () => assert.deepEqual(await readFolder(join(corpus, name), repository), []));

      it('is read whole', () => {
        const manifests = [...repository.manifests()];
        const documents = manifests.flatMap((it) => it.documents).filter((it) => it.facts.declares.length > 0);
        assert.deepEqual({ files: manifests.length, objects: documents.length }, { files, objects });
      });

      it('has no problems', () => {
        const settings = { rules: {}, external: [] };
        const found = [...repository.paths()].flatMap((path) =>
          diagnose(repository, path, settings)
            .filter((it) => it.severity !== 'hint')
            .map((it) => `${path}: ${it.severity} ${it.code}`),
        );
        assert.deepEqual(found, defended[name] ?? []);
      });

      it('has few hints', () => {
        const hints = [...repository.paths()]
          .flatMap((path) => diagnose(repository, path, { rules: {}, external: [] }))
          .filter((it) => it.severity === 'hint');
        assert.ok(hints.length <= files / 5, `${hints.length} hints in ${files} files`);
      });

      it('reads plain documents as a parse does', () => {
        const sections = [...repository.manifests()].flatMap((it) => it.documents.map(({ section }) => section));
        const plain = sections.filter((it) => isPlain(it.text));
        assert.ok(plain.length > sections.length / 2, `only ${plain.length} of ${sections.length} are plain`);
      });

      it('reads the same from lines as from a parse', () => {
        for (const { section } of [...repository.manifests()].flatMap((it) => it.documents)) {
          const { document, errors } = parseAny(section.text);
          if (errors.length > 0) continue;
          for (const want of [headerWant, kustomizeWant, ...wanted.values()]) {
            const scanned = scanOutline(section.text, want);
            if (scanned)
              assert.deepEqual(byPath(scanned), byPath(outlineOf(document, want)), section.text.slice(0, 300));
          }
        }
      });
    });
  }
});

function byPath<T extends { readonly path: string }>(leaves: readonly T[]): readonly T[] {
  return [...leaves].sort((a, b) => (a.path < b.path ? -1 : 1));
}
