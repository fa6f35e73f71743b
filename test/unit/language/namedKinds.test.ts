import { bundledSchemas } from '../../schemas.ts';
import { check } from '../carets.ts';

const checks = (list: string, items: string) =>
  check(
    `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: apps, namespace: flux-system}
spec:
  interval: 10m
  path: ./
  prune: true
  sourceRef: {kind: GitRepository, name: flux-system}
  ${list}:
${items}`,
    { rules: { 'health/unused': 'off' } },
    bundledSchemas(),
  );

describe('a kind that Flux is told to wait for', () => {
  it('is one of its group', () => {
    checks(
      'healthChecks',
      `    - {apiVersion: apps/v1, kind: Statefulset, name: web, namespace: shop}
      #                           ^^^^^^^^^^^ warning kind/unknown
    - {apiVersion: apps/v1, kind: StatefulSet, name: web, namespace: shop}
    - {apiVersion: helm.toolkit.fluxcd.io/v2, kind: HelmReleas, name: web, namespace: shop}
      #                                             ^^^^^^^^^^ error kind/unknown
`,
    );
    checks(
      'healthCheckExprs',
      `    - {apiVersion: apps/v1, kind: Deploymnet, current: "true"}
      #                           ^^^^^^^^^^ warning kind/unknown
    - {apiVersion: cert-manager.io/v1, kind: Certificat, current: "true"}
`,
    );
  });

  it('is in a version that Flux has served', () =>
    checks(
      'healthChecks',
      `    - {apiVersion: helm.toolkit.fluxcd.io, kind: HelmRelease, name: web, namespace: shop}
      #            ^^^^^^^^^^^^^^^^^^^^^^ error kind/version
    - {apiVersion: helm.toolkit.fluxcd.io/v2beta2, kind: HelmRelease, name: web, namespace: shop}
`,
    ));

  it('may be of a group that nobody here knows, or be made by a variable', () =>
    checks(
      'healthChecks',
      `    - {apiVersion: acme.io/v1, kind: Databse, name: web, namespace: shop}
    - {apiVersion: apps/v1, kind: "\${KIND:=StatefulSet}", name: web, namespace: shop}
`,
    ));

  it('is asked of a ResourceSet, too', () =>
    check(
      `apiVersion: fluxcd.controlplane.io/v1
kind: ResourceSet
metadata: {name: apps, namespace: flux-system}
spec:
  resources: []
  dependsOn:
    - {apiVersion: fluxcd.controlplane.io/v1, kind: ResourceSets, name: infra}
      #                                             ^^^^^^^^^^^^ error kind/unknown
---
apiVersion: fluxcd.controlplane.io/v1
kind: ResourceSet
metadata: {name: infra, namespace: flux-system}
spec: {resources: []}
`,
      {},
      bundledSchemas(),
    ));
});
