import { ApiError, isApiError } from './api.ts';
import type { JsonReader } from './rest.ts';
import { mapping, text } from './values.ts';
import type { Pause } from './pause.ts';

/** An object of any kind as the server sent it. Every field may be missing. */
export type RawObject = Readonly<Record<string, unknown>>;

/** Some objects of one kind: a path of the server, which of them, and words that finish the sentence "Cannot read …". */
export interface Collection {
  readonly path: string;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
  readonly words: string;
}

/** What is told of a collection: all its objects at each change, or why they cannot be followed now. */
export interface Follower {
  readonly onItems: (items: readonly RawObject[]) => void;
  readonly onFault: (fault: ApiError) => void;
}

/** More of them are not read: these collections are those of one object. */
const most = 500;

/** The objects of a collection as they are now. Rejects with `ApiError`. */
export async function readCollection(
  { readJson }: Pick<JsonReader, 'readJson'>,
  collection: Collection,
  signal: AbortSignal,
): Promise<readonly RawObject[]> {
  return (await listed(readJson, collection, signal)).items;
}

/**
 * Follows a small collection with one list and one watch until the signal is aborted. Never rejects. A stream that ends goes on from where it
 * was; when the server has forgotten that, or fails, the collection is listed again after a wait that doubles up to a minute. Ends when the
 * credentials are refused, because to ask again might open a login window.
 */
export async function followCollection(
  reader: JsonReader,
  collection: Collection,
  follower: Follower,
  { pause, signal }: { readonly pause: Pause; readonly signal: AbortSignal },
): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    try {
      await listAndWatch(
        reader,
        collection,
        (items) => {
          failures = 0;
          follower.onItems(items);
        },
        { pause, signal },
      );
    } catch (error) {
      if (signal.aborted) return;
      const fault = isApiError(error) ? error : new ApiError('malformed', 0, `Something went wrong: ${String(error)}`);
      if (fault.reason !== 'gone') follower.onFault(fault);
      if (fault.reason === 'credentials' || fault.reason === 'unauthorized') return;
      await pause(fault.reason === 'gone' && failures === 0 ? 0 : Math.min(1000 * 2 ** failures, 60_000), signal);
      failures++;
    }
  }
}

async function listAndWatch(
  { readJson, watchJson }: JsonReader,
  collection: Collection,
  onItems: Follower['onItems'],
  { pause, signal }: { readonly pause: Pause; readonly signal: AbortSignal },
): Promise<void> {
  const { items, resourceVersion } = await listed(readJson, collection, signal);
  const known = new Map(items.map((it) => [nameOf(it), it]));
  onItems([...known.values()]);
  let from = resourceVersion;
  while (!signal.aborted) {
    const watch = { watch: 'true', allowWatchBookmarks: 'true', resourceVersion: from };
    await watchJson(
      address(collection, watch),
      `watch ${collection.words}`,
      ({ type, object }) => {
        if (signal.aborted) return;
        from = text(mapping(object['metadata'])['resourceVersion']) ?? from;
        if (type === 'BOOKMARK') return;
        if (type === 'DELETED') known.delete(nameOf(object));
        else known.set(nameOf(object), object);
        onItems([...known.values()]);
      },
      signal,
    );
    await pause(1000, signal);
  }
}

async function listed(readJson: JsonReader['readJson'], collection: Collection, signal: AbortSignal) {
  const answer = await readJson(address(collection, { limit: String(most) }), `read ${collection.words}`, signal);
  const items: unknown = answer['items'];
  return {
    items: Array.isArray(items) ? (items as unknown[]).map(mapping) : [],
    resourceVersion: text(mapping(answer['metadata'])['resourceVersion']) ?? '',
  };
}

function address({ path, labelSelector, fieldSelector }: Collection, query: Readonly<Record<string, string>>): string {
  const selectors = {
    ...(labelSelector === undefined ? {} : { labelSelector }),
    ...(fieldSelector === undefined ? {} : { fieldSelector }),
  };
  return `${path}?${new URLSearchParams({ ...query, ...selectors }).toString()}`;
}

function nameOf(object: RawObject): string {
  const { namespace, name } = mapping(object['metadata']);
  return `${text(namespace) ?? ''}/${text(name) ?? ''}`;
}
