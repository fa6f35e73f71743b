import { ApiError } from '../../../src/cluster/api.ts';
import type { Ended } from '../../../src/cluster/wait.ts';
import { idOf, objectKey } from '../../../src/flux/objects.ts';
import type { FluxObject, ObjectId } from '../../../src/flux/objects.ts';
import { requestedAt } from '../../../src/flux/requests.ts';

type Status = Record<string, unknown>;
/** What the controller makes of an object that was asked with a token. */
export type Controller = (token: string, object: FluxObject) => Status;

export const answer =
  (status: 'True' | 'False' | 'Unknown', reason: string, message: string, more: object[] = []): Controller =>
  (token) => ({
    lastHandledReconcileAt: token,
    observedGeneration: 1,
    conditions: [{ type: 'Ready', status, reason, message, observedGeneration: 1 }, ...more],
  });
export const succeeds = answer('True', 'ReconciliationSucceeded', 'Applied revision: main@sha1:abc');
export const retrying = { type: 'Reconciling', status: 'True', reason: 'ProgressingWithRetry' };

/** A cluster with these objects. Its controller answers when it is read the second time after a request. */
export function cluster(objects: readonly FluxObject[], controllers: Readonly<Record<string, Controller>>) {
  const held = new Map(objects.map((it) => [objectKey(idOf(it)), it]));
  const patches: unknown[] = [];
  const find = (id: ObjectId): FluxObject => {
    const found = held.get(objectKey(id));
    if (found === undefined)
      throw new ApiError('notFound', 404, `Cannot read ${id.name}: it is not in this cluster (404).`);
    return found;
  };
  const get = (id: ObjectId) => {
    const found = find(id);
    const token = found.metadata?.annotations?.[requestedAt];
    const status = token === undefined ? undefined : controllers[id.name]?.(token, found);
    if (status !== undefined) held.set(objectKey(id), { ...found, status });
    return Promise.resolve(found);
  };
  const patch = (id: ObjectId, mergePatch: FluxObject) => {
    patches.push([id.name, mergePatch]);
    const found = find(id);
    const spec = { ...found.spec, ...mergePatch.spec };
    const metadata = {
      ...found.metadata,
      annotations: { ...found.metadata?.annotations, ...mergePatch.metadata?.annotations },
    };
    held.set(objectKey(id), { ...found, spec, metadata });
    return Promise.resolve(find(id));
  };
  return {
    api: { get: async (id: ObjectId) => get(id), patch: async (id: ObjectId, it: object) => patch(id, it) },
    patches,
  };
}

/** A clock that pauses move forward. */
export function timing(timeoutSeconds = 300) {
  let time = Date.UTC(2030, 0, 1);
  return {
    now: () => time,
    pause: (milliseconds: number) => ((time += milliseconds), Promise.resolve()),
    signal: new AbortController().signal,
    timeoutSeconds,
    passed: () => (time - Date.UTC(2030, 0, 1)) / 1000,
  };
}

export async function drained(lines: AsyncGenerator<string, Ended>): Promise<{ text: string; ended: Ended }> {
  const said: string[] = [];
  for (;;) {
    const next = await lines.next();
    if (next.done === true) return { text: said.join('\n'), ended: next.value };
    said.push(next.value);
  }
}
