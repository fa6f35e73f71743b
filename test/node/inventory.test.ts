import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { objectsBy, objectsOf } from '../../scripts/inventory.ts';

describe('what the simulated cluster holds of a repository', () => {
  let root: string;
  beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'fluxwright-inventory-'))));
  afterEach(() => rmSync(root, { recursive: true }));

  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const namesOf = (objects: readonly object[]): readonly string[] =>
    objects.map((it) => {
      const { kind, metadata } = it as { kind: string; metadata: { name: string; namespace?: string } };
      return `${kind} ${metadata.namespace ?? '-'}/${metadata.name}`;
    });

  it('has the source that bootstrap makes, once, where no file declares it', () => {
    write('flux/a.yaml', kustomization('a', 'flux-system', './a'));
    write('flux/b.yaml', kustomization('b', 'flux-system', './b'));
    assert.deepEqual(namesOf(objectsOf(root, 'flux')), [
      'Kustomization flux-system/a',
      'Kustomization flux-system/b',
      'GitRepository flux-system/flux-system',
    ]);
  });

  it('has no source that is simply missing', () => {
    write('flux/a.yaml', kustomization('a', 'podinfo', './a'));
    assert.deepEqual(namesOf(objectsOf(root, 'flux')), ['Kustomization flux-system/a']);
  });

  it('has the artifacts that a generator makes', () => {
    write('flux/generator.yaml', generator);
    assert.deepEqual(namesOf(objectsOf(root, 'flux')), [
      'ArtifactGenerator flux-system/monorepo',
      'ExternalArtifact flux-system/apps',
    ]);
  });

  it('has ConfigMaps in the namespace that a kustomization file gives', () => {
    write(
      'a/kustomization.yaml',
      'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nnamespace: shop\nresources: [banner.yaml]\n',
    );
    write('a/banner.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: banner }\n');
    write('b/lost.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: lost }\n');
    const spec = { sourceRef: { kind: 'GitRepository', name: 'flux-system' } };
    assert.deepEqual(namesOf(objectsBy(root, { spec: { ...spec, path: './a' } })), ['ConfigMap shop/banner']);
    assert.deepEqual(objectsBy(root, { spec: { ...spec, path: './b' } }), []);
  });

  it('fails for a missing folder of the repository, and not for one of another source', () => {
    const spec = (name: string) => ({ spec: { path: './nowhere', sourceRef: { kind: 'GitRepository', name } } });
    assert.throws(() => objectsBy(root, spec('flux-system')), /kustomization path not found: stat \.\/nowhere/);
    assert.deepEqual(objectsBy(root, spec('podinfo')), []);
  });
});

const kustomization = (name: string, source: string, path: string): string => `
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: ${name}, namespace: flux-system }
spec: { interval: 1h, prune: true, path: ${path}, sourceRef: { kind: GitRepository, name: ${source} } }
`;

const generator = `
apiVersion: source.extensions.fluxcd.io/v1beta1
kind: ArtifactGenerator
metadata: { name: monorepo, namespace: flux-system }
spec:
  sources: [{ alias: repo, kind: GitRepository, name: flux-system }]
  artifacts: [{ name: apps, copy: [{ from: '@repo/apps/**', to: '@artifact/' }] }]
`;
