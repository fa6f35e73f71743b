import type { Api } from '../../src/cluster/api.ts';
import { listAll } from '../../src/cluster/listing.ts';
import type { LiveView } from '../../src/cluster/store.ts';
import { kinds } from '../../src/flux/kinds.ts';
import { idOf, objectKey, type FluxObject } from '../../src/flux/objects.ts';

/** How many objects a store has that a list made now has not, or in another version, and the other way round. Rejects with `ApiError`. */
export async function differences(api: Pick<Api, 'list'>, live: LiveView, signal: AbortSignal): Promise<number> {
  let count = 0;
  for (const kind of kinds.filter((it) => live.phase(it) !== 'absent')) {
    const { items } = await listAll(api, kind, {}, signal);
    const [there, here] = [new Set(items.map(word)), new Set([...live.of(kind)].map(word))];
    count += [...there].filter((it) => !here.has(it)).length + [...here].filter((it) => !there.has(it)).length;
  }
  return count;
}

function word(object: FluxObject): string {
  return `${objectKey(idOf(object))} ${object.metadata?.resourceVersion}`;
}
