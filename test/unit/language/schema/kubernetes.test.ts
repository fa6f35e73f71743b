import { check, deployment } from './objects.ts';

describe('versions of Kubernetes that are gone', () => {
  const ingress = (version: string, mark = '') =>
    `apiVersion: ${version}\n${mark}kind: Ingress\nmetadata: {name: a, namespace: b}\nspec: {}\n`;
  const list = { 'kustomization.yaml': 'resources: [a.yaml]\n' };

  it('are errors in what kustomize takes, and say what to use', () => {
    check({
      ...list,
      'a.yaml': ingress('extensions/v1beta1', '           #^^^^^^^^^^^^^^^^^^ error schema/unknown-kind\n'),
    });
    check({
      ...list,
      'a.yaml': ingress(
        'networking.k8s.io/v1beta1',
        '           #^^^^^^^^^^^^^^^^^^^^^^^^^ error schema/unknown-kind\n',
      ),
    });
  });

  it('are left alone elsewhere, and so are those that may be switched on', () => {
    check({ 'a.yaml': ingress('extensions/v1beta1') });
    check({ ...list, 'a.yaml': ingress('networking.k8s.io/v1beta1').replace('Ingress', 'ServiceCIDR') });
  });
});

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
  it('is that a container requests no more than its limit, of what there is', () =>
    check(`
apiVersion: v1
kind: Pod
metadata: {name: a, namespace: b}
spec:
  containers:
    - name: a
      image: a:1
      resources:
     #^^^^^^^^^ error schema/rule
        requests: {cpu: 500m, memory: 1Gi}
        limits: {cpu: 1, memory: 512Mi}
    - name: b
      image: b:1
      resources:
        requests: {cpus: 1}
       #^^^^^^^^ error schema/rule
    - name: c
      image: c:1
      resources:
        requests: {cpu: 500m, memory: 512Mi, example.com/gpu: 1}
        limits: {cpu: 0.5, memory: 1Gi, example.com/gpu: 1}
`));
  it('is an amount, which nothing is not', () =>
    check(`
apiVersion: v1
kind: ResourceQuota
metadata: {name: a, namespace: b}
spec:
  hard:
    pods: -1
         #^^ error schema/bounds
    requests.cpu: " 4"
                 #^^^^ warning schema/changed-value
    limits.cpu: ~
               #^ warning schema/changed-value
    requests.memory: 8Gi
`));
  it('is a number that fits into 32 bits, or Flux cuts it', () =>
    check(deployment('  replicas: 9007199254740992\n           #^^^^^^^^^^^^^^^^ warning schema/changed-value', '')));
  it('is the keys that a type of Secret has', () =>
    check(`
apiVersion: v1
^^^^^^^^^^ error schema/rule
kind: Secret
metadata: {name: a, namespace: b}
type: kubernetes.io/tls
data: {tls.crt: YQ==}
---
apiVersion: v1
kind: Secret
metadata: {name: b, namespace: b}
type: kubernetes.io/tls
stringData: {tls.crt: a}
data: {tls.key: YQ==}
^^^^ warning secret/plain
`));
  it('is a type that has what a Service asks for', () =>
    check(`
apiVersion: v1
kind: Service
metadata: {name: a, namespace: b}
spec:
^^^^ error schema/rule
  externalTrafficPolicy: Local
  ports: [{port: 80}]
---
apiVersion: v1
kind: Service
metadata: {name: b, namespace: b}
spec:
  type: NodePort
  externalTrafficPolicy: Local
  ports: [{port: 80, nodePort: 30080}]
`));
  it('is a key by which the items of a list are told apart', () =>
    check(`
apiVersion: v1
kind: ServiceAccount
metadata: {name: a, namespace: b}
secrets:
  - kind: Secret
   #^^^^ error schema/required
  - name: a
imagePullSecrets:
  - {}
`));
  it('is a group that there is', () =>
    check(`
apiVersion: xbatch/v1
          # ^^^^^^ error kind/group
kind: CronJob
metadata: {name: a, namespace: b}
---
apiVersion: rbac.authorization.k8s.io/v1x
           #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error schema/unknown-kind
kind: Role
metadata: {name: a, namespace: b}
---
apiVersion: apps.example.com/v1
kind: Deployment
metadata: {name: a, namespace: b}
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
  it('is that annotations are a mapping, or Flux drops them', () =>
    check(`
apiVersion: v1
kind: ConfigMap
metadata:
  name: a
  namespace: b
  annotations: 7
              #^ warning schema/lost-labels
`));
});
