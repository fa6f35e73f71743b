import { check } from '../carets.ts';
import { fleet, kustomization } from './fleet.ts';

const local = `  sourceRef:
    kind: GitRepository
    name: flux-system
`;

describe('objects that controllers and charts make', () => {
  it('knows what other controllers make of an object', () =>
    check({
      ...fleet,
      'clusters/home/artifacts.yaml': `apiVersion: source.extensions.fluxcd.io/v1beta1
kind: ArtifactGenerator
metadata: {name: parts, namespace: flux-system}
spec:
  artifacts:
    - name: part
`,
      'clusters/home/part.yaml': kustomization('part', '  sourceRef:\n    kind: ExternalArtifact\n    name: part\n'),
      'clusters/home/instance.yaml': `apiVersion: fluxcd.controlplane.io/v1
kind: FluxInstance
metadata: {name: flux, namespace: flux-system}
spec:
  sync: {kind: OCIRepository, name: fleet, url: oci://example.com/fleet, path: clusters/home}
`,
      'clusters/home/more.yaml': kustomization('more', '  sourceRef:\n    kind: OCIRepository\n    name: fleet\n'),
    }));

  it('knows what the chart flux-instance makes, and who is applied by it', () =>
    check({
      'clusters/home/apps.yaml': kustomization('apps', `  path: ./apps\n${local}`),
      'clusters/home/more.yaml': kustomization(
        'more',
        '  path: ./apps\n  sourceRef:\n    kind: OCIRepository\n    name: flux-system\n         #^^^^^^^^^^^ error reference/missing\n',
      ),
      'apps/instance.yaml': `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: flux-instance, namespace: flux-system}
spec:
  interval: 1h
  chartRef: {kind: OCIRepository, name: flux-instance}
  values:
    instance:
      sync: {kind: GitRepository, url: https://example.com/fleet, ref: refs/heads/main, path: clusters/home}
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: {name: flux-instance, namespace: flux-system}
spec: {interval: 1h, url: oci://ghcr.io/controlplaneio-fluxcd/charts/flux-instance, ref: {tag: 0.30.0}}
`,
    }));

  it('knows that the manifests of Flux itself hold no Flux objects; other artifacts may hold any', () => {
    const from = (url: string) => `apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: {name: parts, namespace: flux-system}
spec: {interval: 1h, url: "${url}", ref: {tag: latest}}
---
${kustomization('parts', '  path: ./\n  sourceRef:\n    kind: OCIRepository\n    name: parts\n')}`;
    const user = (severity: string) =>
      kustomization('more', `  dependsOn:\n    - name: nope\n           #^^^^ ${severity} reference/missing\n${local}`);
    const files = (url: string, severity: string) => ({
      ...fleet,
      'clusters/home/more.yaml': user(severity),
      'clusters/home/parts.yaml': from(url),
    });
    check(files('oci://ghcr.io/fluxcd/flux-manifests', 'error'));
    check(files('oci://ghcr.io/example/manifests', 'warning'));
  });
});
