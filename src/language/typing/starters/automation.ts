import type { Starter } from '../starter.ts';

/** Image updates and notifications. */
export const automation: readonly Starter[] = [
  {
    label: 'ImageRepository',
    summary: 'Scans a registry for the tags of an image',
    body: `
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata:
  name: {app}
  namespace: {flux-system}
spec:
  image: {registry.example.com/team/app}
  interval: {10m}
`,
  },
  {
    label: 'ImagePolicy',
    summary: 'Chooses the newest tag of an image',
    body: `
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata:
  name: {app}
  namespace: {flux-system}
spec:
  imageRepositoryRef:
    name: {app}
  policy:
    semver:
      range: {1.x}
`,
  },
  {
    label: 'ImageUpdateAutomation',
    summary: 'Commits chosen tags to the Git repository',
    body: `
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageUpdateAutomation
metadata:
  name: {images}
  namespace: {flux-system}
spec:
  interval: {30m}
  sourceRef:
    kind: GitRepository
    name: {flux-system@GitRepository}
  git:
    checkout:
      ref:
        branch: {main}
    commit:
      author:
        name: {Flux}
        email: {flux@example.com}
    push:
      branch: {=5}
  update:
    path: {./apps}
    strategy: Setters
`,
  },
  {
    label: 'Receiver',
    summary: 'A webhook that makes Flux look at once',
    body: `
apiVersion: notification.toolkit.fluxcd.io/v1
kind: Receiver
metadata:
  name: {push}
  namespace: {flux-system}
spec:
  type: {github|gitlab|gitea|bitbucket|harbor|dockerhub|quay|gcr|nexus|acr|generic|generic-hmac}
  events: [{push}]
  secretRef:
    name: {webhook-token}
  resources:
    - apiVersion: source.toolkit.fluxcd.io/v1
      kind: GitRepository
      name: {flux-system@GitRepository}
`,
  },
  {
    label: 'Provider',
    summary: 'Where alerts go',
    body: `
apiVersion: notification.toolkit.fluxcd.io/v1beta3
kind: Provider
metadata:
  name: {chat}
  namespace: {flux-system}
spec:
  type: {slack|discord|msteams|matrix|telegram|github|gitlab|gitea|generic}
  channel: {deployments}
  secretRef:
    name: {chat-token}
`,
  },
  {
    label: 'Alert',
    summary: 'Sends events to a provider',
    body: `
apiVersion: notification.toolkit.fluxcd.io/v1beta3
kind: Alert
metadata:
  name: {failures}
  namespace: {flux-system}
spec:
  providerRef:
    name: {chat@Provider}
  eventSeverity: {error|info}
  eventSources:
    - kind: {Kustomization|HelmRelease|GitRepository|OCIRepository}
      name: {"*"}
`,
  },
];
