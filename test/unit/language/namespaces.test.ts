import { check as checkText, repositoryOf } from '../carets.ts';
import assert from 'node:assert/strict';
import { buildAt, normalBuild } from '../../../src/language/build/show.ts';
import { bundledSchemas } from '../../schemas.ts';
import type { Files } from '../carets.ts';
import { fleet, kustomization } from './fleet.ts';

const schemas = bundledSchemas();
const check = (files: Files) => checkText(files, { rules: { 'schema/required': 'off' } }, schemas);

const source = '  sourceRef:\n    kind: GitRepository\n    name: flux-system\n';
const config = (name: string, namespace = ''): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n${namespace === '' ? '' : `  namespace: ${namespace}\n`}`;
const made = 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: web\n';
const whole = { ...fleet, 'clusters/home/web.yaml': made };

describe('build/no-namespace', () => {
  const wrong = config('lost').replace('name: lost', 'name: lost\n       #^^^^ error build/no-namespace');

  it('is an object that nobody gives a namespace', () => {
    check({ ...whole, 'clusters/home/config.yaml': wrong });
  });

  it('is none of what a kustomization or Flux gives one, or needs none, or nobody surely applies', () => {
    check({
      ...whole,
      'apps/web/kustomization.yaml': `${fleet['apps/web/kustomization.yaml'] ?? ''}  - config.yaml\n`,
      'apps/web/config.yaml': config('config'),
      'clusters/home/more.yaml': kustomization(
        'more',
        `  path: ./more\n  targetNamespace: web\n${source}  prune: true\n`,
      ),
      'more/config.yaml': config('other'),
      'nobody/config.yaml': config('config'),
    });
  });
});

describe('build/no-namespace and replacements', () => {
  const lamp = `  path: ./lamp\n${source}    namespace: flux-system\n  prune: true\n`;
  const files = (component: string): Files => ({
    ...fleet,
    'clusters/home/web/kustomization.yaml':
      'namespace: web\ncomponents: [../../../parts]\nresources: [web.yaml, lamp.yaml]\n',
    'clusters/home/web/web.yaml': made,
    'clusters/home/web/lamp.yaml': kustomization('lamp', lamp),
    'parts/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n${component}`,
  });

  it('leave a Kustomization that may get its target from one alone', () => {
    const target =
      'select: {kind: Kustomization}\n        fieldPaths: [spec.targetNamespace]\n        options: {create: true}\n';
    const component = `replacements:\n  - source: {kind: Namespace, fieldPath: metadata.name}\n    targets:\n      - ${target}`;
    check({ ...files(component), 'lamp/config.yaml': config('config') });
  });

  it('tell of one that gets none', () => {
    const wrong = config('lost').replace('name: lost', 'name: lost\n       #^^^^ error build/no-namespace');
    check({ ...files('resources: []\n'), 'lamp/config.yaml': wrong });
  });
});

describe('build/namespace-missing', () => {
  it('is a namespace that nothing makes, in a repository that shows all', () => {
    check({
      ...whole,
      'clusters/home/config.yaml': config('config', 'webb').replace(
        'namespace: webb',
        'namespace: webb\n            #^^^^ error build/namespace-missing',
      ),
    });
  });

  it('is none that a release makes, that every cluster has, or that may come from elsewhere', () => {
    const release = (fleet['apps/web/release.yaml'] ?? '').replace(
      '  chart:',
      '  install:\n    createNamespace: true\n  chart:',
    );
    check({
      ...fleet,
      'apps/web/release.yaml': release,
      'clusters/home/a.yaml': config('a', 'kube-system'),
      'clusters/home/b.yaml': config('b', 'web'),
    });
    const from = kustomization(
      'x',
      '  path: ./\n  prune: true\n  sourceRef:\n    kind: GitRepository\n    name: other\n',
    );
    const repo = `apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata:\n  name: other\n  namespace: flux-system\nspec:\n  interval: 1h\n  url: https://git.example.com/other.git\n`;
    check({
      ...whole,
      'clusters/home/other.yaml': `${repo}---\n${from}`,
      'clusters/home/config.yaml': config('config', 'elsewhere'),
    });
  });

  it('is nothing that can be said without knowing the kinds', () => {
    checkText({ ...fleet, 'clusters/home/config.yaml': config('lost') });
  });
});

describe('a build for reading', () => {
  const secret = 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: s\nstringData:\n  password: hunter2\n';
  const repository = repositoryOf({
    ...whole,
    'apps/web/kustomization.yaml': `${fleet['apps/web/kustomization.yaml'] ?? ''}  - secret.yaml\n`,
    'apps/web/secret.yaml': secret,
  });

  it('holds the objects with their files, and hides Secrets', () => {
    const shown = buildAt(repository, 'clusters/home/apps.yaml', 0);
    assert.equal(shown?.title, 'flux-system/apps');
    assert.match(shown.text, /^# 2 objects of apps\/web, before variables\n---\n# from apps\/web\/release\.yaml\n/);
    assert.match(shown.text, /namespace: web/);
    assert.doesNotMatch(shown.text, /hunter2/);
  });

  it('is that of a kustomization file, and of what applies any other file', () => {
    assert.equal(buildAt(repository, 'apps/web/kustomization.yaml', 0)?.title, 'apps/web');
    assert.equal(buildAt(repository, 'apps/web/secret.yaml', 0)?.title, 'flux-system/apps');
    assert.equal(buildAt(repository, 'nowhere.yaml', 0), undefined);
  });

  it('has a form that no order of objects and keys changes, without the values of Secrets', () => {
    const other = 'kind: Role\napiVersion: rbac.authorization.k8s.io/v1\nmetadata:\n  name: a\n';
    const normal = normalBuild(`# a comment\n${secret}---\n${other}---\n`);
    assert.equal(normal, normalBuild(`${other}---\n${secret.replace('v1\nkind: Secret', 'v1 # said\nkind: Secret')}`));
    assert.match(normal, /^---\napiVersion: rbac[^]*---\napiVersion: v1\nkind: Secret\n/);
    assert.doesNotMatch(normal, /hunter2|#/);
  });
});

describe('build/namespace-missing', () => {
  const more = (target: string) => kustomization('more', `  path: ./more\n${target}${source}  prune: true\n`);

  it('is told once of a Kustomization that puts all into it', () => {
    const files = { ...whole, 'more/config.yaml': config('a'), 'more/other.yaml': config('b') };
    check({
      ...files,
      'clusters/home/more.yaml': more('  targetNamespace: wep\n                  #^^^ error build/namespace-missing\n'),
    });
    check({ ...files, 'clusters/home/more.yaml': more('  targetNamespace: web\n') });
    const remote = '  targetNamespace: wep\n  kubeConfig: {secretRef: {name: remote}}\n';
    check({ ...files, 'clusters/home/more.yaml': more(remote) });
  });

  it('is a Namespace that kustomize gives another name', () => {
    const files = (namespace: string) => ({
      ...fleet,
      'apps/web/kustomization.yaml': `namespace: ${namespace}\nresources: [namespace.yaml, release.yaml]\n`,
      'apps/web/namespace.yaml': made,
    });
    const wrong = config('a', 'web').replace(
      'namespace: web',
      'namespace: web\n            #^^^ error build/namespace-missing',
    );
    check({ ...files('wep'), 'clusters/home/config.yaml': wrong });
    check({ ...files('web'), 'clusters/home/config.yaml': config('a', 'web') });
  });
});

describe('build/namespace-missing and a Namespace without a name of its own', () => {
  const component = 'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n';
  const files = (part: string, mark = ''): Files => ({
    ...fleet,
    'apps/web/kustomization.yaml': 'namespace: web\ncomponents: [../part]\nresources: [release.yaml]\n',
    'apps/web/release.yaml': (fleet['apps/web/release.yaml'] ?? '').replace('name: web\n', `name: web\n${mark}`),
    'apps/part/kustomization.yaml': `${component}${part}`,
    'apps/part/namespace.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: _\n',
  });

  it('gets that of whoever takes it in', () => {
    check(files('resources: [namespace.yaml]\n'));
    check(files('resources: []\n', '       #^^^ error build/namespace-missing\n'));
  });

  it('is missed beside the chart flux-instance, too, wherever its values are', () => {
    const release = `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: flux-instance, namespace: flux-system}
spec:
  interval: 1h
  chartRef: {kind: OCIRepository, name: flux-instance}
  valuesFrom: [{kind: ConfigMap, name: flux-instance, optional: true}]
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: {name: flux-instance, namespace: flux-system}
spec: {interval: 1h, url: oci://ghcr.io/controlplaneio-fluxcd/charts/flux-instance, ref: {tag: 0.30.0}}
`;
    const instance = { 'clusters/home/instance.yaml': release };
    check({ ...files('resources: []\n', '       #^^^ error build/namespace-missing\n'), ...instance });
  });
});
