import type { Kind } from '../flux/kind.ts';
import type { FluxObject, ObjectId } from '../flux/objects.ts';

/**
 * What the live view needs from an API server. Small, so that a fake cluster is ten lines. Every
 * method rejects with `ApiError` only, or with the signal's reason once that is aborted.
 */
export interface Api {
  /** One page of a list, in the version of the kind that this server serves. Without a namespace: of the whole cluster. */
  list(kind: Kind, page: PageRequest, signal: AbortSignal): Promise<Page>;
  /** Resolves when the server ends the stream as it does every few minutes, rejects with `ApiError`; `gone` means: list again. */
  watch(kind: Kind, from: WatchFrom, onEvent: (event: WatchEvent) => void, signal: AbortSignal): Promise<void>;
  get(id: ObjectId, signal: AbortSignal): Promise<FluxObject>;
  /** Applies a JSON merge patch as Flux's own field manager and returns the object as it became. */
  patch(id: ObjectId, mergePatch: object, signal: AbortSignal): Promise<FluxObject>;
}

export interface PageRequest {
  readonly namespace?: string;
  readonly limit: number;
  /** The token of the page before. */
  readonly continue?: string;
}

export interface Page {
  readonly items: readonly FluxObject[];
  readonly resourceVersion: string;
  /** Absent on the last page. */
  readonly continue?: string;
  /** How large the answer was, in characters of JSON, where that is known. */
  readonly size?: number;
}

export interface WatchFrom {
  readonly namespace?: string;
  readonly resourceVersion: string;
}

/** A change. A bookmark carries a new resource version and no object. */
export interface WatchEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK';
  readonly object: FluxObject;
}

/** Something that a person may or may not do, in the words of RBAC. Without a namespace: in every one. */
export interface Need {
  readonly verb: 'get' | 'list' | 'watch' | 'create' | 'patch' | 'delete';
  readonly group: string;
  /** The plural, as in `kustomizations`. */
  readonly resource: string;
  readonly namespace?: string;
}

export type ApiReason =
  | 'unreachable'
  | 'unauthorized'
  | 'forbidden'
  | 'notFound'
  | 'gone'
  | 'tooMany'
  | 'server'
  | 'malformed'
  | 'credentials';

/** Why a request failed. `message` is one sentence that a person can act on; it holds no secret and no control characters. */
export class ApiError extends Error {
  /** HTTP status, 0 when there was no answer. */
  readonly status: number;
  readonly reason: ApiReason;
  /** How long the server asked us to wait, when it did. */
  readonly retryAfterSeconds: number | undefined;

  constructor(reason: ApiReason, status: number, message: string, retryAfterSeconds?: number) {
    super(message);
    this.name = 'ApiError';
    this.reason = reason;
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/**
 * Whether something thrown is an `ApiError`, also one that another bundle made: the client is loaded on its own, with a copy of this class, and
 * `instanceof` would say no.
 */
export function isApiError(error: unknown): error is ApiError {
  return error instanceof Error && error.name === 'ApiError' && 'reason' in error;
}
