import type { FluxObject, ObjectId } from '../flux/objects.ts';
import { plainText } from '../flux/plain.ts';
import { remoteOf } from '../flux/remote.ts';
import { statusOf } from '../flux/status.ts';
import { isApiError } from './api.ts';
import { readCollection } from './collection.ts';
import type { RawObject } from './collection.ts';
import { eventLines, eventsAbout } from './events.ts';
import { podTrouble, workloadTrouble } from './podTrouble.ts';
import type { Trouble } from './podTrouble.ts';
import type { JsonReader } from './rest.ts';
import { mapping, text } from './values.ts';
import { podsOf, workloadKind, workloadsAppliedBy, workloadsIn, workloadsNamedIn } from './workloads.ts';

/** What was found below an object of Flux: the workload, the pod where it is to blame, and what is wrong with the last of them. */
export interface Depth {
  readonly found: readonly ObjectId[];
  readonly trouble: Trouble;
}

type Reader = Pick<JsonReader, 'readJson'>;

/** Reasons with which an object says that what it applied does not get well. FLUX.md E.4. */
const workloadReasons = /^(HealthCheck|Install|Upgrade|Retries|Test|Rollback)/;

/** Whether pods may be why an object is not ready. Costs nothing: whether they are is asked of the cluster. */
export function mayLieDeeper(object: FluxObject): boolean {
  if (object.kind !== 'Kustomization' && object.kind !== 'HelmRelease') return false;
  if (remoteOf(object) !== undefined) return false;
  const { state, reason } = statusOf(object);
  return state === 'progressing' || ((state === 'failed' || state === 'stalled') && workloadReasons.test(reason));
}

/**
 * Looks for the workload and the pod that keep an object from getting ready: those that its message names, else those that it applied.
 * `undefined` when none of them is unwell or may be read. Rejects when the signal is aborted. A dozen requests at most, and one by one.
 */
export async function depthOf(reader: Reader, object: FluxObject, signal: AbortSignal): Promise<Depth | undefined> {
  const { message, lastFailure } = statusOf(object);
  const named = workloadsNamedIn(`${lastFailure} ${message}`).slice(0, 3);
  if (named.length > 0) {
    for (const id of named) {
      const found = await belowWorkload(reader, await readOne(reader, id, signal), true, signal);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  for (const { kind, collection } of workloadsAppliedBy(object)) {
    const items = await allowed(readCollection(reader, collection, signal), signal);
    for (const item of items ?? []) {
      // The items of a list do not say their kind.
      const found = await belowWorkload(
        reader,
        { ...item, kind: kind.kind, apiVersion: groupVersion(kind.group) },
        false,
        signal,
      );
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

async function readOne({ readJson }: Reader, id: ObjectId, signal: AbortSignal): Promise<RawObject | undefined> {
  const kind = workloadKind(id);
  if (kind === undefined) return undefined;
  const { path } = workloadsIn(kind, id.namespace);
  const what = `read ${plainText(`${id.kind} ${id.name}`, 200)}`;
  return allowed(readJson(`${path}/${encodeURIComponent(id.name)}`, what, signal), signal);
}

async function belowWorkload(
  reader: Reader,
  workload: RawObject | undefined,
  isNamed: boolean,
  signal: AbortSignal,
): Promise<Depth | undefined> {
  const own = workload && workloadTrouble(workload);
  if (workload === undefined || (own === undefined && !isNamed)) return undefined;
  const pod = workload['kind'] === 'Pod' ? undefined : await troubledPod(reader, workload, signal);
  if (pod !== undefined) return explained(reader, { found: [idIn(workload), pod.id], trouble: pod.trouble }, signal);
  return own && explained(reader, { found: [idIn(workload)], trouble: own }, signal);
}

async function troubledPod(
  reader: Reader,
  workload: RawObject,
  signal: AbortSignal,
): Promise<{ readonly id: ObjectId; readonly trouble: Trouble } | undefined> {
  const collection = podsOf(workload);
  const pods = collection && (await allowed(readCollection(reader, collection, signal), signal));
  const troubled = newestFirst(pods ?? []).flatMap((pod) => {
    const trouble = podTrouble(pod);
    return trouble === undefined ? [] : [{ id: idIn({ ...pod, kind: 'Pod', apiVersion: 'v1' }), trouble }];
  });
  return troubled.find((it) => !it.trouble.passing) ?? troubled[0];
}

/** What does not say itself why it is unwell, its newest warning says. */
async function explained(reader: Reader, depth: Depth, signal: AbortSignal): Promise<Depth> {
  const id = depth.found.at(-1);
  if (id === undefined || !depth.trouble.passing) return depth;
  const events = await allowed(readCollection(reader, eventsAbout(id), signal), signal);
  const warning = eventLines(events ?? []).find((it) => it.warning && it.message !== '');
  if (warning === undefined) return depth;
  const words = `${depth.trouble.words}: ${plainText(warning.message, 300)}`;
  return { ...depth, trouble: { ...depth.trouble, words } };
}

/** `undefined` for what may not be read or is not there: then the cause is told without it. */
async function allowed<T>(answer: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (signal.aborted || !isApiError(error)) throw error;
    return undefined;
  }
}

function newestFirst(pods: readonly RawObject[]): readonly RawObject[] {
  const made = (pod: RawObject): string => text(mapping(pod['metadata'])['creationTimestamp']) ?? '';
  return [...pods].sort((one, other) => (made(one) < made(other) ? 1 : made(one) > made(other) ? -1 : 0));
}

function groupVersion(group: string): string {
  return group === '' ? 'v1' : `${group}/v1`;
}

function idIn(object: RawObject): ObjectId {
  const { name, namespace } = mapping(object['metadata']);
  const [group, version] = (text(object['apiVersion']) ?? '').split('/');
  return {
    group: version === undefined ? '' : (group ?? ''),
    kind: text(object['kind']) ?? '',
    namespace: text(namespace) ?? '',
    name: text(name) ?? '',
  };
}
