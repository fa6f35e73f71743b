import type { ServerResponse } from 'node:http';
import { apiVersionFor } from './catalog.ts';
import type { Item, Json } from './json.ts';
import { versionIn, type Query } from './listing.ts';
import { refuse, Refusal } from './refusal.ts';
import { selectorOf, type Selector } from './selectors.ts';
import type { Entry, Storage } from './storage.ts';

/** A reader that has this many bytes waiting is cut off, so that it cannot hold the server's memory. */
const patience = 16 * 1024 * 1024;

/**
 * Streams changes as JSON lines until the time is up, the reader leaves, or the signal ends it. Starts with all objects when no version is
 * given, otherwise with the changes after that version; a version that the log has forgotten is told with an ERROR event and the end.
 */
export function watch(storage: Storage, query: Query, response: ServerResponse, signal: AbortSignal): void {
  const { resource, namespace, parameters } = query;
  const selects = selectorOf(resource, parameters.get('labelSelector') ?? '', parameters.get('fieldSelector') ?? '');
  const asked = versionIn(parameters);
  const initial = parameters.get('sendInitialEvents') === 'true';
  response.writeHead(200, { 'content-type': 'application/json' });
  response.flushHeaders();
  const send = (type: string, object: unknown) => {
    response.write(`${JSON.stringify({ type, object })}\n`);
    if (response.writableLength > patience) response.destroy();
  };
  // Who asks for a version that is still to come waits for it.
  const missed = asked === 0 || initial ? [] : storage.since(asked);
  if (!missed) {
    send('ERROR', refuse.expired(`too old resource version: ${asked} (${storage.version})`).status);
    response.end();
    return;
  }
  let told = asked;
  const bookmark = (annotations: Json) => {
    told = storage.version;
    send('BOOKMARK', bookmarkOf(query, told, annotations));
  };
  if (asked === 0 || initial)
    for (const item of storage.list(resource, namespace)) if (selects(item)) send('ADDED', item);
  if (initial) bookmark({ annotations: { 'k8s.io/initial-events-end': 'true' } });
  const follow = (entry: Entry) => {
    if (entry.resource !== resource) return;
    if (namespace !== undefined && entry.item.metadata.namespace !== namespace) return;
    const type = typeFor(selects, entry);
    if (!type || entry.version <= asked) return;
    told = entry.version;
    send(type, entry.item);
  };
  missed.forEach(follow);
  const stop = storage.onEntry(follow);
  endInTime(query, response, signal, () => (storage.version > told ? bookmark({}) : undefined), stop);
}

/** Refuses a watch for initial events that is not asked for as the server wants it. */
export function checkWatch(parameters: URLSearchParams): void {
  if (parameters.get('sendInitialEvents') !== 'true' || parameters.get('resourceVersionMatch') === 'NotOlderThan')
    return;
  const message =
    'ListOptions.meta.k8s.io "" is invalid: resourceVersionMatch: Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan';
  throw new Refusal(422, 'Invalid', message, { group: 'meta.k8s.io', kind: 'ListOptions' });
}

/**
 * Bookmarks come about once a minute, and two seconds before a watch with a time limit ends (cacher of k8s.io/apiserver v0.36); only when
 * there is a version that the reader does not know yet.
 */
function endInTime(
  { parameters }: Query,
  response: ServerResponse,
  signal: AbortSignal,
  bookmark: () => void,
  stop: () => void,
): void {
  const wanted = parameters.get('allowWatchBookmarks') === 'true';
  const seconds = Number(parameters.get('timeoutSeconds') ?? 0) || 1800 + Math.random() * 1800;
  const end = () => response.end();
  const timers = [
    setTimeout(end, seconds * 1000),
    ...(wanted ? [setInterval(bookmark, 60_000), setTimeout(bookmark, Math.max(seconds - 2, 0.5) * 1000)] : []),
  ];
  signal.addEventListener('abort', end);
  response.once('close', () => {
    for (const timer of timers) clearTimeout(timer);
    signal.removeEventListener('abort', end);
    stop();
  });
}

/** What a change is to somebody who sees a selection: an object that leaves it is deleted, one that enters it is new. */
function typeFor(selects: Selector, { type, item, previous }: Entry): Entry['type'] | undefined {
  const before = previous !== undefined && selects(previous);
  const after = type !== 'DELETED' && selects(item);
  if (before && after) return 'MODIFIED';
  if (after) return 'ADDED';
  return before ? 'DELETED' : undefined;
}

function bookmarkOf({ resource }: Query, version: number, metadata: Json): Partial<Item> {
  const named = {
    resourceVersion: String(version),
    creationTimestamp: null,
    ...metadata,
  } as unknown as Item['metadata'];
  return { kind: resource.kind, apiVersion: apiVersionFor(resource), metadata: named };
}
