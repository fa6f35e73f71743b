import type { FluxObject } from '../flux/objects.ts';
import { statusOf } from '../flux/status.ts';
import type { State } from '../flux/status.ts';
import type { RowMemory } from './row-order.ts';
import type { LiveView } from './store.ts';

/** Every object that has failed, also while it is tried again. Linear in the number of objects, and cheap for those whose rows have been drawn. */
export function* failing(live: LiveView, memory: RowMemory): Iterable<FluxObject> {
  for (const object of live.all()) {
    const state = stateOf(object, memory);
    if (hasFailed(state) || (state === 'progressing' && statusOf(object).lastFailure !== '')) yield object;
  }
}

/** How many objects have failed and are not being tried again at this moment, whatever of them is shown. Linear, and cheap like `failing`. */
export function failedIn(live: LiveView, memory: RowMemory): number {
  let count = 0;
  for (const object of live.all()) if (hasFailed(stateOf(object, memory))) count++;
  return count;
}

function stateOf(object: FluxObject, memory: RowMemory): State {
  return memory.rows.get(object)?.row.icon ?? statusOf(object).state;
}

function hasFailed(state: State): boolean {
  return state === 'failed' || state === 'stalled';
}
