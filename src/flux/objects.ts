/** Names an object anywhere: in a file, in a cluster, in a message. Group and kind together: `Kustomization` alone is ambiguous. */
export interface ObjectId {
  /** API group without version; empty for the core group. */
  readonly group: string;
  readonly kind: string;
  /** Empty for cluster-scoped objects. */
  readonly namespace: string;
  readonly name: string;
}

/** An object as the API server sends it, as far as Flux's own kinds are concerned. Every field may be missing: servers are strangers. */
export interface FluxObject {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata?: {
    readonly name?: string;
    readonly namespace?: string;
    readonly uid?: string;
    readonly resourceVersion?: string;
    readonly generation?: number;
    readonly creationTimestamp?: string;
    readonly deletionTimestamp?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly managedFields?: unknown;
  };
  readonly spec?: Readonly<Record<string, unknown>>;
  readonly status?: Readonly<Record<string, unknown>> & { readonly conditions?: readonly Condition[] };
}

/** A `metav1.Condition`, every field optional for the same reason. */
export interface Condition {
  readonly type?: string;
  readonly status?: string;
  readonly reason?: string;
  readonly message?: string;
  readonly lastTransitionTime?: string;
  readonly observedGeneration?: number;
}

/** The group of an `apiVersion`: `apps/v1` → `apps`, `v1` → the empty string. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

/** The version of an `apiVersion`: `apps/v1` → `v1`. */
export function versionOf(apiVersion: string): string {
  return apiVersion.slice(apiVersion.indexOf('/') + 1);
}

/** One string per object, equal exactly when the ids are equal: no part may contain `/` in Kubernetes. */
export function objectKey(id: ObjectId): string {
  return `${id.group}/${id.kind}/${id.namespace}/${id.name}`;
}

/** The form used in output for people: `kustomize.toolkit.fluxcd.io/Kustomization flux-system/apps`. */
export function formatObjectId(id: ObjectId): string {
  const kind = id.group === '' ? id.kind : `${id.group}/${id.kind}`;
  return id.namespace === '' ? `${kind} ${id.name}` : `${kind} ${id.namespace}/${id.name}`;
}

/** The id that an object says it has; missing parts are empty. */
export function idOf(object: FluxObject): ObjectId {
  return {
    group: groupOf(object.apiVersion ?? ''),
    kind: object.kind ?? '',
    namespace: object.metadata?.namespace ?? '',
    name: object.metadata?.name ?? '',
  };
}
