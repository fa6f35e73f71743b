import type { FluxObject } from '../flux/objects.ts';
import { statusOf } from '../flux/status.ts';
import type { Cause, Why } from './cause.ts';
import type { LiveView } from './store.ts';

/** Whether objects that were looked at before have failed. An object that changes is another object. */
export type FailureMemory = WeakMap<FluxObject, boolean>;

/** An object that has failed, and why. */
export interface Failure {
  readonly object: FluxObject;
  readonly cause: Cause;
}

/** Every object that has failed, with its root cause. Linear in the number of objects, and cheap for those that have not changed. */
export function failuresOf(live: LiveView, memory: FailureMemory, why: Why): readonly Failure[] {
  const found: Failure[] = [];
  for (const object of live.all()) {
    if (!hasFailed(object, memory)) continue;
    const cause = why(object);
    if (cause !== undefined) found.push({ object, cause });
  }
  return found;
}

/** How many objects have failed and are not being tried again at this moment, whatever of them is shown. Linear, and cheap like `failuresOf`. */
export function failedIn(live: LiveView, memory: FailureMemory): number {
  let count = 0;
  for (const object of live.all()) {
    const known = memory.get(object) ?? isFailed(object);
    memory.set(object, known);
    if (known) count++;
  }
  return count;
}

function isFailed(object: FluxObject): boolean {
  const { state } = statusOf(object);
  return state === 'failed' || state === 'stalled';
}

function hasFailed(object: FluxObject, memory: FailureMemory): boolean {
  const known = memory.get(object);
  if (known !== undefined) return known;
  const { state, lastFailure } = statusOf(object);
  const failed = state === 'failed' || state === 'stalled' || (state === 'progressing' && lastFailure !== '');
  memory.set(object, failed);
  return failed;
}
