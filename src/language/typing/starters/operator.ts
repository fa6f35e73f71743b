import type { Starter } from '../starter.ts';

/** Kinds of Flux Operator. */
export const operator: readonly Starter[] = [
  {
    label: 'FluxInstance',
    summary: 'Installs Flux and its first sync through Flux Operator',
    body: `
apiVersion: fluxcd.controlplane.io/v1
kind: FluxInstance
metadata:
  name: flux
  namespace: {flux-system}
spec:
  distribution:
    version: {2.x}
    registry: {ghcr.io/fluxcd}
  components: [source-controller, kustomize-controller, helm-controller, notification-controller]
  sync:
    kind: {GitRepository|OCIRepository|Bucket}
    url: {https://git.example.com/team/fleet.git}
    ref: {refs/heads/main}
    path: {clusters/main}
`,
  },
  {
    label: 'ResourceSet',
    summary: 'Makes groups of objects from a template and inputs',
    body: `
apiVersion: fluxcd.controlplane.io/v1
kind: ResourceSet
metadata:
  name: {tenants}
  namespace: {flux-system}
spec:
  inputs:
    - tenant: {team-a}
  resources:
    - apiVersion: v1
      kind: Namespace
      metadata:
        name: << inputs.tenant >>
`,
  },
  {
    label: 'ResourceSetInputProvider',
    summary: 'Fetches inputs for ResourceSets',
    body: `
apiVersion: fluxcd.controlplane.io/v1
kind: ResourceSetInputProvider
metadata:
  name: {changes}
  namespace: {flux-system}
spec:
  type: {GitHubPullRequest|GitHubBranch|GitHubTag|GitLabMergeRequest|GitLabBranch|GitLabTag|OCIArtifactTag}
  url: {https://github.com/team/app}
  secretRef:
    name: {token}
`,
  },
];
