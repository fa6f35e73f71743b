import type { Starter } from '../starter.ts';

/** Kinds of Kubernetes itself that allow and limit. */
export const access: readonly Starter[] = [
  {
    label: 'Role',
    summary: 'What may be done in one namespace',
    body: `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: {reader}
rules:
  - apiGroups: [""]
    resources: [{pods}]
    verbs: [get, list, watch]
`,
  },
  {
    label: 'ClusterRole',
    summary: 'What may be done in the whole cluster',
    body: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: {reader}
rules:
  - apiGroups: [""]
    resources: [{pods}]
    verbs: [get, list, watch]
`,
  },
  {
    label: 'RoleBinding',
    summary: 'Who has a role in one namespace',
    body: `
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: {reader}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: {Role|ClusterRole}
  name: {=1}
subjects:
  - kind: ServiceAccount
    name: {app}
    namespace: {apps}
`,
  },
  {
    label: 'ClusterRoleBinding',
    summary: 'Who has a role in the whole cluster',
    body: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: {reader}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: {=1}
subjects:
  - kind: ServiceAccount
    name: {app}
    namespace: {apps}
`,
  },
  {
    label: 'NetworkPolicy',
    summary: 'Who may talk to whom',
    body: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: {app}
spec:
  podSelector:
    matchLabels:
      app.kubernetes.io/name: {=1}
  policyTypes: [Ingress]
  ingress:
    - from:
        - podSelector: {}
      ports:
        - port: {8080}
          protocol: TCP
`,
  },
  {
    label: 'PodDisruptionBudget',
    summary: 'How many pods must stay up',
    body: `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {app}
spec:
  minAvailable: {1}
  selector:
    matchLabels:
      app.kubernetes.io/name: {=1}
`,
  },
  {
    label: 'HorizontalPodAutoscaler',
    summary: 'Sets the number of pods by load',
    body: `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: {app}
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: {Deployment|StatefulSet}
    name: {=1}
  minReplicas: {1}
  maxReplicas: {3}
  metrics:
    - type: Resource
      resource:
        name: cpu
        target:
          type: Utilization
          averageUtilization: {80}
`,
  },
];
