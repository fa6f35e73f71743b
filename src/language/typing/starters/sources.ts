import type { Starter } from '../starter.ts';

/** Where things come from. */
export const sources: readonly Starter[] = [
  {
    label: 'GitRepository',
    summary: 'Fetches a branch of a Git repository',
    body: `
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: {fleet}
  namespace: {flux-system}
spec:
  interval: {5m}
  url: {https://git.example.com/team/fleet.git}
  ref:
    {branch|tag|semver|commit}: {main}
`,
  },
  {
    label: 'OCIRepository',
    summary: 'Fetches manifests from a container registry',
    body: `
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata:
  name: {artifact}
  namespace: {flux-system}
spec:
  interval: {10m}
  url: {oci://registry.example.com/team/artifact}
  ref:
    {tag|semver|digest}: {1.0.0}
`,
  },
  {
    label: 'OCIRepository of a Helm chart',
    summary: 'Fetches a Helm chart from a container registry',
    body: `
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata:
  name: {chart}
  namespace: {flux-system}
spec:
  interval: {1h}
  url: {oci://registry.example.com/charts/app}
  ref:
    {semver|tag|digest}: {1.x}
  layerSelector:
    mediaType: application/vnd.cncf.helm.chart.content.v1.tar+gzip
    operation: copy
`,
  },
  {
    label: 'HelmRepository',
    summary: 'Names a Helm repository',
    body: `
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata:
  name: {charts}
  namespace: {flux-system}
spec:
  interval: {12h}
  url: {https://charts.example.com}
`,
  },
  {
    label: 'HelmChart',
    summary: 'One chart that several releases may share',
    body: `
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmChart
metadata:
  name: {app}
  namespace: {flux-system}
spec:
  interval: {1h}
  chart: {app}
  version: {1.x}
  sourceRef:
    kind: {HelmRepository|GitRepository|Bucket}
    name: {charts@HelmRepository}
`,
  },
  {
    label: 'Bucket',
    summary: 'Fetches files from an object store',
    body: `
apiVersion: source.toolkit.fluxcd.io/v1
kind: Bucket
metadata:
  name: {manifests}
  namespace: {flux-system}
spec:
  interval: {5m}
  provider: {generic|aws|azure|gcp}
  bucketName: {manifests}
  endpoint: {storage.example.com}
`,
  },
  {
    label: 'ExternalArtifact',
    summary: 'An artifact that another controller makes',
    body: `
apiVersion: source.toolkit.fluxcd.io/v1
kind: ExternalArtifact
metadata:
  name: {composed}
  namespace: {flux-system}
spec:
  sourceRef:
    apiVersion: {source.example.com/v1}
    kind: {Maker}
    name: {composed}
`,
  },
  {
    label: 'ArtifactGenerator',
    summary: 'Composes an artifact from parts of sources',
    body: `
apiVersion: source.extensions.fluxcd.io/v1beta1
kind: ArtifactGenerator
metadata:
  name: {apps}
  namespace: {flux-system}
spec:
  sources:
    - alias: {fleet}
      kind: {GitRepository|OCIRepository|Bucket|HelmChart|ExternalArtifact}
      name: {flux-system@GitRepository}
  artifacts:
    - name: {apps}
      copy:
        - from: "@{=3}/{apps/**}"
          to: "@artifact/"
`,
  },
];
