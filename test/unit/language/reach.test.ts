import { check as checkAll } from '../carets.ts';
import type { Files } from '../carets.ts';
import { fixed } from '../fixed.ts';
import { fleet, kustomization } from './fleet.ts';
import { source } from './postBuild.ts';

const check = (files: Files, rules = {}) => checkAll({ ...fleet, ...files }, { rules });

describe('reference/blocked', () => {
  const found = '             #^^^^^^ error reference/blocked\n';
  const release = (mark: string): Files => ({
    'apps/web/release.yaml': (fleet['apps/web/release.yaml'] ?? '').replace('name: charts\n', `name: charts\n${mark}`),
  });
  const file = (patch: string): Files => ({
    'clusters/home/kustomization.yaml': `resources: [flux-system/gotk-sync.yaml, charts.yaml, apps.yaml]\npatches:\n  - target: {kind: Kustomization, name: nothing-like-this}\n    patch: |\n      - {op: add, path: /spec/args/-, value: ${patch}}\n`,
  });
  const off = { 'build/patch-selects-nothing': 'off' };

  it('is a source of another namespace where Flux is told to refuse it', () =>
    check({ ...file('--no-cross-namespace-refs=true'), ...release(found) }, off));

  it('is none where Flux is not told, or the source is in the namespace of the object', () => {
    check({ ...file('--no-cross-namespace-refs=false'), ...release('') }, off);
    check(release(''));
    check({ ...file('--no-cross-namespace-refs=true'), 'apps/web/release.yaml': '' }, off);
  });

  it('is one below a FluxInstance for several tenants', () => {
    const instance = (tenants: boolean): Files => ({
      'clusters/home/flux-system/gotk-sync.yaml': `apiVersion: fluxcd.controlplane.io/v1
kind: FluxInstance
metadata:
  name: flux
  namespace: flux-system
spec:
  distribution:
    version: 2.x
    registry: ghcr.io/fluxcd
  cluster:
    multitenant: ${String(tenants)}
  sync:
    kind: GitRepository
    url: https://git.example.com/fleet.git
    ref: refs/heads/main
    path: clusters/home
`,
    });
    check({ ...instance(true), ...release(found) });
    check({ ...instance(false), ...release('') });
  });
});

describe('reference/not-watched', () => {
  const settings = (labels = '', mark = '') =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n${mark}  namespace: flux-system\n${labels}data:\n  A: b\n`;
  const more = kustomization(
    'more',
    `  path: ./more\n${source}  postBuild:\n    substituteFrom:\n      - kind: ConfigMap\n        name: settings\n`,
  );
  const files = (text: string): Files => ({
    'clusters/home/more.yaml': more,
    'clusters/home/settings.yaml': text,
    'more/notes.yaml': '',
  });
  const on = { 'reference/not-watched': 'hint' } as const;

  it('is an object that variables come from, and that Flux does not watch', () =>
    check(files(settings('', '       #^^^^^^^^ hint reference/not-watched\n')), on));

  it('is none that Flux watches, or that nothing uses', () => {
    check(files(settings('  labels:\n    reconcile.fluxcd.io/watch: Enabled\n')), on);
    check({ 'clusters/home/settings.yaml': settings() }, on);
  });

  it('is fixed with a label', () => {
    fixed({ ...fleet, ...files(settings()) }, 'clusters/home/settings.yaml', 'Let Flux watch it', false, { rules: on });
    const labelled = settings('  labels:\n    a: b\n');
    fixed({ ...fleet, ...files(labelled) }, 'clusters/home/settings.yaml', 'Let Flux watch it', false, { rules: on });
  });
});

describe('notification/no-source', () => {
  const provider = `apiVersion: notification.toolkit.fluxcd.io/v1beta3\nkind: Provider\nmetadata:\n  name: chat\n  namespace: web\nspec:\n  type: slack\n`;
  const alert = (item: string) =>
    `${provider}---\napiVersion: notification.toolkit.fluxcd.io/v1beta3\nkind: Alert\nmetadata:\n  name: chat\n  namespace: web\nspec:\n  providerRef:\n    name: chat\n  eventSources:\n    - kind: ${item}`;
  const path = 'clusters/home/alert.yaml';

  it('is an object that is not there, or in another namespace than the Alert when none is named', () => {
    check({ [path]: alert('Kustomization\n      name: apps\n           #^^^^ warning notification/no-source\n') });
    check({ [path]: alert('HelmRelease\n      name: wbe\n           #^^^ warning notification/no-source\n') });
    check({ [path]: alert("Kustomization\n      name: '*'\n           #^^^ warning notification/no-source\n") });
  });

  it('is none that is there, or may be', () => {
    check({ [path]: alert('Kustomization\n      name: apps\n      namespace: flux-system\n') });
    check({ [path]: alert('HelmRelease\n      name: web\n') });
    check({ [path]: alert("HelmRelease\n      name: '*'\n") });
    check({ [path]: alert("Kustomization\n      name: '*'\n      namespace: flux-system\n") });
    check({ [path]: alert('HelmRelease\n      name: ${NAME}\n') });
    check({ [path]: alert('GitRepository\n      name: flux-system\n      namespace: flux-system\n') });
  });

  it('is fixed by the namespace in which there is one', () => {
    fixed({ ...fleet, [path]: alert('Kustomization\n      name: apps\n') }, path, 'Look in namespace "flux-system"');
  });
});

describe('image/marker-uncovered', () => {
  const image = (kind: string, spec: string) =>
    `apiVersion: image.toolkit.fluxcd.io/v1\nkind: ${kind}\nmetadata:\n  name: web\n  namespace: web\nspec:\n${spec}`;
  const policies = [
    image('ImageRepository', '  image: example.com/web\n  interval: 1h\n'),
    image('ImagePolicy', '  imageRepositoryRef:\n    name: web\n  policy:\n    semver:\n      range: 1.x\n'),
  ].join('---\n');
  const automation = (path: string) =>
    image(
      'ImageUpdateAutomation',
      `  sourceRef:\n    kind: GitRepository\n    name: flux-system\n    namespace: flux-system\n  git: {}\n  update:\n    path: ${path}\n`,
    );
  const config = (mark = '') =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: image\n  namespace: web\ndata:\n  image: x # {"$imagepolicy": "web:web"}\n${mark}`;
  const found = '                              #^^^^^^^ warning image/marker-uncovered\n';
  const files = (text: string, more: Files): Files => ({
    'clusters/home/policies.yaml': policies,
    'clusters/home/config.yaml': text,
    ...more,
  });

  it('is a marker in a file that no automation of the namespace updates', () => {
    check(files(config(found), {}));
    check(files(config(found), { 'clusters/home/auto.yaml': automation('./apps') }));
    const other = automation('./clusters').replaceAll('namespace: web', 'namespace: flux-system');
    check(files(config(found), { 'clusters/home/auto.yaml': other }));
  });

  it('is none in a file that one updates, or where that is not known', () => {
    check(files(config(), { 'clusters/home/auto.yaml': automation('./clusters') }));
    check(files(config(), { 'clusters/home/auto.yaml': automation('./') }));
    check(files(config(), { 'clusters/home/auto.yaml': automation('./${CLUSTER}') }));
  });
});
