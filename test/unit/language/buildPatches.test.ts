import { check } from '../carets.ts';
import type { Files } from '../carets.ts';

const head = 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n';
const component = 'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n';
const config = (name: string, more = ''): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n  namespace: apps\n${more}`;
const flux = (path: string, more = ''): string => `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: flux-system
  namespace: flux-system
spec:
  interval: 10m
  path: ${path}
  prune: true
  sourceRef:
    kind: GitRepository
    name: flux-system
${more}`;

describe('faults of patches', () => {
  const patched = (patches: string): Files => ({
    'app/kustomization.yaml': `${head}namespace: apps\nnamePrefix: x-\nresources:\n  - a.yaml\npatches:\n${patches}`,
    'app/a.yaml': config('a', 'data:\n  key: value\n'),
    'app/patch.yaml': config('a', 'data:\n  key: other\n'),
  });

  it('of good form', () => {
    check(
      patched(
        '  - path: patch.yaml\n  - target:\n      kind: ConfigMap\n      name: a|x-.*\n    patch: |\n      - op: replace\n        path: /data/key\n        value: b\n',
      ),
    );
  });

  it('with neither text nor file, with both, with text that is nothing', () => {
    check(
      patched(
        '  - target:\n   #^^^^^^^ error build/patch-form\n      kind: ConfigMap\n  - path: patch.yaml\n   #^^^^^^^^^^^^^^^^ error build/patch-form\n    patch: x\n  - patch: "a: b"\n   #^^^^^^^^^^^^^ error build/patch-form\n',
      ),
    );
  });

  it('for a target that cannot be read', () => {
    const target = (fields: string, mark: string) =>
      `  - target: {kind: ConfigMap, ${fields}}\n            ${mark}\n    patch: "- {op: remove, path: /data}"\n`;
    const wrong = (fields: string) => {
      const value = fields.slice(fields.indexOf(': ') + 2);
      const before = ' '.repeat(`{kind: ConfigMap, ${fields}`.length - value.length);
      check(patched(target(fields, `${before}${'^'.repeat(value.length)} error build/patch-form`)));
    };
    wrong('labelSelector: "app: web"');
    wrong('annotationSelector: app in web');
    wrong('name: "*"');
    check(patched(target('labelSelector: "app=${APP}"', '').replace(/\n +\n/, '\n')));
  });

  it('of comments alone, which kustomize passes over', () => {
    check({
      ...patched('  - path: none.yaml\n  - target: {kind: ConfigMap}\n    patch: |\n      # - op: replace\n'),
      'app/none.yaml': '# nothing\n---\n\n  # yet\n',
    });
  });

  it('in a file that is not there', () => {
    check(patched('  - path: pach.yaml\n   #^^^^^^^^^^^^^^^ error build/patch-file-missing\n'));
  });

  it('for an object that is not there', () => {
    check(
      patched(
        '  - patch: |\n   #^^^^^^^^ error build/patch-no-object\n      apiVersion: v1\n      kind: ConfigMap\n      metadata:\n        name: b\n        namespace: apps\n',
      ),
    );
  });

  it('for nothing, which is silent in Flux; not where more may come from outside', () => {
    const nothing =
      '  - target:\n      kind: Secret\n           #^^^^^^ warning build/patch-selects-nothing\n    patch: "- {op: remove, path: /data}"\n';
    check(patched(nothing));
    const files = patched(nothing.replace(/\n +#.*/, ''));
    const text = files['app/kustomization.yaml'] ?? '';
    const comments = { 'app/off.yaml': '# kind: Secret\n---\n\n# nothing else\n' };
    const withOff = patched(nothing)['app/kustomization.yaml']?.replace('- a.yaml', '- a.yaml\n  - off.yaml') ?? '';
    check({ ...files, ...comments, 'app/kustomization.yaml': withOff });
    const bootstrap = { 'app/gotk-components.yaml': '# flux bootstrap will fill this\n' };
    check({
      ...files,
      ...bootstrap,
      'app/kustomization.yaml': text.replace('- a.yaml', '- a.yaml\n  - gotk-components.yaml'),
    });
    check({
      ...files,
      'app/gotk-components.yaml': '# flux bootstrap writes this file\n',
      'app/kustomization.yaml': text.replace('- a.yaml', '- a.yaml\n  - gotk-components.yaml'),
    });
    check({
      ...files,
      'app/kustomization.yaml': text.replace('- a.yaml', '- a.yaml\n  - https://github.com/example/base?ref=v1'),
    });
  });

  it('in a file that is not read for nothing', () => {
    const files = (name: string, mark = '') => ({
      'a.yaml': config('a', 'data: {k: v}\n'),
      'patch.json': null,
      'kustomization.yaml': `resources: [a.yaml]\npatches:\n  - path: patch.json\n    target: {kind: ConfigMap, name: ${name}}\n${mark}`,
    });
    check(files('a'));
    check(files('nope', '                                   #^^^^ warning build/patch-selects-nothing\n'));
  });

  it('of a Kustomization for nothing, whatever other builds take in its file', () => {
    const ks = (name: string) => `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: app, namespace: flux-system}
spec:
  path: ./app
  sourceRef: {kind: GitRepository, name: flux-system}
  patches:
    - target: {kind: ConfigMap, name: ${name}}
`;
    const rest = '      patch: "- {op: remove, path: /data}"\n';
    const mark = '                                     #^^^^ warning build/patch-selects-nothing\n';
    const above = {
      'flux/kustomization.yaml': 'resources: [ks.yaml]\n',
      'app/a.yaml': config('a', 'data: {k: v}\n'),
      'app/kustomization.yaml': 'resources: [a.yaml]\n',
    };
    check({ ...above, 'flux/ks.yaml': ks('nope') + mark + rest });
    check({ ...above, 'flux/ks.yaml': ks('a') + rest });
  });

  it('of a field that is not there', () => {
    check(
      patched(
        '  - target:\n      kind: ConfigMap\n    patch: |\n      - op: remove\n        path: /data/nope\n             #^^^^^^^^^^ error build/patch-path\n',
      ),
    );
    // Kustomize's library is not as strict as the standard.
    for (const it of [
      'op: replace\n        path: /data/nope\n        value: b',
      'op: copy\n        from: /x\n        path: /y',
    ])
      check(patched(`  - target:\n      kind: ConfigMap\n    patch: |\n      - ${it}\n`));
  });

  it('of a Flux Kustomization', () => {
    const patch = (path: string): string =>
      `  patches:\n    - patch: |\n        - op: remove\n          path: ${path}\n      target:\n        kind: ConfigMap\n`;
    const files = { 'apps/a.yaml': config('a', 'data:\n  key: value\n') };
    check({ ...files, 'flux/ks.yaml': flux('./apps', patch('/data/key')) });
    check({
      ...files,
      'flux/ks.yaml': flux('./apps', patch('/data/kye\n               #^^^^^^^^^ error build/patch-path')),
    });
  });

  it('of components that a Flux Kustomization adds', () => {
    check({
      'apps/kustomization.yaml': `${head}resources: []\n`,
      'parts/kustomization.yaml': component,
      'flux/ks.yaml': flux(
        './apps',
        '  components:\n    - ../parts\n    - ../prats\n     #^^^^^^^^ error build/component-missing\n    - https://example.com/x\n     #^^^^^^^^^^^^^^^^^^^^^ error build/component-remote\n',
      ),
      'flux/other.yaml': flux('./apps', '  ignoreMissingComponents: true\n  components:\n    - ../prats\n').replace(
        'name: flux-system\n  namespace',
        'name: other\n  namespace',
      ),
    });
  });

  it('of components, whatever a parent patches beside them', () =>
    check({
      'clusters/kustomization.yaml': `${head}resources: [ks.yaml]\npatches:\n  - target: {kind: Kustomization}\n    patch: |\n      - op: add\n        path: /spec/patches\n        value: [{target: {kind: Secret}, patch: "- {op: remove, path: /data}"}]\n`,
      'clusters/ks.yaml': flux(
        './apps',
        '  components:\n    - ../prats\n     #^^^^^^^^ error build/component-missing\n',
      ),
      'apps/kustomization.yaml': `${head}resources: []\n`,
    }));
});
