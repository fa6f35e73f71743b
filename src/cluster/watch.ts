import type { Kind } from '../flux/kind.ts';
import { ApiError, isApiError } from './api.ts';
import type { Api } from './api.ts';
import { createBell } from './bell.ts';
import type { Bell } from './bell.ts';
import { listAll } from './listing.ts';
import type { FollowNamespaces } from './namespaces.ts';
import type { Pause } from './pause.ts';
import { followEach, shareNamespaces } from './scopes.ts';
import type { LiveStore } from './store.ts';
import { noticeWaking } from './waking.ts';

export interface Following {
  readonly api: Pick<Api, 'list' | 'watch'>;
  readonly kinds: readonly Kind[];
  readonly store: LiveStore;
  readonly pause: Pause;
  /** Ends the following; until then it goes on for ever, whatever the cluster does. */
  readonly signal: AbortSignal;
  /** Where to look when the whole cluster may not be listed. */
  readonly namespaces?: FollowNamespaces;
  /** From 0 up to 1, for waits that do not all end together. */
  readonly random?: () => number;
  /** Milliseconds since the epoch. With it, a machine that slept is noticed by its clock, and nothing waits for old connections. */
  readonly now?: () => number;
}

/** What all kinds of one following share. */
interface Room extends Required<Omit<Following, 'now' | 'namespaces'>> {
  readonly namespaces: FollowNamespaces | undefined;
  /** The machine was asleep: connections are dead, and no wait is worth waiting for. */
  readonly woken: Bell;
  /** The cluster has answered again. */
  readonly reached: Bell;
  /** A kind that was not there has come. */
  readonly installed: Bell;
}

/**
 * Keeps the store equal to the cluster, with one list and one watch per kind, or per kind and namespace where the whole cluster is forbidden.
 * Never rejects: what goes wrong is the kind's fault in the store, and the last known objects stay. Ends when the signal is aborted, or when
 * the cluster or a credential plugin refuses our credentials for good: to ask again by ourselves would open login windows that nobody asked for.
 */
export async function follow(following: Following): Promise<void> {
  const { random = Math.random, namespaces, now, pause, signal } = following;
  const [woken, reached, installed] = [createBell(), createBell(), createBell()];
  const shared = namespaces && shareNamespaces(namespaces, signal);
  const room: Room = { ...following, random, namespaces: shared, woken, reached, installed };
  const ended = new AbortController();
  const waking =
    now && noticeWaking({ now, pause, signal: AbortSignal.any([signal, ended.signal]) }, () => woken.ring());
  await Promise.all(following.kinds.map((kind) => followKind(room, kind)));
  ended.abort();
  await waking;
}

/** How long until a kind is asked for again, in milliseconds. */
const waits = {
  first: 1000,
  longest: 60_000,
  unreachable: 30_000,
  absent: 20_000,
  forbidden: 60_000,
  refused: 600_000,
} as const;

async function followKind(room: Room, kind: Kind): Promise<void> {
  const { namespaces, signal, store } = room;
  const ended = await followScope(room, { kind, signal, mayNarrow: namespaces !== undefined });
  if (namespaces === undefined || ended !== 'narrow') return;
  store.setFault(kind, undefined);
  await followEach(room, namespaces, kind, (scope) => followScope(room, { kind, ...scope }));
}

/** One list and one watch: a kind in the cluster, or in one namespace. */
interface Scope {
  readonly kind: Kind;
  readonly signal: AbortSignal;
  readonly namespace?: string;
  /** Whether less is tried where the whole cluster is forbidden. */
  readonly mayNarrow?: boolean;
  /** Takes what is said of a refusal, where one namespace of many is no fault of the kind. */
  readonly onForbidden?: (fault: ApiError | undefined) => void;
}

/** How far a scope has come: the version that was heard last, while the server is believed to remember it. */
interface Place {
  from?: string | undefined;
  failures: number;
  absent: boolean;
}

/** Follows a scope until its signal is aborted. `narrow`: the whole cluster is forbidden and less may be tried. */
async function followScope(room: Room, scope: Scope): Promise<'ended' | 'narrow'> {
  const { signal } = scope;
  const place: Place = { failures: 0, absent: false };
  while (!signal.aborted) {
    try {
      if (await room.woken.under(signal, (it) => listAndWatch(room, scope, place, it))) place.failures = 0;
    } catch (error) {
      if (signal.aborted) return 'ended';
      const fault = faultOf(error);
      if (fault.reason === 'forbidden' && scope.mayNarrow === true) return 'narrow';
      // A server that is busy, and has not been for long, still knows where we were: to list again would be work for it.
      if (fault.reason !== 'tooMany' || place.failures > 1) place.from = undefined;
      note(room.store, scope, place, fault);
      if (isFinal(fault)) return 'ended';
      await waitAfter(room, scope, place, fault);
    }
  }
  return 'ended';
}

function note(store: LiveStore, { kind, namespace, onForbidden }: Scope, place: Place, fault: ApiError): void {
  place.absent = fault.reason === 'notFound';
  if (place.absent) return store.setAbsent(kind);
  if (fault.reason === 'forbidden' && onForbidden !== undefined) return onForbidden(fault);
  // That the server forgot where we were, or wants a moment, is no news, unless it goes on.
  const passes = place.failures < 2 && (fault.reason === 'gone' || place.from !== undefined);
  if (!passes) store.setFault(kind, fault, namespace);
}

function isFinal({ reason, retryAfterSeconds }: ApiError): boolean {
  return (reason === 'credentials' || reason === 'unauthorized') && retryAfterSeconds === undefined;
}

/** Waits as long as a fault is worth, or until there is reason to believe that it has passed. */
async function waitAfter(room: Room, scope: Scope, place: Place, fault: ApiError): Promise<void> {
  const time = timeAfter(fault, place.failures++, scope) * (0.75 + room.random() / 2);
  const pause = (signal: AbortSignal) => room.pause(time, signal);
  const passes =
    fault.reason === 'unreachable' ? room.reached : fault.reason === 'notFound' ? room.installed : undefined;
  const work = async (signal: AbortSignal) => void (await (passes?.under(signal, pause) ?? pause(signal)));
  if (await room.woken.under(scope.signal, work)) place.failures = 0;
}

function timeAfter(fault: ApiError, failures: number, { namespace }: Scope): number {
  if (fault.reason === 'notFound') return waits.absent;
  if (fault.reason === 'forbidden') return namespace === undefined ? waits.forbidden : waits.refused;
  if (fault.reason === 'gone' && failures === 0) return 0;
  const asked = (fault.retryAfterSeconds ?? 0) * 1000;
  const longest = fault.reason === 'unreachable' ? waits.unreachable : waits.longest;
  return Math.max(Math.min(asked, 10 * waits.longest), Math.min(waits.first * 2 ** failures, longest));
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

async function listAndWatch(room: Room, scope: Scope, place: Place, signal: AbortSignal): Promise<void> {
  const { api, store, pause, random } = room;
  const { kind, namespace } = scope;
  const within = namespace === undefined ? {} : { namespace };
  if (place.from === undefined) {
    const { items, resourceVersion } = await listAll(api, kind, within, signal);
    store.replace(kind, items, namespace);
    store.setFault(kind, undefined, namespace);
    scope.onForbidden?.(undefined);
    place.from = resourceVersion;
    if (place.failures > 0) room.reached.ring();
    if (place.absent) room.installed.ring();
    place.absent = false;
  }
  while (!signal.aborted) {
    await api.watch(
      kind,
      { ...within, resourceVersion: place.from },
      (event) => {
        if (signal.aborted) return;
        store.apply(kind, event);
        place.from = event.object.metadata?.resourceVersion ?? place.from;
        place.failures = 0;
      },
      signal,
    );
    place.failures = 0;
    // Servers end each stream after some minutes; one that ends them at once is not asked in a tight loop.
    await pause(waits.first * (0.5 + random()), signal);
  }
}
