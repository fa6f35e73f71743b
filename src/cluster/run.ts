import type { FluxAction } from '../flux/commands.ts';
import { kindOf, kinds } from '../flux/kinds.ts';
import { idOf } from '../flux/objects.ts';
import type { FluxObject, ObjectId } from '../flux/objects.ts';
import { plainText } from '../flux/plain.ts';
import { mergePatchFor } from '../flux/requests.ts';
import { statusOf } from '../flux/status.ts';
import { isSuspended, type SuspensionNote } from '../flux/suspension.ts';
import type { Api } from './api.ts';
import { upstreamOf } from './upstream.ts';
import { asApiError, failed, waitFor } from './wait.ts';
import type { Ended, Timing } from './wait.ts';

type Patcher = Pick<Api, 'get' | 'patch'>;
type Lines = AsyncGenerator<string, Ended>;

/** A time to work in, and why an object is to be suspended. */
export interface Running extends Timing {
  readonly note?: SuspensionNote | undefined;
}

/**
 * Does what `flux reconcile|suspend|resume` does, through the API alone (FLUX.md D.2), and yields lines in the manner of flux, without line
 * ends and safe for a terminal. Returns how the object itself says that it ended. Never rejects because of a cluster.
 */
export async function* run(api: Patcher, action: FluxAction, id: ObjectId, timing: Running): Lines {
  let ended: Ended;
  try {
    ended = yield* act(api, action, id, timing);
  } catch (error) {
    ended = timing.signal.aborted ? failed('Stopped.') : failed(plainText(asApiError(error).message, 1000));
  }
  yield `${ended.ready ? '✔' : '✗'} ${ended.message}`;
  return ended;
}

async function* act(api: Patcher, action: FluxAction, id: ObjectId, timing: Running): Lines {
  const kind = kindOf(id.group, id.kind);
  if (!kind?.verbs.includes(action)) return failed(`Flux cannot ${actionWords[action]} ${shown(id)}.`);
  switch (action) {
    case 'suspend':
      yield `► suspending ${shown(id)}`;
      await api.patch(id, mergePatchFor('suspend', '', { kind, note: timing.note }), timing.signal);
      return { done: true, ready: true, message: `${id.kind} suspended` };
    case 'resume':
      return yield* resume(api, id, timing);
    case 'reconcile':
    case 'reconcileWithSource': {
      const object = await api.get(id, timing.signal);
      const refusal = refusalOf(object, id);
      if (refusal !== undefined) return failed(refusal);
      if (action === 'reconcileWithSource') {
        const before = yield* reconcileUpstream(api, object, timing, 0);
        if (!before.ready) return before;
      }
      return yield* reconcile(api, id, timing);
    }
  }
}

const actionWords: Readonly<Record<FluxAction, string>> = {
  reconcile: 'reconcile',
  reconcileWithSource: 'reconcile the source of',
  suspend: 'suspend',
  resume: 'resume',
};

async function* reconcile(api: Patcher, id: ObjectId, timing: Timing): Lines {
  const token = tokenAt(timing.now());
  yield `► annotating ${shown(id)}`;
  await api.patch(id, mergePatchFor('reconcile', token), timing.signal);
  yield `✔ ${id.kind} annotated`;
  yield `◎ waiting for ${id.kind} reconciliation`;
  return yield* waitFor({ ...timing, token, read: (signal) => api.get(id, signal) });
}

/** Asks for a reconciliation in the same patch: the controller's answer to it is what tells that the resumed object is done. */
async function* resume(api: Patcher, id: ObjectId, timing: Timing): Lines {
  const token = tokenAt(timing.now());
  const kind = kindOf(id.group, id.kind);
  const answers = kind?.verbs.includes('reconcile') ?? false;
  yield `► resuming ${shown(id)}`;
  const patch = mergePatchFor('resume', token, { kind, asks: answers });
  const object = await api.patch(id, patch, timing.signal);
  yield `✔ ${id.kind} resumed`;
  if (!answers || statusOf(object).state === 'static')
    return { done: true, ready: true, message: `${id.kind} resumed` };
  yield `◎ waiting for ${id.kind} reconciliation`;
  return yield* waitFor({ ...timing, token, read: (signal) => api.get(id, signal) });
}

/** What the object is made from, furthest first: a HelmRelease's chart, and the repository of that. */
async function* reconcileUpstream(api: Patcher, object: FluxObject, timing: Timing, depth: number): Lines {
  const id = upstreamOf(object);
  if (id === undefined || depth > 3) return { done: true, ready: true, message: '' };
  const kind = kinds.find((it) => it.group === id.group && it.kind === id.kind);
  const source = await api.get(id, timing.signal);
  if (!kind?.verbs.includes('reconcile') || statusOf(source).state === 'static') {
    yield `► ${shown(id)} cannot be reconciled: taken as it is`;
    return { done: true, ready: true, message: '' };
  }
  const refusal = refusalOf(source, idOf(source));
  if (refusal !== undefined) return failed(refusal);
  const before = yield* reconcileUpstream(api, source, timing, depth + 1);
  if (!before.ready) return before;
  const ended = yield* reconcile(api, id, timing);
  if (!ended.ready) return failed(`${shown(id)} failed: ${ended.message}`);
  yield `✔ ${ended.message}`;
  return ended;
}

/** Flux ignores requests to what is suspended: waiting for an answer would be in vain. */
function refusalOf(object: FluxObject, id: ObjectId): string | undefined {
  if (isSuspended(object)) return `${shown(id)} is suspended. Resume it first.`;
  return statusOf(object).state === 'static' ? `${shown(id)} has nothing to reconcile.` : undefined;
}

function tokenAt(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

function shown(id: ObjectId): string {
  return plainText(`${id.kind} ${id.name} in ${id.namespace} namespace`, 600);
}
