import { objectKey } from '../flux/objects.ts';
import type { FluxObject } from '../flux/objects.ts';
import { remoteOf } from '../flux/remote.ts';
import type { State } from '../flux/status.ts';
import { isApiError } from './api.ts';
import { readCollection } from './collection.ts';
import { workloadTrouble } from './podTrouble.ts';
import type { JsonReader } from './rest.ts';
import { mapping, text } from './values.ts';
import { workloadsAppliedBy } from './workloads.ts';

/**
 * How the workloads are that an object has applied, by `objectKey`. Those that may not be read are left out. A dozen requests at most, one by
 * one; none for an object without an inventory, or whose inventory is in another cluster. Rejects when the signal is aborted.
 */
export async function healthOf(
  reader: Pick<JsonReader, 'readJson'>,
  object: FluxObject,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, State>> {
  const found = new Map<string, State>();
  if (object.status?.['inventory'] === undefined || remoteOf(object) !== undefined) return found;
  for (const { kind, collection } of workloadsAppliedBy(object)) {
    try {
      for (const item of await readCollection(reader, collection, signal)) {
        const { name, namespace } = mapping(item['metadata']);
        const id = { group: kind.group, kind: kind.kind, namespace: text(namespace) ?? '', name: text(name) ?? '' };
        const trouble = workloadTrouble({ ...item, kind: kind.kind });
        found.set(objectKey(id), trouble === undefined ? 'ready' : trouble.passing ? 'progressing' : 'failed');
      }
    } catch (error) {
      if (signal.aborted || !isApiError(error)) throw error;
    }
  }
  return found;
}
