import type { Kind } from '../flux/kind.ts';
import type { ApiError } from './api.ts';
import type { FollowNamespaces } from './namespaces.ts';
import type { LiveStore } from './store.ts';

/** Asks for the namespaces once, and only when somebody wants to know them, however many do. */
export function shareNamespaces(follow: FollowNamespaces, signal: AbortSignal): FollowNamespaces {
  const listeners = new Set<(names: readonly string[]) => void>();
  let names: readonly string[] | undefined;
  let running: Promise<void> | undefined;
  const tell = (now: readonly string[]): void => {
    names = now;
    for (const it of [...listeners]) it(now);
  };
  return async (onNames) => {
    listeners.add(onNames);
    if (names !== undefined) onNames(names);
    await (running ??= follow(tell, signal));
  };
}

/** A kind in one namespace, until its signal says that the namespace is gone. */
export interface NamespaceScope {
  readonly namespace: string;
  readonly signal: AbortSignal;
  /** Takes that the namespace is forbidden, or `undefined` that it is not. */
  readonly onForbidden: (fault: ApiError | undefined) => void;
}

/**
 * Follows a kind in each of some namespaces, while there are more and fewer of them. That one is forbidden is no fault of the kind; that all
 * are is. Resolves when all have ended.
 */
export async function followEach(
  { store, signal }: { readonly store: LiveStore; readonly signal: AbortSignal },
  namespaces: FollowNamespaces,
  kind: Kind,
  follow: (scope: NamespaceScope) => Promise<unknown>,
): Promise<void> {
  const scopes = new Map<string, AbortController>();
  const refused = new Map<string, ApiError>();
  const running = new Set<Promise<unknown>>();
  const isAllowed = (namespace: string): boolean => !refused.has(namespace);
  const judge = (): void => {
    const names = [...scopes.keys()];
    store.setFault(kind, refused.size === names.length ? refused.get(names[0] ?? '') : undefined);
    store.setScope(kind, names.filter(isAllowed));
  };
  const start = (namespace: string): void => {
    const end = new AbortController();
    scopes.set(namespace, end);
    const onForbidden = (fault: ApiError | undefined): void => {
      if (fault === undefined) refused.delete(namespace);
      else refused.set(namespace, fault);
      judge();
    };
    const work = follow({ namespace, signal: end.signal, onForbidden }).finally(() => running.delete(work));
    running.add(work);
  };
  const leave = (namespace: string, end: AbortController): void => {
    end.abort();
    scopes.delete(namespace);
    refused.delete(namespace);
    store.replace(kind, [], namespace);
    store.setFault(kind, undefined, namespace);
  };
  const stop = (): void => scopes.forEach((it) => it.abort());
  signal.addEventListener('abort', stop);
  await namespaces((names) => {
    if (signal.aborted) return;
    for (const it of names) if (!scopes.has(it)) start(it);
    for (const [it, end] of scopes) if (!names.includes(it)) leave(it, end);
    judge();
  }, signal);
  await Promise.all(running);
  signal.removeEventListener('abort', stop);
}
