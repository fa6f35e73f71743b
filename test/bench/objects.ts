import { apiVersionOf } from '../../src/flux/kind.ts';
import { kinds } from '../../src/flux/kinds.ts';

/** So many live objects of Flux, of twelve kinds in equal parts; each twentieth fails. */
export function liveObjects(count: number): readonly object[] {
  return Array.from({ length: count }, (_, at) => liveObject(at));
}

const sourceRef = { kind: 'GitRepository', name: 'flux-system', namespace: 'flux-system' };
const secretRef = { name: 'token' };

/** What stands in the spec of each kind. */
const specs: Readonly<Record<string, (at: number) => object>> = {
  Kustomization: (at) => ({
    interval: '10m',
    path: `./apps/app-${at}`,
    prune: true,
    sourceRef,
    timeout: '5m',
    wait: true,
  }),
  HelmRelease: (at) => ({
    interval: '1h',
    chartRef: { kind: 'OCIRepository', name: `app-${at + 2}` },
    values: {
      image: { tag: `1.${at}.0` },
      env: { TZ: 'Europe/Vienna', LOG_LEVEL: 'info' },
      ingress: { enabled: true },
    },
  }),
  GitRepository: (at) => ({ interval: '5m', url: `https://git.example.com/app-${at}.git`, ref: { branch: 'main' } }),
  OCIRepository: (at) => ({ interval: '30m', url: `oci://registry.example.com/app-${at}`, ref: { tag: '1.0.0' } }),
  HelmRepository: (at) => ({ interval: '1h', url: `https://charts.example.com/${at}` }),
  HelmChart: (at) => ({
    interval: '1h',
    chart: `app-${at}`,
    version: '1.x',
    sourceRef: { kind: 'HelmRepository', name: 'charts' },
  }),
  Bucket: (at) => ({ interval: '5m', bucketName: `app-${at}`, endpoint: 'minio.example.com', secretRef }),
  ImageRepository: (at) => ({ interval: '5m', image: `registry.example.com/app-${at}` }),
  ImagePolicy: (at) => ({ imageRepositoryRef: { name: `app-${at - 1}` }, policy: { semver: { range: '1.x' } } }),
  ImageUpdateAutomation: () => ({
    interval: '30m',
    sourceRef,
    git: { commit: { author: { email: 'flux@example.com' } } },
  }),
  Receiver: () => ({
    type: 'github',
    events: ['push'],
    secretRef,
    resources: [{ kind: 'GitRepository', name: 'apps' }],
  }),
  Alert: () => ({ providerRef: { name: 'chat' }, eventSources: [{ kind: 'Kustomization', name: '*' }] }),
};
const shapes = kinds.filter((it) => Object.hasOwn(specs, it.kind));

/** One of them, after so many changes of its status. */
export function liveObject(at: number, changes = 0, message?: string): object {
  const kind = shapes[at % shapes.length]!;
  return {
    apiVersion: apiVersionOf(kind),
    kind: kind.kind,
    metadata: { name: `app-${at}`, namespace: `team-${at % 100}`, labels: { team: `team-${at % 100}` } },
    spec: specs[kind.kind]?.(at),
    status: statusOf(at, changes, message),
  };
}

function statusOf(at: number, changes: number, message?: string): object {
  const revision = `main@sha1:${(at + changes * 65_536).toString(16).padStart(40, '0')}`;
  const healthy = (at + changes) % 20 !== 0;
  const condition = {
    type: 'Ready',
    status: healthy ? 'True' : 'False',
    reason: healthy ? 'ReconciliationSucceeded' : 'BuildFailed',
    message:
      message ??
      (healthy ? `Applied revision: ${revision}` : 'kustomize build failed: no such file or directory: ./deploy.yaml'),
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
