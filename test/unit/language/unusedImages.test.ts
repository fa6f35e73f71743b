import { check } from '../carets.ts';

const web = (image: string) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      initContainers: [{name: init, image: "busybox:1.36"}]
      containers: [{name: web, image: "${image}"}]
`;

describe('build/image-unused', () => {
  it('is an entry that fits no container of the build', () =>
    check({
      'kustomization.yaml': `resources: [web.yaml]
images:
  - {name: ghcr.io/acme/wbe, newTag: "2"}
    #      ^^^^^^^^^^^^^^^^ warning build/image-unused
  - {name: ghcr.io/acme/web, newTag: "3"}
  - {name: busybox, newName: registry.acme.io/busybox}
`,
      'web.yaml': web('ghcr.io/acme/web:1'),
    }));

  it('is one beside what a generator makes of a file that is not read', () =>
    check({
      'kustomization.yaml': `resources: [web.yaml]
configMapGenerator: [{name: logging, files: [logback.xml]}]
images: [{name: ghcr.io/acme/wbe, newTag: "2"}]
#               ^^^^^^^^^^^^^^^^ warning build/image-unused
`,
      'logback.xml': null,
      'web.yaml': web('ghcr.io/acme/web:1'),
    }));

  it('is none for the name that an entry before it, or a base, has given', () =>
    check({
      'base/kustomization.yaml': 'resources: [web.yaml]\nimages: [{name: app, newName: ghcr.io/acme/web}]\n',
      'base/web.yaml': web('app:1'),
      'kustomization.yaml': 'resources: [base]\nimages: [{name: ghcr.io/acme/web, newTag: "2"}]\n',
    }));

  it('is one for the name that a base has replaced', () =>
    check({
      'base/kustomization.yaml': 'resources: [web.yaml]\nimages: [{name: app, newName: ghcr.io/acme/web}]\n',
      'base/web.yaml': web('app:1'),
      'kustomization.yaml': `resources: [base]
images: [{name: app, newTag: "2"}]
#               ^^^ warning build/image-unused
`,
    }));

  it('is none in a component, or for what a patch brings', () =>
    check({
      'component/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
images: [{name: ghcr.io/acme/other, newTag: "2"}]
`,
      'kustomization.yaml': `resources: [web.yaml]
components: [component]
images: [{name: ghcr.io/acme/sidecar, newTag: "2"}]
patches:
  - patch: |
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web, namespace: shop}
      spec: {template: {spec: {containers: [{name: sidecar, image: "ghcr.io/acme/sidecar:1"}]}}}
`,
      'web.yaml': web('ghcr.io/acme/web:1'),
    }));

  it('is none where a chart or another repository may bring the container, or a variable makes the name', () => {
    check({
      'kustomization.yaml': `resources: [web.yaml, "https://github.com/acme/apps//web?ref=v1"]
images: [{name: ghcr.io/acme/other, newTag: "2"}]
`,
      'web.yaml': web('ghcr.io/acme/web:1'),
    });
    check({
      'kustomization.yaml': 'resources: [web.yaml]\nimages: [{name: ghcr.io/acme/other, newTag: "2"}]\n',
      'web.yaml': web('${REGISTRY:=ghcr.io}/acme/other:1'),
    });
  });

  it('is told of a Flux Kustomization too', () =>
    check({
      'apps.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: apps, namespace: flux-system}
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef: {kind: GitRepository, name: flux-system}
  images:
    - {name: ghcr.io/acme/wbe, newTag: "2"}
      #      ^^^^^^^^^^^^^^^^ warning build/image-unused
    - {name: ghcr.io/acme/web, newTag: "3"}
`,
      'gotk-sync.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: {name: flux-system, namespace: flux-system}
spec: {interval: 1m, url: "https://github.com/acme/fleet", ref: {branch: main}}
`,
      'apps/namespace.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n',
      'apps/web.yaml': web('ghcr.io/acme/web:1'),
    }));
});
