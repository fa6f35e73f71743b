import type { Kind } from '../flux/kind.ts';
import type { FluxObject } from '../flux/objects.ts';
import { ApiError, isApiError } from './api.ts';
import type { Api } from './api.ts';
import type { LiveStore } from './store.ts';

/** Waits so many milliseconds, or until the signal is aborted; never rejects. */
export type Pause = (milliseconds: number, signal: AbortSignal) => Promise<void>;

export interface Following {
  readonly api: Pick<Api, 'list' | 'watch'>;
  readonly kinds: readonly Kind[];
  readonly store: LiveStore;
  readonly pause: Pause;
  /** Ends the following; until then it goes on for ever, whatever the cluster does. */
  readonly signal: AbortSignal;
  /** Where to look when the whole cluster may not be listed. */
  readonly namespaces?: readonly string[];
  /** From 0 up to 1, for waits that do not all end together. */
  readonly random?: () => number;
}

/**
 * Keeps the store equal to the cluster, with one list and one watch per kind. Never rejects: what goes wrong is the kind's fault in the store,
 * and the last known objects stay. Ends when the signal is aborted, or when the cluster or a credential plugin refuses our credentials: to
 * ask again by ourselves would open login windows that nobody asked for.
 */
export async function follow(following: Following): Promise<void> {
  await Promise.all(following.kinds.map((kind) => followKind(following, kind)));
}

/** How long until a kind is asked for again, in milliseconds. */
const waits = { first: 1000, longest: 60_000, absent: 60_000, forbidden: 60_000 } as const;
/** Parsing a page of ordinary objects takes some 6 ms, so that the editor never stands still while thousands are listed. */
const pageSize = 250;
/** Pages of a list that restarts its own tokens would go on for ever. */
const mostPages = 10_000;

async function followKind(following: Following, kind: Kind): Promise<void> {
  const { namespaces = [], signal, store } = following;
  const ended = await followScope(following, kind, undefined, namespaces.length > 0);
  if (signal.aborted || ended !== 'narrow') return;
  store.setFault(kind, undefined);
  await Promise.all(namespaces.map((namespace) => followScope(following, kind, namespace, false)));
}

/** Follows a kind in the cluster or in one namespace. `narrow`: the whole cluster is forbidden and `mayNarrow` says to try less. */
async function followScope(
  following: Following,
  kind: Kind,
  namespace: string | undefined,
  mayNarrow: boolean,
): Promise<'ended' | 'narrow'> {
  const { signal, store, pause, random = Math.random } = following;
  let failures = 0;
  while (!signal.aborted) {
    try {
      await listAndWatch(following, kind, namespace, () => (failures = 0));
    } catch (error) {
      if (signal.aborted) return 'ended';
      const fault = faultOf(error);
      if (fault.reason === 'forbidden' && mayNarrow) return 'narrow';
      if (fault.reason === 'notFound') store.setAbsent(kind);
      // The server merely forgot where we were. That is no news, unless it goes on.
      else if (fault.reason !== 'gone' || failures > 1) store.setFault(kind, fault, namespace);
      if (fault.reason === 'credentials' || fault.reason === 'unauthorized') return 'ended';
      await pause(waitAfter(fault, failures++) * (0.75 + random() / 2), signal);
    }
  }
  return 'ended';
}

function waitAfter(fault: ApiError, failures: number): number {
  if (fault.reason === 'notFound') return waits.absent;
  if (fault.reason === 'forbidden') return waits.forbidden;
  if (fault.reason === 'gone' && failures === 0) return 0;
  const asked = (fault.retryAfterSeconds ?? 0) * 1000;
  return Math.max(Math.min(asked, 10 * waits.longest), Math.min(waits.first * 2 ** failures, waits.longest));
}

/** Anything but an `ApiError` is a bug of ours. It must not stop the other kinds, and must not be silent. */
function faultOf(error: unknown): ApiError {
  if (isApiError(error)) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new ApiError(
    'malformed',
    0,
    `Something went wrong inside Fluxwright while it followed the cluster: ${message}`,
  );
}

async function listAndWatch(
  { api, store, signal, pause, random = Math.random }: Following,
  kind: Kind,
  namespace: string | undefined,
  onWell: () => void,
): Promise<void> {
  const scope = namespace === undefined ? {} : { namespace };
  const { items, resourceVersion } = await listAll(api, kind, scope, signal);
  store.replace(kind, items, namespace);
  store.setFault(kind, undefined, namespace);
  let from = resourceVersion;
  while (!signal.aborted) {
    await api.watch(
      kind,
      { ...scope, resourceVersion: from },
      (event) => {
        if (signal.aborted) return;
        store.apply(kind, event);
        from = event.object.metadata?.resourceVersion ?? from;
        onWell();
      },
      signal,
    );
    onWell();
    // Servers end each stream after some minutes; one that ends them at once is not asked in a tight loop.
    await pause(waits.first * (0.5 + random()), signal);
  }
}

/** All pages. A list whose next page the server has forgotten rejects with `gone` and starts over by the usual way. */
async function listAll(
  api: Pick<Api, 'list'>,
  kind: Kind,
  scope: { readonly namespace?: string },
  signal: AbortSignal,
): Promise<{ items: readonly FluxObject[]; resourceVersion: string }> {
  const items: FluxObject[] = [];
  let token: string | undefined;
  for (let count = 0; count < mostPages; count++) {
    const page = await api.list(
      kind,
      { ...scope, limit: pageSize, ...(token === undefined ? {} : { continue: token }) },
      signal,
    );
    items.push(...page.items);
    if (page.continue === undefined) return { items, resourceVersion: page.resourceVersion };
    token = page.continue;
  }
  throw new ApiError('malformed', 200, `The list of ${kind.kind} objects does not end.`);
}
