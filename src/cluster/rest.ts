import { kindOf } from '../flux/kinds.ts';
import type { Kind } from '../flux/kind.ts';
import type { FluxObject, ObjectId } from '../flux/objects.ts';
import { plainText } from '../flux/plain.ts';
import { fieldManager } from '../flux/requests.ts';
import { ApiError, isApiError } from './api.ts';
import type { Api, Need, PageRequest } from './api.ts';
import type { ServerClock } from './clock.ts';
import { eventOf, pageOf, rawEventOf, slim } from './decode.ts';
import type { RawEvent } from './decode.ts';
import type { Limits, Login } from './login.ts';
import { sendForJson, sendForLines } from './transport.ts';
import type { Sending } from './transport.ts';
import { createTurns } from './turns.ts';
import { mapping, text } from './values.ts';
import { createVersions } from './versions.ts';
import type { ReadJson, Versions } from './versions.ts';

/** A request as the API thinks of it: a path of the server, and words that finish the sentence "Cannot …". */
interface Asking {
  readonly path: string;
  readonly what: string;
  readonly change?: Pick<Sending, 'method' | 'body'>;
}

/** Reads what is no object of Flux, such as what the server says of its kinds, or the events of an object. */
export interface JsonReader {
  readonly readJson: ReadJson;
  readonly watchJson: WatchJson;
  /** Whether the server would let us (a SelfSubjectAccessReview). Sends nothing that changes anything. Rejects with `ApiError`. */
  mayI(need: Need, signal: AbortSignal): Promise<boolean>;
  /** The name by which the server knows us (a SelfSubjectReview, since Kubernetes 1.28); `undefined` when it does not say. Rejects with `ApiError`. */
  whoAmI(signal: AbortSignal): Promise<string | undefined>;
}

/** All that can be asked of a cluster, and the time as its server has it: ours until it has answered. */
export type ClusterApi = Api & JsonReader & Pick<ServerClock, 'now'>;

/** Follows the changes at a path whose query says `watch=true`: each line as it came. Ends and rejects as `Api.watch` does. */
export type WatchJson = (
  path: string,
  what: string,
  onEvent: (event: RawEvent) => void,
  signal: AbortSignal,
) => Promise<void>;

/** What requests have to keep to, and to share. */
type Bounds = Omit<Limits, 'signIn'> & Pick<Sending, 'turn' | 'hear'>;

/** The API over HTTP. Source: Kubernetes, "API Concepts" (paging, watch, bookmarks, merge patch). */
export function createApi(login: Login, given: Limits, clock: ServerClock): ClusterApi {
  const limits = { ...given, turn: createTurns(), hear: clock.hear };
  const sized = (asking: Asking, signal: AbortSignal) => signedIn(login, asking, limits, signal, sendForJson);
  const reader = readerOf(login, limits);
  const versions = createVersions(reader.readJson);

  const at = collections(versions);
  async function one(id: ObjectId, asking: Asking, signal: AbortSignal): Promise<FluxObject> {
    const kind = knownKind(id);
    const path = collectionPath(kind, await versions.of(kind, signal), id.namespace);
    const { json } = await sized({ ...asking, path: `${path}/${segment(id.name)}${asking.path}` }, signal);
    return slim(json, kind);
  }
  return {
    ...reader,
    now: clock.now,
    list: (kind, page, signal) =>
      at(kind, page.namespace, signal, async (path) => {
        const what = `list ${kind.kind} objects${where(page.namespace)}`;
        const { json, size } = await sized({ path: `${path}?${listQuery(page)}`, what }, signal);
        return { ...pageOf(json, kind, { what, server: login.server }), size };
      }),
    watch: (kind, from, onEvent, signal) =>
      at(kind, from.namespace, signal, (path) => {
        const question = { what: `watch ${kind.kind} objects${where(from.namespace)}`, server: login.server };
        const asking = { path: `${path}?${watchQuery(from.resourceVersion)}`, what: question.what };
        const onLine = (line: string): void => onEvent(eventOf(line, kind, question));
        return signedIn(login, asking, forWatch(limits), signal, (it) => sendForLines(it, onLine));
      }),
    get: (id, signal) => one(id, { path: '', what: `read ${shown(id)}` }, signal),
    patch: (id, mergePatch, signal) => one(id, patching(id, mergePatch), signal),
  };
}

/** Works on the path of a collection. Where that is not there, it is looked up again: Flux may have been changed to another version. */
function collections(versions: Versions) {
  return async <T>(
    kind: Kind,
    namespace: string | undefined,
    signal: AbortSignal,
    work: (path: string) => Promise<T>,
  ): Promise<T> => {
    const known = await versions.of(kind, signal);
    try {
      return await work(collectionPath(kind, known, namespace));
    } catch (error) {
      if (!isApiError(error) || error.reason !== 'notFound') throw error;
      versions.forget(kind.group);
      const now = await versions.of(kind, signal);
      if (now === known) throw error;
      return work(collectionPath(kind, now, namespace));
    }
  };
}

function readerOf(login: Login, limits: Bounds): JsonReader {
  const json = async (asking: Asking, signal: AbortSignal) =>
    (await signedIn(login, asking, limits, signal, sendForJson)).json;
  return {
    readJson: (path, what, signal) => json({ path, what }, signal),
    watchJson: (path, what, onEvent, signal) => {
      const onLine = (line: string): void => onEvent(rawEventOf(line, { what, server: login.server }));
      return signedIn(login, { path, what }, forWatch(limits), signal, (it) => sendForLines(it, onLine));
    },
    mayI: async (need, signal) => reviewed(await json(review(need), signal)),
    whoAmI: async (signal) => {
      const { status } = await json(identityReview, signal);
      return text(mapping(mapping(status)['userInfo'])['username']);
    },
  };
}

/** In a watch nothing may come for longer. */
function forWatch({ watchIdle, ...others }: Bounds): Omit<Bounds, 'watchIdle'> {
  return { ...others, idle: watchIdle };
}

/** Sends; when the credentials are refused, once more with fresh ones where there can be any. */
async function signedIn<T>(
  login: Login,
  { path, what, change = { method: 'GET' } }: Asking,
  { connect, idle, turn, hear }: Omit<Bounds, 'watchIdle'>,
  signal: AbortSignal,
  run: (sending: Sending) => Promise<T>,
): Promise<T> {
  for (let again = false; ; again = true) {
    const options = await login.options(signal);
    const headers = { 'User-Agent': 'fluxwright', Accept: 'application/json', ...(options.headers as object) };
    const question = { what, server: login.server };
    const url = new URL(login.server + path);
    try {
      const bounds = { connectMs: connect, idleMs: idle, turn, hear };
      return await run({ ...change, url, options: { ...options, headers }, question, ...bounds, signal });
    } catch (error) {
      const refused = isApiError(error) && error.reason === 'unauthorized';
      if (!refused || again || !login.renew(options)) throw error;
    }
  }
}

function patching(id: ObjectId, mergePatch: object): Asking {
  const body = { type: 'application/merge-patch+json', text: JSON.stringify(mergePatch) };
  return { path: `?fieldManager=${fieldManager}`, what: `change ${shown(id)}`, change: { method: 'PATCH', body } };
}

/** Source: Kubernetes authorization.k8s.io/v1, SelfSubjectAccessReview. */
function review({ verb, group, resource, namespace = '' }: Need): Asking {
  const spec = { resourceAttributes: { verb, group, resource, namespace } };
  const body = { kind: 'SelfSubjectAccessReview', apiVersion: 'authorization.k8s.io/v1', spec };
  const what = `ask whether you may ${verb} ${plainText(resource, 80)}`;
  return posting('/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', what, body);
}

/** Source: Kubernetes authentication.k8s.io/v1, SelfSubjectReview. */
const identityReview = posting('/apis/authentication.k8s.io/v1/selfsubjectreviews', 'ask who you are', {
  kind: 'SelfSubjectReview',
  apiVersion: 'authentication.k8s.io/v1',
});

function posting(path: string, what: string, body: object): Asking {
  return { path, what, change: { method: 'POST', body: { type: 'application/json', text: JSON.stringify(body) } } };
}

/** A server that does not say so has not allowed it. */
function reviewed(answer: Readonly<Record<string, unknown>>): boolean {
  return mapping(answer['status'])['allowed'] === true;
}

function knownKind(id: ObjectId): Kind {
  const kind = kindOf(id.group, id.kind);
  if (kind === undefined) throw new ApiError('notFound', 404, `${shown(id)} is not an object of Flux.`);
  return kind;
}

function shown(id: ObjectId): string {
  return plainText(`${id.kind} ${id.namespace}/${id.name}`, 300);
}

function collectionPath(kind: Kind, version: string, namespace: string | undefined): string {
  const scope = namespace === undefined || namespace === '' ? '' : `namespaces/${segment(namespace)}/`;
  return `/apis/${kind.group}/${version}/${scope}${kind.plural}`;
}

/** A name as one segment of a path. `.` and `..` would lead elsewhere and are no names in Kubernetes. */
function segment(name: string): string {
  if (name === '' || /^\.+$/.test(name)) throw new ApiError('notFound', 404, `"${name}" is not the name of an object.`);
  return encodeURIComponent(name);
}

function where(namespace: string | undefined): string {
  return namespace === undefined ? '' : ` in namespace ${plainText(namespace, 80)}`;
}

function listQuery(page: PageRequest): string {
  const token = page.continue === undefined ? {} : { continue: page.continue };
  return new URLSearchParams({ limit: String(page.limit), ...token }).toString();
}

function watchQuery(resourceVersion: string): string {
  return new URLSearchParams({ watch: 'true', allowWatchBookmarks: 'true', resourceVersion }).toString();
}
