import assert from 'node:assert/strict';
import { check, problemsOf, repositoryOf } from '../carets.ts';

const web = (spec: string) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
${spec}`;

const container = (env: string) => web(`      containers:\n        - name: web\n          image: web:1\n${env}`);
const env = (name: string, mark = '') => container(`          envFrom: [{configMapRef: {name: ${name}}}]\n${mark}`);
const settings =
  'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web-settings, namespace: shop}\ndata: {COLOR: red}\n';
const mark = '                                         #^^^^^^^^^^^ warning reference/misspelt\n';

describe('reference/misspelt', () => {
  const build = { 'kustomization.yaml': 'resources: [web.yaml, settings.yaml]\n', 'settings.yaml': settings };

  it('is a slip of what the same build has', () => {
    check({ ...build, 'web.yaml': env('web-setings', mark) });
    check({ ...build, 'web.yaml': env('web-settings') });
  });

  it('is none for what is made by hand, may be missing, or comes from a variable', () => {
    check({ ...build, 'web.yaml': env('registry') });
    check({ ...build, 'web.yaml': env('"web-setings", optional: true') });
    check({ ...build, 'web.yaml': env('"${NAME:=web-setings}"') });
  });

  it('is none for the next of a row, or beside one that is in use', () => {
    const numbered = settings.replace('web-settings', 'web-settings-1');
    check({ ...build, 'web.yaml': env('web-settings-2'), 'settings.yaml': numbered });
    const both = '          envFrom: [{configMapRef: {name: web-setings}}, {configMapRef: {name: web-settings}}]\n';
    check({ ...build, 'web.yaml': container(both) });
  });

  it('is none in another build, in another namespace, or where a file elsewhere has that name', () => {
    check({
      'a/kustomization.yaml': 'resources: [web.yaml]\n',
      'a/web.yaml': env('web-setings'),
      'b/settings.yaml': settings,
    });
    check({ ...build, 'web.yaml': env('web-setings'), 'settings.yaml': settings.replace('shop', 'other') });
    check({
      ...build,
      'web.yaml': env('web-setings'),
      'other/a.yaml': settings.replace('web-settings', 'web-setings'),
    });
  });

  it('follows prefixes and generators as kustomize does', () => {
    const file = (name: string) =>
      `resources: [web.yaml]\nnamespace: shop\nnamePrefix: x-\nconfigMapGenerator: [{name: ${name}, literals: [A=b]}]\n`;
    check({ 'kustomization.yaml': file('web-settings'), 'web.yaml': env('web-settings') });
    check({ 'kustomization.yaml': file('web-settings'), 'web.yaml': env('web-setings', mark) });
  });

  it('is none where a patch puts it right, or a chart may make it', () => {
    const patches = `patches:
  - target: {kind: Deployment}
    patch: |
      - op: replace
        path: /spec/template/spec/containers/0/envFrom/0/configMapRef/name
        value: web-settings
`;
    check({ ...build, 'kustomization.yaml': build['kustomization.yaml'] + patches, 'web.yaml': env('web-setings') });
    const chart = 'helmCharts: [{name: web, repo: "https://acme.io/charts", version: 1.0.0}]\n';
    check({ ...build, 'kustomization.yaml': build['kustomization.yaml'] + chart, 'web.yaml': env('web-setings') });
  });

  it('knows accounts, roles, what is scaled, and the Secrets that controllers make', () => {
    const made = `apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: web, namespace: shop}
spec: {target: {name: web-token}}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: deployer, namespace: shop}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: deployer, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: edit}
subjects: [{kind: ServiceAccount, name: deploier, namespace: shop}, {kind: User, name: deploier}]
          #                             ^^^^^^^^ warning reference/misspelt
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web, namespace: shop}
spec: {maxReplicas: 3, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: wbe}}
#                                                                                    ^^^ warning reference/misspelt
`;
    const pod = `          envFrom: [{secretRef: {name: web-tokne}}]
                                      #^^^^^^^^^ warning reference/misspelt
`;
    check({
      'kustomization.yaml': 'resources: [web.yaml, made.yaml]\n',
      'made.yaml': made,
      'web.yaml': container(pod),
    });
  });

  it('is looked for in all builds where the kind has no namespace', () => {
    const role = 'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: NAME}\nrules: []\n';
    const binding = (name: string, mark = '') => `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: web, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: ${name}}
${mark}subjects: [{kind: User, name: web}]
`;
    const files = (name: string, mark = '', declared = 'deployer') => ({
      'a/kustomization.yaml': 'resources: [binding.yaml]\n',
      'a/binding.yaml': binding(name, mark),
      'b/kustomization.yaml': 'resources: [role.yaml]\n',
      'b/role.yaml': role.replace('NAME', declared),
    });
    const slip =
      '                                                                       #^^^^^^^^ warning reference/misspelt\n';
    check(files('deploier', slip));
    check(files('deployer'));
    check(files('admin', '', 'admins'));
  });

  it('comes and goes with edits of other files', () => {
    const repository = repositoryOf({ ...build, 'web.yaml': env('web-setings') });
    const codes = () => problemsOf(repository, 'web.yaml').map((it) => it.code);
    assert.deepEqual(codes(), ['reference/misspelt']);
    repository.set('settings.yaml', settings.replace('web-settings', 'web-setings'));
    assert.ok(repository.affectedBy(['settings.yaml']).has('web.yaml'));
    assert.deepEqual(codes(), []);
  });
});

describe('reference/misspelt-key', () => {
  const one = (key: string, mark = '') =>
    container(
      `          env:\n            - name: COLOR\n              valueFrom: {configMapKeyRef: {name: web-settings, key: ${key}}}\n${mark}`,
    );

  it('is a slip of a key that the ConfigMap has', () => {
    check({
      'settings.yaml': settings,
      'web.yaml': one(
        'COLOUR',
        '                                                                    #^^^^^^ warning reference/misspelt-key\n',
      ),
    });
    check({ 'settings.yaml': settings, 'web.yaml': one('COLOR') });
    check({ 'settings.yaml': settings, 'web.yaml': one('other-thing') });
  });

  it('is one in a volume, too', () => {
    const volume = (key: string, mark = '') =>
      web(
        `      containers: [{name: web, image: "web:1"}]\n      volumes: [{name: a, configMap: {name: web-settings, items: [{key: ${key}, path: a}]}}]\n${mark}`,
      );
    const marked =
      '                                                                       #^^^^ warning reference/misspelt-key\n';
    check({ 'settings.yaml': settings, 'web.yaml': volume('COLR', marked) });
    check({ 'settings.yaml': settings, 'web.yaml': volume('COLOR') });
  });

  it('is none where files do not show all keys', () =>
    check({
      'kustomization.yaml': 'resources: [web.yaml]\nconfigMapGenerator: [{name: web-settings, envs: [a.env]}]\n',
      'a.env': 'COLOUR=red\n',
      'web.yaml': one('COLOR'),
    }));
});
