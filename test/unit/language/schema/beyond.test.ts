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
});
