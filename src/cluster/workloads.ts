import { idOf } from '../flux/objects.ts';
import type { FluxObject, ObjectId } from '../flux/objects.ts';
import { inventoryOf } from '../flux/inventory.ts';
import { plainText } from '../flux/plain.ts';
import type { Collection, RawObject } from './collection.ts';
import { mapping, text } from './values.ts';

/** A built-in kind on which the health of what Flux applies depends. */
export interface WorkloadKind {
  readonly group: string;
  readonly kind: string;
  readonly plural: string;
  /** Whether its `spec.selector` or its labels find pods. */
  readonly hasPods: boolean;
}

/** Kinds that kstatus waits for and that have more to say than their own conditions. Source: Kubernetes API, kstatus. */
export const workloadKinds: readonly WorkloadKind[] = [
  { group: 'apps', kind: 'Deployment', plural: 'deployments', hasPods: true },
  { group: 'apps', kind: 'StatefulSet', plural: 'statefulsets', hasPods: true },
  { group: 'apps', kind: 'DaemonSet', plural: 'daemonsets', hasPods: true },
  { group: 'apps', kind: 'ReplicaSet', plural: 'replicasets', hasPods: true },
  { group: 'batch', kind: 'Job', plural: 'jobs', hasPods: true },
  { group: '', kind: 'PersistentVolumeClaim', plural: 'persistentvolumeclaims', hasPods: false },
  { group: '', kind: 'Pod', plural: 'pods', hasPods: false },
];

/** The row of a kind, absent for every other kind. */
export function workloadKind({ group, kind }: Pick<ObjectId, 'group' | 'kind'>): WorkloadKind | undefined {
  return workloadKinds.find((it) => it.kind === kind && it.group === group);
}

/** Where the objects of a kind stand in a namespace. */
export function workloadsIn(kind: WorkloadKind, namespace: string): Collection {
  const root = kind.group === '' ? '/api/v1' : `/apis/${kind.group}/v1`;
  const place = plainText(namespace, 80);
  return {
    path: `${root}/namespaces/${encodeURIComponent(namespace)}/${kind.plural}`,
    words: `the ${kind.plural} in namespace ${place}`,
  };
}

/** The pods of a workload, by its selector; `undefined` for one that has none, or whose selector would find every pod. */
export function podsOf(workload: RawObject): Collection | undefined {
  const { namespace } = mapping(workload['metadata']);
  const selector = mapping(mapping(workload['spec'])['selector']);
  const labelSelector = [...equalities(selector['matchLabels']), ...expressions(selector['matchExpressions'])].join(
    ',',
  );
  const pods = workloadKind({ group: '', kind: 'Pod' });
  if (pods === undefined || labelSelector === '') return undefined;
  return { ...workloadsIn(pods, text(namespace) ?? ''), labelSelector };
}

function equalities(labels: unknown): readonly string[] {
  return Object.entries(mapping(labels)).map(([key, value]) => `${key}=${String(value)}`);
}

function expressions(listed: unknown): readonly string[] {
  return (Array.isArray(listed) ? (listed as unknown[]) : []).map((it) => {
    const { key, operator, values } = mapping(it);
    const among = `(${Array.isArray(values) ? values.join(',') : ''})`;
    const forms: Readonly<Record<string, string>> = {
      In: `${String(key)} in ${among}`,
      NotIn: `${String(key)} notin ${among}`,
      Exists: String(key),
      DoesNotExist: `!${String(key)}`,
    };
    return forms[String(operator)] ?? String(key);
  });
}

/** Workloads that a message of Flux or Helm names, such as `Deployment/shop/web`. Source: fluxcd/pkg ssa `FmtObjMetadata`, Helm 4's waiter. */
export function workloadsNamedIn(message: string): readonly ObjectId[] {
  const found = message.slice(0, 20_000).matchAll(/\b([A-Z]\w{2,40})\/([a-z0-9.-]{1,253})\/([a-z0-9.-]{1,253})\b/g);
  return [...found].flatMap(([, kind = '', namespace = '', name = '']) => {
    const known = workloadKinds.find((it) => it.kind === kind);
    return known === undefined ? [] : [{ group: known.group, kind, namespace, name }];
  });
}

/** Workloads of one kind in one namespace. */
export interface WorkloadPlace {
  readonly kind: WorkloadKind;
  readonly collection: Collection;
}

/** More places than these are not looked at: each is a request. */
const mostPlaces = 12;

/**
 * Where the workloads stand that a Kustomization or HelmRelease has applied: by the labels that Flux puts on them, in the namespaces and of the
 * kinds that the inventory lists; of every kind in the target namespace where there is no inventory. Source: FLUX.md E.3 (labels).
 */
export function workloadsAppliedBy(object: FluxObject): readonly WorkloadPlace[] {
  const { group, name, namespace } = idOf(object);
  const labelSelector = `${group}/name=${name},${group}/namespace=${namespace}`;
  const inventory = inventoryOf(object);
  const target = text(object.spec?.['targetNamespace']) ?? namespace;
  const listed = inventory.flatMap((id) => {
    const kind = workloadKind(id);
    return kind === undefined ? [] : [{ kind, namespace: id.namespace }];
  });
  const guessed = inventory.length > 0 ? [] : workloadKinds.map((kind) => ({ kind, namespace: target }));
  const places = [...listed, ...guessed].map((it) => ({
    kind: it.kind,
    collection: { ...workloadsIn(it.kind, it.namespace), labelSelector },
  }));
  return [...new Map(places.map((it) => [it.collection.path, it])).values()].slice(0, mostPlaces);
}
