import { check, deployment } from './objects.ts';

describe('what Kubernetes asks beyond its schema', () => {
  it('is that the labels of a template are those that the selector wants', () =>
    check(`
apiVersion: apps/v1
kind: Deployment
metadata: {name: a, namespace: b}
spec:
^^^^ error schema/rule
  selector: {matchLabels: {app: a}}
  template:
    metadata: {labels: {app: b}}
    spec: {containers: [{name: a, image: 'a:1'}]}
`));
  it('is nothing where they are', () => check(deployment('  replicas: 0', '')));
  it('is a restart policy that fits the kind', () =>
    check(`
apiVersion: batch/v1
kind: Job
metadata: {name: a, namespace: b}
spec:
^^^^ error schema/rule
  template:
    spec: {restartPolicy: Always, containers: [{name: a, image: 'a:1'}]}
---
apiVersion: batch/v1
kind: Job
metadata: {name: b, namespace: b}
spec:
  template:
    spec: {restartPolicy: Never, containers: [{name: a, image: 'a:1'}]}
`));
  it('is a port between 1 and 65535, or a name', () =>
    check(`
apiVersion: v1
kind: Service
metadata: {name: a, namespace: b}
spec:
  ports:
    - {name: a, port: 70000}
     #                ^^^^^ error schema/bounds
    - {name: b, port: 80, targetPort: "80"}
     #                                ^^^^ error schema/pattern
    - {name: c, port: 81, targetPort: http}
`));
  it('is a time zone that there is, and five words of a schedule', () =>
    check(`
apiVersion: batch/v1
kind: CronJob
metadata: {name: a, namespace: b}
spec:
  schedule: every day
           #^^^^^^^^^ error schema/pattern
  timeZone: Mars/Base
           #^^^^^^^^^ error schema/format
  jobTemplate:
    spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: 'a:1'}]}}}
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: b, namespace: b}
spec:
  schedule: "@daily"
  timeZone: Europe/Berlin
  jobTemplate:
    spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: 'a:1'}]}}}
`));
  it('is a level of Pod security that there is', () =>
    check(`
apiVersion: v1
kind: Namespace
metadata:
  name: a
  labels:
    pod-security.kubernetes.io/enforce: strict
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error schema/enum
    pod-security.kubernetes.io/warn: baseline
    pod-security.kubernetes.io/enforce-version: v1.30
`));
  it('is more than nothing in a list', () =>
    check(`
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: a, namespace: b}
spec:
  podSelector: {}
  policyTypes: [~]
               #^ error schema/null
`));
});

const sync = `
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: {name: flux-system, namespace: flux-system}
spec: {interval: 10m, url: https://git.example.com/fleet, ref: {branch: main}}
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: flux-system, namespace: flux-system}
spec: {interval: 10m, path: ./apps, prune: true, sourceRef: {kind: GitRepository, name: flux-system}}
`;

describe('headers of objects that Flux applies', () => {
  it('name a version that there may be', () =>
    check({
      'sync.yaml': sync,
      'apps/a.yaml': `
apiVersion: v1/x
           #^^^^ error schema/unknown-kind
kind: Secret
metadata: {name: a, namespace: b}
---
apiVersion: 1.5
           #^^^ warning schema/lost-object
kind: Secret
metadata: {name: b, namespace: b}
---
apiVersion: v1
kind: true
     #^^^^ error schema/type
metadata: {name: c, namespace: b}
---
apiVersion: example.com/v1
kind: Secret
metadata: {name: d, namespace: b}
`,
    }));

  it('may say an annotation twice, and the folder that Flux builds any key', () =>
    check({
      'sync.yaml': sync,
      'apps/kustomization.yaml': `
resources: [a.yaml, more]
namespace: b
namespace: default
^^^^^^^^^ warning yaml/duplicate-key
`,
      'apps/a.yaml': `
apiVersion: v1
kind: ConfigMap
metadata:
  name: a
  annotations:
    x: y
    x: z
   #^ warning yaml/duplicate-key
data:
  x: y
  x: z
 #^ error yaml/duplicate-key
`,
      'apps/more/kustomization.yaml': `
resources: []
resources: []
^^^^^^^^^ error yaml/duplicate-key
`,
    }));
});
