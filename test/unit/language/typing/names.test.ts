import { strict as assert } from 'node:assert';
import type { Files } from '../../cursor.ts';
import { typing } from './typing.ts';

const object = (apiVersion: string, kind: string, name: string, namespace: string, rest = ''): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: ${name}\n  namespace: ${namespace}\n${rest}`;

const files: Files = {
  'settings.yaml': object('v1', 'ConfigMap', 'settings', 'shop', 'data:\n  values.yaml: ""\n  extra.yaml: ""\n'),
  'other.yaml': object('v1', 'ConfigMap', 'elsewhere', 'tools'),
  'token.yaml': object('v1', 'Secret', 'token', 'shop'),
  'robot.yaml': object('v1', 'ServiceAccount', 'robot', 'shop'),
  'api.yaml': object('apps/v1', 'Deployment', 'api', 'shop'),
  'role.yaml': object('rbac.authorization.k8s.io/v1', 'Role', 'reader', 'shop'),
  'release.yaml': object('helm.toolkit.fluxcd.io/v2', 'HelmRelease', 'web', 'shop'),
  'tools.yaml': object('helm.toolkit.fluxcd.io/v2', 'HelmRelease', 'tool', 'tools'),
};

const inRelease = (spec: string): string =>
  object('helm.toolkit.fluxcd.io/v2', 'HelmRelease', 'app', 'shop', `spec:\n${spec}`);
const inKustomization = (spec: string): string =>
  object('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', 'apps', 'shop', `spec:\n${spec}`);
const inAlert = (spec: string): string =>
  object('notification.toolkit.fluxcd.io/v1beta3', 'Alert', 'all', 'shop', `spec:\n${spec}`);
const inPods = (spec: string): string =>
  object('apps/v1', 'Deployment', 'x', 'shop', `spec:\n  template:\n    spec:\n${spec}`);

describe('completion of variables that are to be set', () => {
  const source = object('source.toolkit.fluxcd.io/v1', 'GitRepository', 'flux-system', 'flux-system');
  const flux = (substitute: string): string =>
    `${object('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', 'apps', 'flux-system')}spec:
  path: ./apps
  sourceRef: {kind: GitRepository, name: flux-system}
  postBuild:
    substitute:
${substitute}`;
  const apps: Files = {
    'source.yaml': source,
    'apps/kustomization.yaml': 'resources: [a.yaml]\n',
    'apps/a.yaml': object('v1', 'ConfigMap', 'a', 'shop', 'data:\n  a: ${HOST} ${PORT:=80} ${SET} $${ESCAPED}\n'),
    'other/b.yaml': object('v1', 'ConfigMap', 'b', 'shop', 'data:\n  b: ${ELSEWHERE}\n'),
  };

  it('offers those that are used in what is built, and that nothing sets', () => {
    typing(flux('      SET: x\n      |\n'), apps, 'apps.yaml').offersOnly('HOST', 'PORT');
    typing(flux('      |\n'), apps, 'apps.yaml').offersOnly('HOST', 'PORT', 'SET');
    assert.match(typing(flux('      SET: x\n      HO|\n'), apps, 'apps.yaml').expanding('HOST'), /\n {6}HOST: <>\n/);
  });

  it('offers nothing where nothing is built', () => {
    typing(flux('      |\n').replace('./apps', './none'), apps, 'apps.yaml').offersOnly();
  });
});

describe('completion of names that files may show', () => {
  it('offers the ConfigMaps and Secrets of the namespace, of the kind that is chosen', () => {
    const from = '  valuesFrom:\n    - kind: ConfigMap\n      name: |\n';
    typing(inRelease(from), files).offersOnly('settings');
    typing(inRelease(from.replace('ConfigMap', 'Secret')), files).offersOnly('token');
    typing(inKustomization('  postBuild:\n    substituteFrom:\n      - kind: ConfigMap\n        name:|\n'), files)
      .offersOnly('settings')
      .taking('settings');
    typing(
      object('source.toolkit.fluxcd.io/v1', 'GitRepository', 'a', 'shop', 'spec:\n  secretRef:\n    name: "|"\n'),
      files,
    ).offersOnly('token');
  });

  it('offers what kustomization files around generate', () => {
    const generated = {
      ...files,
      'apps/kustomization.yaml': 'resources: [app.yaml]\nconfigMapGenerator:\n  - name: made\n    literals: [a=b]\n',
    };
    typing(inRelease('  valuesFrom:\n    - kind: ConfigMap\n      name: |\n'), generated, 'apps/app.yaml').offersOnly(
      'made',
      'settings',
    );
    typing(inRelease('  valuesFrom:\n    - kind: ConfigMap\n      name: |\n'), generated, 'b/app.yaml').offersOnly(
      'settings',
    );
  });

  it('offers the keys that values are taken from', () => {
    const from = '  valuesFrom:\n    - kind: ConfigMap\n      name: settings\n      valuesKey: |\n';
    typing(inRelease(from), files).offersOnly('extra.yaml', 'values.yaml');
  });

  it('offers the keys that a container may take for a variable', () => {
    const env = (ref: string): string =>
      inPods(
        `      containers:\n        - name: a\n          env:\n            - name: A\n              valueFrom: {${ref}}\n`,
      );
    typing(env('configMapKeyRef: {name: settings, key: |}'), files).offersOnly('extra.yaml', 'values.yaml');
    typing(env('secretKeyRef: {name: settings, key: |}'), files).offersOnly();
    typing(env('configMapKeyRef: {key: |}'), files).offersOnly();
  });

  it('offers what alerts watch, that of the own namespace first', () => {
    typing(inAlert('  eventSources:\n    - kind: HelmRelease\n      name: |\n'), files).offersOnly('web', 'tool');
    typing(inAlert('  eventSources:\n    - kind: HelmRelease\n      name: t\n      namespace: |\n'), files).offers(
      'tools',
    );
  });

  it('offers what health checks may wait for, of whatever kind', () => {
    const check = '  healthChecks:\n    - apiVersion: apps/v1\n      kind: Deployment\n      name: |\n';
    typing(inKustomization(check), files).offersOnly('api');
    typing(inKustomization(check.replace('Deployment', 'Unheard')), files).offersOnly();
  });

  it('offers the accounts of the namespace to Flux, to pods and to bindings', () => {
    typing(inKustomization('  serviceAccountName: |\n'), files).offersOnly('robot');
    typing(inPods('      serviceAccountName: |\n'), files).offersOnly('robot');
    typing(
      inPods('      volumes:\n        - name: a\n          configMap:\n            name: se|\n'),
      files,
    ).offersOnly('settings');
    typing(
      object('rbac.authorization.k8s.io/v1', 'RoleBinding', 'a', 'shop', 'roleRef:\n  kind: Role\n  name: |\n'),
      files,
    ).offersOnly('reader');
  });

  it('offers what objects in a ResourceSet refer to, and any kind that it may wait for', () => {
    const set = (spec: string): string =>
      object('fluxcd.controlplane.io/v1', 'ResourceSet', 'set', 'flux-system', `spec:\n${spec}`);
    const inner = (spec: string): string =>
      set(
        `  resources:\n    - apiVersion: helm.toolkit.fluxcd.io/v2\n      kind: HelmRelease\n      metadata:\n        name: a\n        namespace: shop\n      spec:\n${spec}`,
      );
    typing(inner('        dependsOn:\n          - name: |\n'), files).offers('web', 'tool');
    typing(inner('        valuesFrom:\n          - kind: ConfigMap\n            name: |\n'), files).offersOnly(
      'settings',
    );
    typing(inner('        chartRef:\n          kind: |\n'), files).offersOnly(
      'OCIRepository',
      'HelmChart',
      'ExternalArtifact',
    );
    typing(set('  dependsOn:\n    - apiVersion: apiextensions.k8s.io/v1\n      kind: |\n'), files).offersOnly(
      'CustomResourceDefinition',
    );
    typing(set('  dependsOn:\n    - apiVersion: helm.toolkit.fluxcd.io/v2\n      kind: |\n'), files).offersOnly(
      'HelmRelease',
    );
  });

  it('offers no name of its own where a name is declared', () => {
    assert.deepEqual(typing('apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: |\n', files).labels, []);
  });
});
