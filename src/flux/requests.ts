import type { FluxAction } from './commands.ts';
import type { Kind } from './kind.ts';
import type { Condition, FluxObject } from './objects.ts';
import { noteAnnotations, type SuspensionNote } from './suspension.ts';

/** The annotation that asks a controller to act now; `status.lastHandledReconcileAt` answers with the same value. FLUX.md D.2. */
export const requestedAt = 'reconcile.fluxcd.io/requestedAt';

/**
 * The field manager to patch with. kustomize-controller removes fields of managers whose name starts with `kubectl`; this one is left alone
 * (kustomize-controller v1.9.4, fluxcd/pkg/ssa/patch.go).
 */
export const fieldManager = 'flux-client-side-apply';

/** What a patch depends on beside its action. */
export interface Asking {
  /** The kind of the object, where it may be one that is not suspended by `spec.suspend`. */
  readonly kind?: Kind | undefined;
  /** Why it is suspended. */
  readonly note?: SuspensionNote | undefined;
  /** Whether what is resumed is asked to act at once, so that its answer tells that it did. */
  readonly asks?: boolean;
}

/**
 * The merge patch that does what `flux reconcile|suspend|resume` does. `token` is a time in RFC 3339 with fractions. Suspending leaves a note where
 * there is one, and resuming takes it away.
 */
export function mergePatchFor(action: FluxAction, token: string, { kind, note, asks }: Asking = {}): object {
  const annotation = kind?.suspendedBy;
  switch (action) {
    case 'reconcile':
    case 'reconcileWithSource':
      return { metadata: { annotations: { [requestedAt]: token } } };
    case 'suspend':
      return {
        ...(annotation === undefined ? { spec: { suspend: true } } : {}),
        ...annotated({
          ...(annotation === undefined ? {} : { [annotation]: 'disabled' }),
          ...(note === undefined ? {} : noteAnnotations(note)),
        }),
      };
    case 'resume':
      // Removed and not false, so that it does not stand against what Git says.
      return {
        ...(annotation === undefined ? { spec: { suspend: null } } : {}),
        ...annotated({
          ...(annotation === undefined ? {} : { [annotation]: null }),
          ...noteAnnotations(undefined),
          ...(asks ? { [requestedAt]: token } : {}),
        }),
      };
  }
}

function annotated(annotations: Readonly<Record<string, string | null>>): object {
  return Object.keys(annotations).length === 0 ? {} : { metadata: { annotations } };
}

/** What has become of a request: still under way, or an end with the object's own words and the reason of its Ready condition. */
export type Outcome =
  | { readonly done: false }
  | { readonly done: true; readonly ready: boolean; readonly message: string; readonly reason?: string };

/**
 * Whether the controller has handled the request with this token and come to an end: the token is answered, the Ready condition is about the
 * newest generation, and nothing is being worked on. A failed object stays `Reconciling` for ever, with the reason `ProgressingWithRetry`
 * (seen on kustomize-controller v1.9.4), so only `Progressing` counts as work. A kind that answers no tokens never gets there: bound the wait.
 */
export function outcomeOf(object: FluxObject, token: string): Outcome {
  const ready = conditionOf(object, 'Ready');
  const reconciling = conditionOf(object, 'Reconciling');
  const observed = Number(ready?.observedGeneration ?? object.status?.['observedGeneration'] ?? 0);
  const isRetrying = ready?.status === 'False' && reconciling?.reason === 'ProgressingWithRetry';
  const settled =
    object.status?.['lastHandledReconcileAt'] === token &&
    observed >= (object.metadata?.generation ?? 0) &&
    (reconciling?.status !== 'True' || isRetrying) &&
    (ready?.status === 'True' || ready?.status === 'False');
  if (!settled) return { done: false };
  const { status, reason = '', message = reason } = ready;
  return { done: true, ready: status === 'True', message, reason };
}

/** The condition of a type, or `undefined`. */
export function conditionOf(object: FluxObject, type: string): Condition | undefined {
  const conditions: unknown = object.status?.conditions;
  if (!Array.isArray(conditions)) return undefined;
  return (conditions as (Condition | null)[]).find((it) => it?.type === type) ?? undefined;
}
