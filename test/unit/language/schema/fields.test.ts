import { check, deployment, healthy, kustomization } from './objects.ts';

describe('fields that a kind does not have', () => {
  it('are refused in custom resources, at any depth', () =>
    check(
      kustomization(`  interval: 10m
  prunes: true
 #^^^^^^ error schema/unknown-field
  prune: true
  postBuild:
    substitutes: {A: b}
   #^^^^^^^^^^^ error schema/unknown-field
`),
    ));
  it('are refused in their metadata and at the top', () =>
    check(
      kustomization(
        `${healthy}source: {}
^^^^^^ error schema/unknown-field
`,
        `metadata:
  name: a
  namespace: b
  label: {a: b}
 #^^^^^ error schema/unknown-field
`,
      ),
    ));
  it('are dropped in built-in kinds', () =>
    check(
      deployment(
        `  replica: 3
 #^^^^^^^ warning schema/dropped-field
`,
        `          images: a
         #^^^^^^ warning schema/dropped-field
`,
      ),
    ));
  it('are refused in roles, which Flux does not normalise', () =>
    check(`
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: 'system:a', namespace: b}
rule: []
^^^^ error schema/unknown-field
`));
  it('are ignored in a kustomization file', () =>
    check({
      'kustomization.yaml': `
resource: [a.yaml]
^^^^^^^^ warning schema/dropped-field
Namespace: b
`,
    }));
  it("are nobody's business where anything goes", () =>
    check(`
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: a, namespace: b, labels: {any.thing/goes: here}}
spec:
  interval: 1h
  chartRef: {kind: OCIRepository, name: flux-system, namespace: flux-system}
  values: {any: {thing: [goes]}}
`));
  it("are nobody's business in kinds that nobody knows", () =>
    check(`
apiVersion: example.com/v1
kind: Thing
metadata: {name: a, namespace: b}
spc: {}
`));
  it('count as there when a mapping merges them', () =>
    check(`
apiVersion: v1
kind: ConfigMap
metadata:
  <<: {name: a, namespac: b}
      #         ^^^^^^^^ warning schema/dropped-field
`));
});

describe('nothing where something must be', () => {
  it('is refused in a custom resource', () =>
    check(
      kustomization(`${healthy}  timeout:
 #^^^^^^^ error schema/null
  targetNamespace: ~
                  #^ error schema/null
`),
    ));
  it('is as good as no field in a built-in kind', () => check(deployment('  replicas:\n', '          env:\n')));
  it('is found missing', () =>
    check(
      kustomization(`  prune: true
`).replace('spec:', 'spec:\n^^^^ error schema/required'),
    ));
  it('may be given by a patch from elsewhere', () =>
    check({
      'kustomization.yaml': 'resources: [ks.yaml]\npatches: [{path: patch.yaml}]\n',
      'ks.yaml': kustomization('  prune: true\n'),
      'patch.yaml': kustomization('  interval: 1h\n'),
    }));
});

describe('kinds that Kubernetes does not have', () => {
  it('are misspelt, or have another version', () =>
    check(`
apiVersion: v1
kind: ConfigMapp
     #^^^^^^^^^^ error schema/unknown-kind
metadata: {name: a, namespace: b}
---
apiVersion: apps/v9
           #^^^^^^^ error schema/unknown-kind
kind: Deployment
metadata: {name: a, namespace: b}
`));
  it('may be what other tools read, may be lists, and may come and go', () =>
    check(`
apiVersion: v1
kind: Quux
---
apiVersion: v1
kind: ConfigMapList
items: []
---
apiVersion: batch/v1beta1
kind: CronJob
metadata: {name: a, namespace: b}
`));
});

describe('an object without a name', () => {
  it('makes the build fail', () =>
    check(`
apiVersion: v1
kind: ConfigMap
metadata: {namespace: b}
^^^^^^^^ error schema/required
---
apiVersion: v1
^^^^^^^^^^ error schema/required
kind: ConfigMap
data: {}
`));
  it('may get it from a variable', () =>
    check('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: "${A}", namespace: b}\n'));
});

describe('an object without a kind', () => {
  const text = 'apiVersion: v1\n^^^^^^^^^^ error schema/required\nmetadata: {name: a, namespace: b}\n';
  it('makes the build fail that takes the file', () =>
    check({ 'kustomization.yaml': 'resources: [a.yaml]\n', 'a.yaml': text }));
  it('may be something else in a file that no build takes', () => check({ 'a.yaml': text.replace(/\^.*\n/, '') }));
});
