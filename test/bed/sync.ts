import type { KubeApi, KubeObject } from './api.ts';
import type { Bed } from './bed.ts';
import { until } from './until.ts';

/** Which object: `version` is `v1`, `v2`, … of the group that the kind belongs to. */
export interface FluxRef {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

export const gitRepositoryVersion = 'source.toolkit.fluxcd.io/v1';
export const kustomizationVersion = 'kustomize.toolkit.fluxcd.io/v1';

/** The pair that `flux bootstrap` leaves in a cluster. */
export const rootSource: FluxRef = ref(gitRepositoryVersion, 'GitRepository');
export const rootKustomization: FluxRef = ref(kustomizationVersion, 'Kustomization');

/**
 * Points the cluster at a folder of a repository as `flux bootstrap` would, and waits until it is applied. The interval is
 * ten minutes, so that in a test only an asked reconciliation changes anything.
 */
export async function bootstrap(
  bed: Bed,
  { url, path }: { readonly url: string; readonly path: string },
): Promise<void> {
  const { name, namespace } = rootSource;
  await bed.api.apply({
    apiVersion: rootSource.apiVersion,
    kind: 'GitRepository',
    metadata: { name, namespace },
    spec: { interval: '10m', ref: { branch: 'main' }, url },
  });
  await bed.api.apply({
    apiVersion: rootKustomization.apiVersion,
    kind: 'Kustomization',
    metadata: { name, namespace },
    spec: { interval: '10m', path, prune: true, sourceRef: { kind: 'GitRepository', name } },
  });
  await untilReady(bed.api, rootSource);
  await untilReady(bed.api, rootKustomization);
}

/** Asks for a reconciliation as `flux reconcile` does and waits until it was done, well or not. Gives the object. */
export async function reconcile(api: KubeApi, it: FluxRef, seconds = 60): Promise<KubeObject> {
  const stamp = new Date().toISOString();
  const target = { apiVersion: it.apiVersion, kind: it.kind, metadata: { name: it.name, namespace: it.namespace } };
  await api.merge(target, { metadata: { annotations: { 'reconcile.fluxcd.io/requestedAt': stamp } } });
  return untilObject(api, it, seconds, 'reconciled', (object) => {
    // A failed object keeps Reconciling with the reason ProgressingWithRetry: it waits, the asked attempt is over.
    const isWorking = conditionOf(object, 'Reconciling')?.reason === 'Progressing';
    const isDecided = ['True', 'False'].includes(conditionOf(object)?.status ?? 'Unknown');
    return statusOf(object).lastHandledReconcileAt === stamp && isCurrent(object) && isDecided && !isWorking;
  });
}

/** Waits until the object's newest generation is Ready. After `seconds` it throws with the object's own message. */
export function untilReady(api: KubeApi, it: FluxRef, seconds = 60): Promise<KubeObject> {
  return untilObject(api, it, seconds, 'ready', (object) => {
    return isCurrent(object) && isReady(object);
  });
}

/** The Ready condition's message: what Flux says about the object. */
export const messageOf = (object: KubeObject): string => conditionOf(object)?.message ?? '';

/** Whether the Ready condition is True. */
export const isReady = (object: KubeObject): boolean => conditionOf(object)?.status === 'True';

async function untilObject(
  api: KubeApi,
  it: FluxRef,
  seconds: number,
  goal: string,
  holds: (object: KubeObject) => boolean,
): Promise<KubeObject> {
  let last: KubeObject | undefined;
  const probe = async () => {
    last = await api.read(it.apiVersion, it.kind, it.namespace, it.name);
    return last !== undefined && holds(last) && last;
  };
  const explain = () => (last === undefined ? 'It does not exist.' : `It says: ${messageOf(last) || 'nothing'}`);
  return until(`${it.kind} ${it.namespace}/${it.name} is ${goal}`, seconds, probe, explain);
}

interface FluxStatus {
  readonly lastHandledReconcileAt?: string;
  readonly conditions?: readonly Condition[];
}

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message: string;
  readonly observedGeneration?: number;
}

const statusOf = (object: KubeObject): FluxStatus => object['status'] ?? {};
/** By the condition: a source that fails does not move its own `status.observedGeneration`. */
const isCurrent = (object: KubeObject) => conditionOf(object)?.observedGeneration === object.metadata.generation;
const conditionOf = (object: KubeObject, type = 'Ready') => statusOf(object).conditions?.find((it) => it.type === type);

function ref(apiVersion: string, kind: string): FluxRef {
  return { apiVersion, kind, namespace: 'flux-system', name: 'flux-system' };
}
