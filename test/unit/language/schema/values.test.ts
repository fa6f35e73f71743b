import { check, configMap, deployment, healthy, kustomization } from './objects.ts';

describe('scalars as Flux reads them', () => {
  it('that only look like text are refused where text must be', () =>
    check(
      configMap(`
  a: true
    #^^^^ error schema/type
  b: 0777
    #^^^^ error schema/type
  c: 1_000
    #^^^^^ error schema/type
  d: 1e3
    #^^^ error schema/type
  e: .inf
    #^^^^ error schema/type
`),
    ));
  it('that are text may look like something else', () =>
    check(
      configMap(`
  a: yes
  b: "true"
  c: '0777'
  d: 1:30
  e: ~
  f:
  g: 1.2.3
  h: |
    1
  i: !!str 1
  j: \${NUMBER}
`),
    ));
  it('that look like dates are changed', () =>
    check(
      configMap(`
  a: 2026-01-01
    #^^^^^^^^^^ warning schema/changed-value
  b: "2026-01-01"
`),
    ));
  it('that look like dates are changed where anything goes, too', () =>
    check(`
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: a, namespace: b}
spec:
  interval: 1h
  chartRef: {kind: OCIRepository, name: flux-system, namespace: flux-system}
  values:
    since: 2026-01-01
          #^^^^^^^^^^ warning schema/changed-value
    until: '2026-01-01'
`));
  it('become text in the annotations of an object', () =>
    check(configMap('  a: b\n').replace('namespace: b}', 'namespace: b, annotations: {a: 1, b: true, c: .inf}}')));
  it('cost an object all its labels', () =>
    check(`
apiVersion: v1
kind: ConfigMap
metadata:
  name: a
  namespace: b
  labels:
    team: a
    version: 1
            #^ warning schema/lost-labels
`));
  it('cost the object itself where they are its name', () =>
    check(`
apiVersion: v1
kind: ConfigMap
metadata:
  name: 7
       #^ warning schema/lost-object
  namespace: b
`));
  it('stay what they are in the labels of a template', () =>
    check(`
apiVersion: apps/v1
kind: Deployment
metadata: {name: a, namespace: b}
spec:
  selector: {matchLabels: {app: a}}
  template:
    metadata:
      labels:
        app: a
        version: 1
                #^ error schema/type
    spec: {containers: [{name: a, image: 'a:1'}]}
`));
  it('in quotes are no numbers and no booleans', () =>
    check(
      deployment(
        `  replicas: "3"
           #^^^ error schema/type
`,
        `          ports: [{containerPort: "80"}]
         #                        ^^^^ error schema/type
          resources: {limits: {cpu: 1, memory: 1Gi}}
          env: [{name: A, value: 1}]
         #                       ^ error schema/type
`,
      ),
    ));
  it('become text in a kustomization file, though not always the same', () =>
    check({
      'kustomization.yaml': `
images:
  - {name: a, newTag: 1.10}
   #                  ^^^^ warning schema/changed-value
  - {name: b, newTag: 12}
  - {name: c, newTag: "1.10"}
configMapGenerator:
  - name: 7
         #^ error schema/type
`,
    }));
});

describe('numbers with a leading zero', () => {
  it('are octal ones, which is meant for the modes of files alone', () =>
    check(`
apiVersion: v1
kind: Service
metadata: {name: a, namespace: b}
spec:
  ports: [{port: 0120}]
         #       ^^^^ warning schema/changed-value
---
apiVersion: v1
kind: Pod
metadata: {name: a, namespace: b}
spec:
  containers: [{name: a, image: 'a:1'}]
  volumes: [{name: a, secret: {secretName: a, defaultMode: 0400}}]
`));
});

describe('values that the API server does not take', () => {
  it('are none of an enumeration', () =>
    check(
      kustomization(`${healthy}  deletionPolicy: Keep
                 #^^^^ error schema/enum
`),
    ));
  it('are not in the form of a pattern, in the better words for durations', () =>
    check(
      kustomization(`  prune: true
  interval: 1d
           #^^ error duration/invalid
  timeout: 30
          #^^ error duration/invalid
  retryInterval: \${RETRY}
`),
    ));
  it('are too long', () =>
    check(
      kustomization(`${healthy}  targetNamespace: ${'a'.repeat(64)}
                  #${'^'.repeat(64)} error schema/bounds
`),
    ));
  it('are no base64 and no quantity', () =>
    check(`
apiVersion: v1
kind: Secret
metadata: {name: a, namespace: b}
data:
^^^^ warning secret/plain
  a: hello!
    #^^^^^^ error schema/format
  b: aGVsbG8=
  c: ENC[AES256_GCM,data:x,type:str]
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: a, namespace: b}
spec:
  accessModes: [ReadWriteOnce]
  resources: {requests: {storage: 1Gx}}
            #                     ^^^ error schema/format
`));
  it('stand twice in a list that is told apart by them', () =>
    check(
      deployment(
        '',
        `          env:
            - {name: A, value: a}
            - {name: A, value: b}
             #       ^ error schema/duplicate-item
          ports:
            - {containerPort: 80}
            - {containerPort: 80, protocol: UDP}
`,
      ),
    ));
  it('break a rule', () =>
    check(`
apiVersion: notification.toolkit.fluxcd.io/v1
kind: Receiver
metadata: {name: a, namespace: b}
spec:
^^^^ error schema/rule
  type: github
  resources: [{kind: GitRepository, name: flux-system, namespace: flux-system}]
`));
  it('break no rule that depends on a variable', () =>
    check(`
apiVersion: notification.toolkit.fluxcd.io/v1
kind: Receiver
metadata: {name: a, namespace: b}
spec:
  type: \${TYPE}
  resources: [{kind: GitRepository, name: flux-system, namespace: flux-system}]
`));
});

describe('names', () => {
  it('have small letters only', () =>
    check(`
apiVersion: v1
kind: ConfigMap
metadata:
  name: My_Map
       #^^^^^^ error schema/name
  namespace: \${NAMESPACE}
  labels:
    a b: c
   #^^^ error schema/label
    d: e f
      #^^^ error schema/label
    g: \${LABEL}
`));
  it('of roles may have more', () =>
    check(`
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: 'system:My_Role'}
rules: []
`));
});
