import { conditionOf } from './requests.ts';
import type { FluxObject } from './objects.ts';
import { isSuspended } from './suspension.ts';

/** What an object is doing, in the one word that an icon can show. FLUX.md E.4. */
export type State = 'failed' | 'stalled' | 'waiting' | 'progressing' | 'suspended' | 'ready' | 'unknown' | 'static';

/** An object's state with the words that explain it. */
export interface Status {
  readonly state: State;
  /** The condition's reason, empty when there is none. */
  readonly reason: string;
  /** The message worth reading: while a controller retries after a failure, the failure's. Hostile text: it comes from a cluster. */
  readonly message: string;
  /** Short form of the revision in use, empty when unknown. */
  readonly revision: string;
  /** What went wrong last, while a controller is trying again; empty when it is at its first attempt or at rest. Hostile like `message`. */
  readonly lastFailure: string;
}

/** Kinds that have no status by design. FLUX.md E.3; HelmRepository only with `type: oci`. */
const statusless = new Set(['Alert', 'Provider']);

/** The state of a Flux object, from all its conditions in the order of FLUX.md E.4. Never throws, whatever the object holds. */
export function statusOf(object: FluxObject): Status {
  const ready = conditionOf(object, 'Ready');
  const base = { reason: textOf(ready?.reason), message: textOf(ready?.message), revision: revisionOf(object) };
  const state = stateOf(object);
  return { ...base, state, lastFailure: state === 'progressing' ? lastFailureOf(object) : '' };
}

/** Conditions that stay behind from an attempt that failed, and the status that says so. FLUX.md E.4. */
const leftBehind: readonly (readonly [type: string, status: string])[] = [
  ['Released', 'False'],
  ['Healthy', 'False'],
  ['TestSuccess', 'False'],
  ['FetchFailed', 'True'],
  ['BuildFailed', 'True'],
  ['StorageOperationFailed', 'True'],
];

function lastFailureOf(object: FluxObject): string {
  const reconciling = conditionOf(object, 'Reconciling');
  if (reconciling?.reason === 'ProgressingWithRetry') return textOf(reconciling.message);
  const found = leftBehind.map(([type, status]) => {
    const condition = conditionOf(object, type);
    return condition?.status === status ? textOf(condition.message) : '';
  });
  return found.find((it) => it !== '') ?? '';
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function stateOf(object: FluxObject): State {
  const ready = conditionOf(object, 'Ready');
  const reconciling = conditionOf(object, 'Reconciling');
  if (isSuspended(object)) return 'suspended';
  if (conditionOf(object, 'Stalled')?.status === 'True') return 'stalled';
  if (isStatic(object)) return 'static';
  if (ready?.status === 'False') return ready.reason === 'DependencyNotReady' ? 'waiting' : 'failed';
  if (reconciling?.status === 'True' || ready?.status === 'Unknown' || isBehind(object)) return 'progressing';
  if (ready?.status === 'True') return 'ready';
  return 'unknown';
}

function isStatic(object: FluxObject): boolean {
  return statusless.has(object.kind ?? '') || (object.kind === 'HelmRepository' && object.spec?.['type'] === 'oci');
}

function isBehind(object: FluxObject): boolean {
  const observed = object.status?.['observedGeneration'];
  return typeof observed === 'number' && observed >= 0 && observed < (object.metadata?.generation ?? 0);
}

/** Short form of the applied, attempted or fetched revision: `main@sha1:0123abc`, `6.7.1`. Empty when unknown. FLUX.md E.3. */
export function revisionOf(object: FluxObject): string {
  const status = object.status ?? {};
  const artifact = status['artifact'];
  const history = status['history'];
  const release: unknown = object.kind === 'HelmRelease' && Array.isArray(history) ? history[0] : undefined;
  const candidates = [
    status['lastAppliedRevision'],
    textField(artifact, 'revision'),
    textField(release, 'chartVersion'),
    status['lastAttemptedRevision'],
  ];
  const found = candidates.find((it): it is string => typeof it === 'string' && it !== '');
  return found === undefined ? '' : shortRevision(found);
}

/** The Git commit of the applied or fetched revision (`main@sha1:…`), or `undefined` where it is none. */
export function commitOf(object: FluxObject): string | undefined {
  const status = object.status ?? {};
  const revision = status['lastAppliedRevision'] ?? textField(status['artifact'], 'revision');
  return typeof revision === 'string' ? /(?:^|[@:])sha1:([0-9a-f]{40})$/.exec(revision)?.[1] : undefined;
}

/** `main@sha1:0123456789…` → `main@sha1:01234567`; anything else as it is. */
export function shortRevision(revision: string): string {
  return revision.replace(/(sha\d+:[0-9a-f]{8})[0-9a-f]+/, '$1');
}

function textField(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[field] : undefined;
}
