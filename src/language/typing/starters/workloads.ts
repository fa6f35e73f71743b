import type { Starter } from '../starter.ts';

/** Kinds of Kubernetes itself that run and expose things. */
export const workloads: readonly Starter[] = [
  {
    label: 'Deployment',
    summary: 'Runs a number of equal pods',
    body: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {app}
spec:
  replicas: {1}
  selector:
    matchLabels:
      app.kubernetes.io/name: {=1}
  template:
    metadata:
      labels:
        app.kubernetes.io/name: {=1}
    spec:
      containers:
        - name: {=1}
          image: {registry.example.com/team/app:1.0.0}
          ports:
            - name: http
              containerPort: {8080}
`,
  },
  {
    label: 'StatefulSet',
    summary: 'Runs pods with stable names and volumes',
    body: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: {app}
spec:
  serviceName: {=1}
  replicas: {1}
  selector:
    matchLabels:
      app.kubernetes.io/name: {=1}
  template:
    metadata:
      labels:
        app.kubernetes.io/name: {=1}
    spec:
      containers:
        - name: {=1}
          image: {registry.example.com/team/app:1.0.0}
`,
  },
  {
    label: 'DaemonSet',
    summary: 'Runs one pod on each node',
    body: `
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: {app}
spec:
  selector:
    matchLabels:
      app.kubernetes.io/name: {=1}
  template:
    metadata:
      labels:
        app.kubernetes.io/name: {=1}
    spec:
      containers:
        - name: {=1}
          image: {registry.example.com/team/app:1.0.0}
`,
  },
  {
    label: 'Job',
    summary: 'Runs a pod until it is done',
    body: `
apiVersion: batch/v1
kind: Job
metadata:
  name: {migration}
spec:
  backoffLimit: {3}
  template:
    spec:
      restartPolicy: {Never|OnFailure}
      containers:
        - name: {=1}
          image: {registry.example.com/team/app:1.0.0}
`,
  },
  {
    label: 'CronJob',
    summary: 'Runs a job at fixed times',
    body: `
apiVersion: batch/v1
kind: CronJob
metadata:
  name: {nightly}
spec:
  schedule: "{0 3 * * *}"
  concurrencyPolicy: {Forbid|Allow|Replace}
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: {OnFailure|Never}
          containers:
            - name: {=1}
              image: {registry.example.com/team/app:1.0.0}
`,
  },
  {
    label: 'Service',
    summary: 'Gives pods one address',
    body: `
apiVersion: v1
kind: Service
metadata:
  name: {app}
spec:
  selector:
    app.kubernetes.io/name: {=1}
  ports:
    - name: http
      port: {80}
      targetPort: {http}
`,
  },
  {
    label: 'Ingress',
    summary: 'Leads HTTP from outside to a service',
    body: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: {app}
spec:
  ingressClassName: {nginx}
  rules:
    - host: {app.example.com}
      http:
        paths:
          - path: {/}
            pathType: {Prefix|Exact|ImplementationSpecific}
            backend:
              service:
                name: {=1}
                port:
                  name: {http}
`,
  },
  {
    label: 'ConfigMap',
    summary: 'Settings as keys and texts',
    body: `
apiVersion: v1
kind: ConfigMap
metadata:
  name: {settings}
data:
  {key}: {value}
`,
  },
  {
    label: 'Secret',
    summary: 'Settings that nobody should read: encrypt it before you commit',
    body: `
apiVersion: v1
kind: Secret
metadata:
  name: {credentials}
type: Opaque
stringData:
  {key}: {value}
`,
  },
  {
    label: 'Namespace',
    summary: 'A room for objects',
    body: `
apiVersion: v1
kind: Namespace
metadata:
  name: {apps}
`,
  },
  {
    label: 'ServiceAccount',
    summary: 'Who a pod is to the API server',
    body: `
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {app}
`,
  },
  {
    label: 'PersistentVolumeClaim',
    summary: 'Asks for storage',
    body: `
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: {data}
spec:
  accessModes: [{ReadWriteOnce|ReadWriteMany|ReadOnlyMany}]
  resources:
    requests:
      storage: {10Gi}
`,
  },
];
