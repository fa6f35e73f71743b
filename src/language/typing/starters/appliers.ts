import type { Starter } from '../starter.ts';

/** What applies things to a cluster. */
export const appliers: readonly Starter[] = [
  {
    label: 'Kustomization',
    summary: 'Applies a folder of a source to the cluster',
    body: `
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: {apps}
  namespace: {flux-system}
spec:
  interval: {10m}
  path: {./apps}
  prune: {true|false}
  sourceRef:
    kind: {GitRepository|OCIRepository|Bucket|ExternalArtifact}
    name: {flux-system@GitRepository}
`,
  },
  {
    label: 'HelmRelease',
    summary: 'Installs a chart of a Helm repository',
    body: `
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: {app}
  namespace: {flux-system}
spec:
  interval: {1h}
  chart:
    spec:
      chart: {app}
      version: {1.x}
      sourceRef:
        kind: {HelmRepository|GitRepository|Bucket}
        name: {charts@HelmRepository}
        namespace: {flux-system}
  values:
    {replicaCount: 1}
`,
  },
  {
    label: 'HelmRelease with chartRef',
    summary: 'Installs a chart from a container registry by chartRef',
    body: `
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: {app-oci}
  namespace: {flux-system}
spec:
  interval: {1h}
  chartRef:
    kind: {OCIRepository|HelmChart|ExternalArtifact}
    name: {artifact@OCIRepository}
    namespace: {flux-system}
  values:
    {replicaCount: 1}
`,
  },
  {
    label: 'HelmRelease with everything around it',
    summary: 'A whole app: Helm repository, release, and the Kustomization that applies its folder',
    body: `
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata:
  name: {app}
  namespace: {flux-system}
spec:
  interval: 12h
  url: {https://charts.example.com}
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: {=1}
  namespace: {=2}
spec:
  interval: 1h
  chart:
    spec:
      chart: {=1}
      version: {1.x}
      sourceRef:
        kind: HelmRepository
        name: {=1}
  install:
    strategy:
      name: RetryOnFailure
  upgrade:
    strategy:
      name: RetryOnFailure
  values: {}
---
# Move this part to where your cluster begins; the two above belong into the folder that it names.
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: {=1}
  namespace: flux-system
spec:
  interval: 1h
  path: {./apps}
  prune: true
  wait: true
  timeout: 5m
  sourceRef:
    kind: GitRepository
    name: flux-system
`,
  },
];
