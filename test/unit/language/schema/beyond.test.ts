import { check } from './objects.ts';

describe('what Kubernetes asks beyond its schema, and what it does not', () => {
  it('is nothing of an empty text that the Go type leaves out, and the default stands for', () =>
    check(`
apiVersion: batch/v1
kind: CronJob
metadata: {name: a, namespace: b}
spec:
  schedule: '@daily'
  concurrencyPolicy: ''
  jobTemplate:
    spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: 'a:1', imagePullPolicy: ''}]}}}
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: b, namespace: b}
spec:
  schedule: '@daily'
  concurrencyPolicy: Never
                    #^^^^^ error schema/enum
  jobTemplate:
    spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: 'a:1'}]}}}
`));
  it('is keys and values of labels in selectors, and names of ports of 15 letters', () =>
    check(`
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: a, namespace: b}
spec:
  podSelector:
    matchExpressions:
      - {key: a b, operator: In, values: [c d]}
             #^^^ error schema/pattern
                                         #^^^ error schema/pattern
      - {key: a.b/c, operator: In, values: [d]}
  egress:
    - ports: [{port: a-name-of-a-port}, {port: http}]
                    #^^^^^^^^^^^^^^^^ error schema/bounds
`));
  it('is a metric that counts while there are no pods', () =>
    check(`
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: a, namespace: b}
spec:
^^^^ error schema/rule
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: a}
  minReplicas: 0
  maxReplicas: 3
`));
  it('is a schedule and a time zone that Kubernetes can read', () =>
    check(`
apiVersion: batch/v1
kind: CronJob
metadata: {name: a, namespace: b}
spec:
  schedule: '*/15 8-18 * jan,JUL mon-fri,'
  timeZone: Etc/UTC
  jobTemplate:
    spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: 'a:1'}]}}}
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: b, namespace: b}
spec:
  schedule: 0 3 * * 7
           #^^^^^^^^^ error schema/format
  timeZone: EUROPE/Berlin
           #^^^^^^^^^^^^^ error schema/format
  jobTemplate:
    spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: 'a:1'}]}}}
`));
  it('is something to do when a container stops', () =>
    check(`
apiVersion: v1
kind: Pod
metadata: {name: a, namespace: b}
spec:
  containers:
    - name: a
      image: a:1
      envFrom:
        - configMapRef: {name: a_b}
                              #^^^ error schema/pattern
        - configMapRef: {name: a.b}
      lifecycle:
        postStart: {exec: {command: [a]}}
        preStop: {exec: }
       #^^^^^^^ error schema/rule
`));
  it('is an item where a list has nothing, if an empty one will not do', () =>
    check(`
apiVersion: v1
kind: ServiceAccount
metadata: {name: a, namespace: b}
secrets:
  - ~
   #^ error schema/required
imagePullSecrets:
  - ~
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: a, namespace: b}
spec:
  podSelector: {}
  ingress:
    - from: [~]
            #^ error schema/null
  egress:
    - ~
`));
  it('is where a webhook is served, and which reviews it reads', () =>
    check(`
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: a}
webhooks:
  - name: a.b.example.com
    sideEffects: None
    admissionReviewVersions: [v1, v2]
    clientConfig: {service: {name: a, namespace: b, path: check}}
                                                         #^^^^^ error schema/pattern
  - name: b.b.example.com
   #^^^^ error schema/rule
    sideEffects: None
    admissionReviewVersions: [v2]
    clientConfig: {service: {name: a, namespace: b, path: /check}}
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: {name: a}
spec:
  policyName: a
  validationActions: []
                    #^^ error schema/bounds
`));
  it('is the name also of what is but a part of another object', () =>
    check(`
apiVersion: apps/v1
kind: Deployment
metadata: {name: a, namespace: b, annotations: {kustomize.toolkit.fluxcd.io/ssa: Merge}}
spec: {replicas: 2}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: '', namespace: b, annotations: {kustomize.toolkit.fluxcd.io/ssa: Merge}}
^^^^^^^^ error schema/required
`));
});
