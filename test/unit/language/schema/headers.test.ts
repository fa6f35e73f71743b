import { check } from './objects.ts';

const sync = `
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: {name: flux-system, namespace: flux-system}
spec: {interval: 10m, url: https://git.example.com/fleet, ref: {branch: main}}
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: flux-system, namespace: flux-system}
spec: {interval: 10m, path: ./apps, prune: true, sourceRef: {kind: GitRepository, name: flux-system}}
`;

describe('headers of objects that Flux applies', () => {
  it('name a version that there may be', () =>
    check({
      'sync.yaml': sync,
      'apps/a.yaml': `
apiVersion: v1/x
           #^^^^ error schema/unknown-kind
kind: Secret
metadata: {name: a, namespace: b}
---
apiVersion: 1.5
           #^^^ warning schema/lost-object
kind: Secret
metadata: {name: b, namespace: b}
---
apiVersion: v1
kind: true
     #^^^^ error schema/type
metadata: {name: c, namespace: b}
---
apiVersion: example.com/v1
kind: Secret
metadata: {name: d, namespace: b}
`,
    }));

  it('may say an annotation twice, and the folder that Flux builds any key', () =>
    check({
      'sync.yaml': sync,
      'apps/kustomization.yaml': `
resources: [a.yaml, more]
namespace: b
namespace: default
^^^^^^^^^ warning yaml/duplicate-key
`,
      'apps/a.yaml': `
apiVersion: v1
kind: ConfigMap
metadata:
  name: a
  annotations:
    x: y
    x: z
   #^ warning yaml/duplicate-key
data:
  x: y
  x: z
 #^ error yaml/duplicate-key
`,
      'apps/more/kustomization.yaml': `
resources: []
resources: []
^^^^^^^^^ error yaml/duplicate-key
`,
    }));
});
