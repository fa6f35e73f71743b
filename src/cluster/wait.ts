import type { FluxObject } from '../flux/objects.ts';
import { plainText } from '../flux/plain.ts';
import { conditionOf, outcomeOf, requestedAt } from '../flux/requests.ts';
import type { Outcome } from '../flux/requests.ts';
import { isSuspended } from '../flux/suspension.ts';
import { isApiError } from './api.ts';
import type { ApiError } from './api.ts';
import type { Pause } from './pause.ts';

/** How a request ended. `message` is one line for people, in the object's own words where it has any. */
export type Ended = Extract<Outcome, { readonly done: true }>;

export interface Timing {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly pause: Pause;
  readonly signal: AbortSignal;
  /** How long to wait for each object. */
  readonly timeoutSeconds: number;
}

export interface Waiting extends Timing {
  /** Reads the object anew: from the API, or from the live store. Rejects with `ApiError`. */
  readonly read: (signal: AbortSignal) => Promise<FluxObject>;
  /** The token to wait for; without one, whatever the object was last asked (by the flux program, for instance). */
  readonly token?: string;
}

/**
 * Waits until the controller has answered, and yields a line each time the object says something new. Unlike `flux reconcile`, which waits for
 * its whole time limit and then says only that it is over, it ends as soon as the controller has tried and failed, with the failure's own
 * words: a failing object stays `Reconciling` (ProgressingWithRetry) for ever. Never rejects.
 */
export async function* waitFor(waiting: Waiting): AsyncGenerator<string, Ended> {
  const { now, pause, signal, timeoutSeconds } = waiting;
  const end = now() + timeoutSeconds * 1000;
  let said = '';
  let since = now();
  // The count bounds the loop also where the clock stands still.
  for (let count = 0; count <= timeoutSeconds * 2 && now() <= end; count++) {
    if (signal.aborted) return failed('Stopped waiting. What was asked for still goes on in the cluster.');
    const look = await lookAt(waiting);
    if (look.ended !== undefined) return look.ended;
    if (look.words !== said) {
      since = now();
      said = look.words;
      if (said !== '') yield `◎ ${said}`;
    }
    if (look.patience !== undefined && now() - since >= look.patience * 1000) return failed(said);
    await pause(count < 4 ? 500 : 1000, signal);
  }
  const last = said === '' ? 'Its controller may not be running.' : `Last it said: ${said}`;
  return failed(`No result within ${timeoutSeconds} s. ${last}`);
}

/** What one look at the object tells. `patience`: seconds after which words that do not change are an end. */
interface Look {
  readonly words: string;
  readonly ended?: Ended;
  readonly patience?: number;
}

/**
 * Failures that often pass by themselves within moments, with the seconds that they are given: right after a source has changed, what builds on
 * it says so for a while. Every other failure ends the waiting at once.
 */
const passing: Readonly<Record<string, number>> = { DependencyNotReady: 60, SourceNotReady: 20 };

async function lookAt({ read, token, signal }: Waiting): Promise<Look> {
  try {
    const object = await read(signal);
    const asked = token ?? object.metadata?.annotations?.[requestedAt] ?? '';
    const outcome = outcomeOf(object, asked);
    const ready = conditionOf(object, 'Ready');
    const words = plainText(ready?.message ?? '', 1000);
    const patience = outcome.done && !outcome.ready ? passing[outcome.reason ?? ''] : undefined;
    if (patience !== undefined) return { words, patience };
    if (outcome.done) return { words, ended: { done: true, ready: outcome.ready, message: words } };
    if (isSuspended(object)) return { words, ended: failed('It was suspended meanwhile.') };
    return { words: ready?.status === 'Unknown' ? words : '' };
  } catch (error) {
    if (signal.aborted) return { words: '' };
    const { reason, message } = asApiError(error);
    const words = plainText(message, 400);
    const passes = reason === 'unreachable' || reason === 'server' || reason === 'tooMany' || reason === 'malformed';
    return passes ? { words } : { words, ended: failed(words) };
  }
}

/** An end that is not well. */
export function failed(message: string): Ended {
  return { done: true, ready: false, message };
}

/** Everything that is no `ApiError` is a bug of ours and goes on its way. */
export function asApiError(error: unknown): ApiError {
  if (isApiError(error)) return error;
  throw error;
}
