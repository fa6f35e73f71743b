import { plainText } from '../flux/plain.ts';
import type { Kind } from '../flux/kind.ts';
import { livesOf } from '../flux/versions.ts';
import { ApiError, isApiError } from './api.ts';

/** Reads the JSON at a path of the API server. `what` finishes the sentence "Cannot …". */
export type ReadJson = (path: string, what: string, signal: AbortSignal) => Promise<Record<string, unknown>>;

/** Which version of a kind a server serves: older Flux serves older ones (FLUX.md E.2), so none is taken for granted. */
export interface Versions {
  /** Rejects with `ApiError` `notFound` when the server has no such kind. Asks at most once per group and version until `forget`. */
  of(kind: Kind, signal: AbortSignal): Promise<string>;
  /** Drops what is known of a group, for when an answer shows that it has changed. */
  forget(group: string): void;
}

/** One request, shared by all who wait for it. */
interface Asked {
  readonly starter: AbortSignal;
  readonly answer: Promise<readonly string[]>;
}

export function createVersions(read: ReadJson): Versions {
  const asked = new Map<string, Asked>();
  function ask(path: string, take: (json: Record<string, unknown>) => readonly string[], starter: AbortSignal): Asked {
    const mine = { starter, answer: read(path, 'look up what the cluster serves', starter).then(take) };
    asked.set(path, mine);
    mine.answer.catch(() => asked.get(path) === mine && asked.delete(path));
    return mine;
  }
  async function names(path: string, take: (json: Record<string, unknown>) => readonly string[], signal: AbortSignal) {
    for (;;) {
      const { answer, starter } = asked.get(path) ?? ask(path, take, signal);
      try {
        return await answer;
      } catch (error) {
        // When only the one who asked first gave up, it is asked again.
        if (signal.aborted || !starter.aborted) throw error;
      }
    }
  }
  function forget(group: string): void {
    for (const path of asked.keys())
      if (path === `/apis/${group}` || path.startsWith(`/apis/${group}/`)) asked.delete(path);
  }
  return {
    forget,
    async of(kind, signal) {
      const served = await names(`/apis/${kind.group}`, versionsIn, signal).catch(noneIfNotFound);
      for (const version of inOrder(kind, served)) {
        const plurals = await names(`/apis/${kind.group}/${version}`, pluralsIn, signal);
        if (plurals.includes(kind.plural)) return version;
      }
      forget(kind.group);
      throw new ApiError('notFound', 404, `This cluster serves no ${plainText(kind.kind, 80)} of ${kind.group}.`);
    },
  };
}

function noneIfNotFound(error: unknown): readonly string[] {
  if (isApiError(error) && error.reason === 'notFound') return [];
  throw error;
}

/** The versions we know first, newest first; then those that no row knows yet, in the server's own order. */
function inOrder(kind: Kind, served: readonly string[]): readonly string[] {
  const known = [...new Set([...kind.versions, ...livesOf(kind.group, kind.kind).map((it) => it.version)])];
  return [...known.filter((it) => served.includes(it)), ...served.filter((it) => !known.includes(it))];
}

function versionsIn(group: Record<string, unknown>): readonly string[] {
  return textsOf(group['versions'], 'version');
}

function pluralsIn(resources: Record<string, unknown>): readonly string[] {
  return textsOf(resources['resources'], 'name');
}

function textsOf(list: unknown, field: string): readonly string[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((it: Record<string, unknown> | null) => {
    const value = it?.[field];
    return typeof value === 'string' && /^[a-z0-9.-]+(\/[a-z]+)?$/.test(value) ? [value] : [];
  });
}
