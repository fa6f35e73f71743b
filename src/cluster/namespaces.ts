import type { Need } from './api.ts';
import { followCollection } from './collection.ts';
import { createQueue } from './queue.ts';
import type { JsonReader } from './rest.ts';
import { mapping, text } from './values.ts';
import type { Pause } from './pause.ts';

/** Tells the namespaces in which to look, at first and whenever they change. Ends with the signal; never rejects. */
export type FollowNamespaces = (onNames: (names: readonly string[]) => void, signal: AbortSignal) => Promise<void>;

/** More are not followed: each means a connection per kind. */
export const mostNamespaces = 40;
/** How many questions are under way at once. */
const atOnce = 4;
/** When somebody who was refused is asked about again, in milliseconds: a new namespace gets its roles a moment later, an old one seldom. */
const again = { first: 5000, longest: 30 * 60_000 } as const;
/** Who may list neither of these has nothing to see in a namespace. */
const worth: readonly Omit<Need, 'namespace'>[] = [
  { verb: 'list', group: 'kustomize.toolkit.fluxcd.io', resource: 'kustomizations' },
  { verb: 'list', group: 'helm.toolkit.fluxcd.io', resource: 'helmreleases' },
];

/**
 * For somebody who may not look at the whole cluster: the namespaces that are known beforehand, and of all others, where they may be listed,
 * those in which the person may list Kustomizations or HelmReleases. Follows namespaces that come and go, and rights that are given later.
 */
export function visibleNamespaces(reader: JsonReader, known: readonly string[], pause: Pause): FollowNamespaces {
  return async (onNames, signal) => {
    const allowed = new Set<string>();
    const asked = new Map<string, AbortController>();
    const tell = (): void => onNames([...new Set([...known, ...[...allowed].sort()])].slice(0, mostNamespaces));
    const question = questions(reader, pause);
    const come = (name: string): void => {
      const end = new AbortController();
      asked.set(name, end);
      void question(name, end.signal).then((may) => may && (allowed.add(name), tell()));
    };
    const take = (items: readonly object[]): void => {
      const names = new Set(items.flatMap((it) => nameOf(it) ?? []));
      for (const [name, end] of asked) {
        if (names.has(name)) continue;
        end.abort();
        asked.delete(name);
        if (allowed.delete(name)) tell();
      }
      for (const it of names) if (!asked.has(it) && !known.includes(it)) come(it);
    };
    const stop = (): void => asked.forEach((it) => it.abort());
    signal.addEventListener('abort', stop);
    tell();
    // Who may not list namespaces still has those that are known.
    const follower = { onItems: take, onFault: () => undefined };
    await followCollection(reader, everyNamespace, follower, { pause, signal });
    signal.removeEventListener('abort', stop);
  };
}

const everyNamespace = { path: '/api/v1/namespaces', words: 'the namespaces' };

/** Asks until somebody may look at a namespace, and says so; `false` once the signal is aborted. */
function questions(reader: JsonReader, pause: Pause): (namespace: string, signal: AbortSignal) => Promise<boolean> {
  const queue = createQueue(atOnce);
  return async (namespace, signal) => {
    for (let wait: number = again.first; !signal.aborted; wait = Math.min(wait * 2, again.longest)) {
      let may = false;
      await queue(async () => {
        may = await mayLook(reader, namespace, signal);
      });
      if (may) return !signal.aborted;
      await pause(wait, signal);
    }
    return false;
  };
}

/** What the server cannot say now is asked again like a refusal. */
async function mayLook(reader: JsonReader, namespace: string, signal: AbortSignal): Promise<boolean> {
  for (const need of worth) {
    if (signal.aborted) return false;
    if (await reader.mayI({ ...need, namespace }, signal).catch(() => false)) return true;
  }
  return false;
}

function nameOf(item: object): string | undefined {
  return text(mapping(mapping(item)['metadata'])['name']);
}
