import assert from 'node:assert/strict';
import { copiesIn } from '../../../src/language/build/artifacts.ts';
import { locality } from '../../../src/language/build/locality.ts';
import { nameOfApplier, ownersOf } from '../../../src/language/build/ownership.ts';
import { definitionsAt } from '../../../src/language/references/define.ts';
import { editsForMoves } from '../../../src/language/references/moves.ts';
import { check, repositoryOf } from '../carets.ts';
import type { Files } from '../carets.ts';
import { fleet } from './fleet.ts';

const head = 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n';
const config = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: config\n  namespace: web\n';

function applier(name: string, path: string, more = ''): string {
  return `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: ${name}
  namespace: flux-system
spec:
  path: ${path}
  sourceRef: {kind: ExternalArtifact, name: ${name}}
${more}`;
}

function generator(...copies: readonly (readonly [from: string, to: string])[]): string {
  return `apiVersion: source.extensions.fluxcd.io/v1beta1
kind: ArtifactGenerator
metadata:
  name: parts
  namespace: flux-system
spec:
  sources:
    - alias: fleet
      kind: GitRepository
      name: flux-system
  artifacts:
    - name: shop
      copy:
${copies.map(([from, to]) => `        - from: "@fleet/${from}"\n          to: "@artifact/${to}"\n`).join('')}`;
}

const files: Files = {
  'clusters/home/flux-system/gotk-sync.yaml': fleet['clusters/home/flux-system/gotk-sync.yaml'] ?? null,
  'clusters/home/parts.yaml': generator(['shop/base/**', 'base/'], ['shop/home/**', 'home/']),
  'clusters/home/shop.yaml': applier('shop', './home'),
  'shop/home/kustomization.yaml': `${head}resources: [../base]\n`,
  'shop/base/kustomization.yaml': `${head}resources: [config.yaml]\n`,
  'shop/base/config.yaml': config,
};

/** The folder that is the root of the artifact of some copies; `undefined` where it is put together otherwise. */
function rootOf(...copies: readonly (readonly [from: string, to: string])[]): string | undefined {
  const repository = repositoryOf({ ...files, 'clusters/home/parts.yaml': generator(...copies) });
  const shop = [...repository.builds.appliers()].find((it) => nameOfApplier(it) === 'flux-system/shop');
  assert.ok(shop);
  return locality(repository, shop)?.base;
}

describe('an artifact that is made of folders of this repository', () => {
  it('has the folder for its root in which every file keeps its place', () => {
    assert.equal(rootOf(['shop/base/**', 'base/'], ['shop/home/**', 'home/']), 'shop');
    assert.equal(rootOf(['shop/**', '']), 'shop');
    assert.equal(rootOf(['shop', '']), '');
    assert.equal(rootOf(['shop/', 'shop/']), undefined, 'a folder goes below its name: shop/shop');
    assert.equal(rootOf(['**', '']), '');
    assert.equal(rootOf(['shop/*', '']), '', 'another pattern keeps the whole path');
    assert.equal(rootOf(['shop/**', 'other/']), undefined);
    assert.equal(rootOf(['shop/home/**', 'home/'], ['shop/base/config.yaml', 'x.yaml']), 'shop', 'a file says nothing');
  });

  it('is followed from the Kustomization to the files, and back', () => {
    const repository = repositoryOf(files);
    const names = ownersOf(repository, 'shop/base/config.yaml').map((it) =>
      [it.applier, ...it.above].map(nameOfApplier),
    );
    assert.deepEqual(names, [['flux-system/shop', 'flux-system/flux-system']]);
    const text = repository.text('clusters/home/shop.yaml') ?? '';
    assert.deepEqual(
      definitionsAt(repository, 'clusters/home/shop.yaml', text.indexOf('./home')).map((it) => it.path),
      ['shop/home/kustomization.yaml'],
    );
  });

  it('is judged as any folder that Flux builds', () => {
    check(files);
    check({
      ...files,
      'clusters/home/shop.yaml': applier('shop', './hom\n       #^^^^^ error path/missing'),
      'shop/base/lost.yaml': config,
    });
    check({
      ...files,
      'shop/base/lost.yaml': config
        .replace('name: config', 'name: lost')
        .replace('kind: ConfigMap', '$&\n     #^^^^^^^^^ information build/orphan'),
    });
  });

  it('lacks what nothing copies', () => {
    const home = ['shop/home/**', 'home/'] as const;
    check({
      ...files,
      'clusters/home/parts.yaml': generator(home),
      'shop/home/kustomization.yaml': `${head}resources: [../base]\n           #^^^^^^^ warning build/ignored\n`,
    });
    check({
      ...files,
      'clusters/home/parts.yaml': generator(['shop/base/**', 'base/']),
      'clusters/home/shop.yaml': applier('shop', './home\n       #^^^^^^ warning build/ignored'),
    });
    check({
      ...files,
      'clusters/home/parts.yaml': generator(home, ['shop/base/config.yaml', 'base/'], ['shop/base/k*', '']),
    });
  });

  it('is that of its own cluster', () => {
    const sync = (files['clusters/home/flux-system/gotk-sync.yaml'] ?? '').replace('clusters/home', 'clusters/away');
    const repository = repositoryOf({
      ...files,
      'clusters/away/flux-system/gotk-sync.yaml': sync,
      'clusters/away/parts.yaml': generator(['away/**', '']),
      'clusters/away/shop.yaml': applier('shop', './app'),
      'away/app/config.yaml': config,
    });
    const owner = (path: string) => ownersOf(repository, path).map((it) => it.applier.manifest.path);
    assert.deepEqual(owner('away/app/config.yaml'), ['clusters/away/shop.yaml']);
    assert.deepEqual(owner('shop/base/config.yaml'), ['clusters/home/shop.yaml']);
  });

  it('follows a folder that gets another name', () => {
    const repository = repositoryOf(files);
    const edits = editsForMoves(repository, [{ from: 'shop/base', to: 'shop/common' }]);
    const told = edits.map((it) => {
      const text = repository.text(it.path) ?? '';
      return `${it.path} ${text.slice(it.span.start, it.span.end)} → ${it.text}`;
    });
    assert.deepEqual(told, [
      'clusters/home/parts.yaml shop/base → shop/common',
      'clusters/home/parts.yaml base/ → common/',
      'shop/home/kustomization.yaml ../base → ../common',
    ]);
  });
});

describe('source/copy-missing', () => {
  it('is a copy of what the repository does not have, and no pattern of what it has', () =>
    check({
      ...files,
      'clusters/home/parts.yaml': `apiVersion: source.extensions.fluxcd.io/v1beta1
kind: ArtifactGenerator
metadata: {name: parts, namespace: flux-system}
spec:
  sources:
    - {alias: shop, kind: GitRepository, name: flux-system}
    - {alias: other, kind: OCIRepository, name: elsewhere}
  artifacts:
    - name: shop
      copy:
        - {from: "@shop/shop/bas/**", to: "@artifact/base/"}
                       #^^^^^^^^ error source/copy-missing
        - {from: "@shop/shop/*/config.yaml", to: "@artifact/"}
        - {from: "@shop/shop/base/confg.yaml", to: "@artifact/"}
                       #^^^^^^^^^^^^^^^^^^^^ error source/copy-missing
        - {from: "@other/deploy/**", to: "@artifact/"}
        - {from: "@shop/**", to: "@artifact/"}
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: {name: elsewhere, namespace: flux-system}
`,
    }));

  it('leaves open what its pathPattern decides', () => {
    const text = generator(['{app}/**', '']);
    const [document] = repositoryOf({ 'a.yaml': text }).manifest('a.yaml')?.documents ?? [];
    assert.ok(document);
    assert.deepEqual(copiesIn(document.facts), []);
  });
});
