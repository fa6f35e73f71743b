/** How many apps share a namespace. */
export const perNamespace = 20;
const words = ['amber', 'birch', 'cedar', 'delta', 'ember', 'fjord', 'grove', 'heron', 'inlet', 'juniper'] as const;

export function namespaceOf(app: number): string {
  const at = Math.floor(app / perNamespace);
  return `${words[at % words.length]}-${at}`;
}

export function nameOf(app: number): string {
  return `${words[(app * 7) % words.length]}-${words[(app * 3) % words.length]}-${app}`;
}

/** The cluster's own source, and the Kustomization from which everything comes. */
export const sync = `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: flux-system
  namespace: flux-system
spec:
  interval: 1m0s
  ref:
    branch: main
  url: https://git.example.com/platform/fleet.git
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: flux-system
  namespace: flux-system
spec:
  interval: 10m0s
  path: ./apps
  prune: true
  sourceRef:
    kind: GitRepository
    name: flux-system
`;

export function namespaceText(name: string): string {
  return `---
apiVersion: v1
kind: Namespace
metadata:
  name: ${name}
  labels:
    kustomize.toolkit.fluxcd.io/prune: disabled
`;
}

export function kustomizationText(resources: readonly string[]): string {
  return `---
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
${resources.map((it) => `  - ${it}\n`).join('')}`;
}

/** A Flux Kustomization in plain block style. */
export function applierText(app: number, folder: string): string {
  const before = app % perNamespace === 0 ? '' : `  dependsOn:\n    - name: ${nameOf(app - 1)}\n`;
  return `---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: ${nameOf(app)}
  namespace: flux-system
spec:
  targetNamespace: ${namespaceOf(app)}
  commonMetadata:
    labels:
      app.kubernetes.io/name: ${nameOf(app)}
${before}  path: ./${folder}/app
  prune: true
  sourceRef:
    kind: GitRepository
    name: flux-system
    namespace: flux-system
  wait: ${app % 2 === 0} # the next one needs it
  interval: ${10 + (app % 50)}m
  retryInterval: 1m
  timeout: 5m
`;
}

/** The same with anchors, aliases and flow style. */
export function anchoredText(app: number, folder: string): string {
  return `---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: &app ${nameOf(app)}
  namespace: &namespace flux-system
spec:
  targetNamespace: ${namespaceOf(app)}
  commonMetadata:
    labels: { app.kubernetes.io/name: *app }
  dependsOn: [{ name: ${nameOf(app - 1)} }]
  path: ./${folder}/app
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system, namespace: *namespace }
  wait: false
  interval: 1h
  timeout: 5m
`;
}

export function releaseText(app: number): string {
  const name = nameOf(app);
  return `---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: ${name}
spec:
  interval: 1h
  chartRef:
    kind: OCIRepository
    name: ${name}
  install:
    remediation:
      retries: 3
  upgrade:
    cleanupOnFail: true
    remediation:
      strategy: rollback
      retries: 3
  values:
    image:
      repository: registry.example.com/teams/${name}
      tag: "1.${app % 30}.${app % 9}"
    env:
      TZ: Europe/Vienna
      LOG_LEVEL: 'info'
      CACHE_URL: redis://cache.${namespaceOf(app)}.svc:6379
    service:
      main:
        ports:
          http:
            port: ${8000 + (app % 1000)}
    ingress:
      enabled: true
      hosts:
        - host: ${name}.example.com
          paths:
            - path: /
              pathType: Prefix
    resources:
      requests:
        cpu: ${(app % 10) + 1}0m
        memory: ${(app % 8) + 1}28Mi
      limits:
        memory: 1Gi
    probes: &probes
      enabled: true
      initialDelaySeconds: 0
    readiness: *probes
`;
}

export function chartText(app: number): string {
  return `---
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata:
  name: ${nameOf(app)}
spec:
  interval: 30m
  layerSelector:
    mediaType: application/vnd.cncf.helm.chart.content.v1.tar+gzip
    operation: copy
  ref:
    tag: ${app % 12}.${app % 7}.0
  url: oci://registry.example.com/charts/app
`;
}

export function configText(name: string, namespace: string, at: number): string {
  const rows = Array.from(
    { length: 10 + (at % 60) },
    (_, row) => `    setting.${row}=value ${row * at} # of ${name}\n`,
  ).join('');
  return `---
apiVersion: v1
kind: ConfigMap
metadata:
  name: ${name}
  namespace: ${namespace}
data:
  MODE: production
  GREETING: "Hello, it is: ${at}"
  app.properties: |
${rows}`;
}

export function pairText(at: number): string {
  return `---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: team-${at}
  namespace: flux-system
  labels:
    team: team-${at}
spec:
  interval: 5m
  url: https://git.example.com/teams/team-${at}.git
  ref:
    branch: main
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: team-${at}
  namespace: flux-system
  labels:
    team: team-${at}
spec:
  interval: 10m
  retryInterval: 1m
  timeout: 5m
  path: ./deploy
  prune: true
  wait: true
  targetNamespace: team-${at}
  serviceAccountName: team-${at}
  sourceRef:
    kind: GitRepository
    name: team-${at}
  healthChecks:
    - apiVersion: apps/v1
      kind: Deployment
      name: team-${at}
`;
}
