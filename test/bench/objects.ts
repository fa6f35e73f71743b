/** So many live objects of Flux as a cluster has them: half Kustomizations, the rest releases and sources; each twentieth fails. */
export function liveObjects(count: number): readonly object[] {
  return Array.from({ length: count }, (_, at) => liveObject(at));
}

const shapes = [
  { apiVersion: 'kustomize.toolkit.fluxcd.io/v1', kind: 'Kustomization' },
  { apiVersion: 'helm.toolkit.fluxcd.io/v2', kind: 'HelmRelease' },
  { apiVersion: 'kustomize.toolkit.fluxcd.io/v1', kind: 'Kustomization' },
  { apiVersion: 'source.toolkit.fluxcd.io/v1', kind: 'OCIRepository' },
] as const;

function liveObject(at: number): object {
  const { apiVersion, kind } = shapes[at % shapes.length] ?? shapes[0];
  const sourceRef = { kind: 'GitRepository', name: 'flux-system', namespace: 'flux-system' };
  const specs = {
    Kustomization: { interval: '10m', path: `./apps/app-${at}`, prune: true, sourceRef, timeout: '5m', wait: true },
    HelmRelease: {
      interval: '1h',
      chartRef: { kind: 'OCIRepository', name: `app-${at + 2}` },
      values: {
        image: { tag: `1.${at}.0` },
        env: { TZ: 'Europe/Vienna', LOG_LEVEL: 'info' },
        ingress: { enabled: true },
      },
    },
    OCIRepository: { interval: '30m', url: `oci://registry.example.com/charts/app-${at}`, ref: { tag: '1.0.0' } },
  };
  return {
    apiVersion,
    kind,
    metadata: { name: `app-${at}`, namespace: `team-${at % 100}`, labels: { team: `team-${at % 100}` } },
    spec: specs[kind],
    status: statusOf(at),
  };
}

function statusOf(at: number): object {
  const revision = `main@sha1:${at.toString(16).padStart(40, '0')}`;
  const healthy = at % 20 !== 0;
  const condition = {
    type: 'Ready',
    status: healthy ? 'True' : 'False',
    reason: healthy ? 'ReconciliationSucceeded' : 'BuildFailed',
    message: healthy
      ? `Applied revision: ${revision}`
      : 'kustomize build failed: no such file or directory: ./deploy.yaml',
    lastTransitionTime: '2026-01-01T00:00:00Z',
    observedGeneration: 1,
  };
  return {
    conditions: [condition],
    lastAppliedRevision: revision,
    lastAttemptedRevision: revision,
    observedGeneration: 1,
  };
}
