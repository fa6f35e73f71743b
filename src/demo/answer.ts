import type { IncomingMessage, ServerResponse } from 'node:http';
import { accessReview, anonymous, mayDo, mayRead, refusalOf, rulesReview, type User } from './access.ts';
import { longName, resourceOf, type GroupVersion } from './catalog.ts';
import { checkNamespace, type Target } from './commit.ts';
import { discover } from './discovery.ts';
import { isJson, jsonOf, type Json } from './json.ts';
import { list } from './listing.ts';
import { about, refuse, Refusal } from './refusal.ts';
import { routeOf, verbOf, type Route } from './route.ts';
import type { Storage } from './storage.ts';
import { checkWatch, watch } from './watching.ts';
import { apply, create, merge, remove, update } from './writes.ts';

/** What every answer needs to know. */
export interface Server {
  readonly storage: Storage;
  readonly groups: readonly GroupVersion[];
  /** By bearer token. */
  readonly users: ReadonlyMap<string, User>;
  /** Ends watches. */
  readonly signal: AbortSignal;
}

/** Answers one request. Never throws: what goes wrong is a `Status` object. */
export async function answer(server: Server, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const user = userOf(server, request);
    const route = routeOf(server.groups, url.pathname);
    if (route) await answerObjects(server, { request, response, url, user, route });
    else answerPath(server, url.pathname, user, response);
  } catch (error) {
    const refusal = error instanceof Refusal ? error : refuse.internal(String(error));
    if (response.headersSent) response.destroy();
    else reply(response, refusal.status.code, refusal.status);
  }
}

interface Call {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly user: User;
  readonly route: Route;
}

function userOf(server: Server, request: IncomingMessage): User {
  const given = request.headers.authorization;
  if (given === undefined) return anonymous;
  const user = server.users.get(/^Bearer (.+)$/i.exec(given)?.[1] ?? '');
  if (!user) throw refuse.unauthorized();
  return user;
}

function answerPath(server: Server, path: string, user: User, response: ServerResponse): void {
  if (!mayRead(user, path)) throw refuse.forbidden('', `User "${user.name}" cannot get path "${path}"`, {});
  const found = discover(server.groups, path.length > 1 ? path.replace(/\/$/, '') : path);
  if (found) return reply(response, 200, found);
  if (path.startsWith('/api/v1/')) throw refuse.noSuchResource();
  const healthy = /^\/(healthz|livez|readyz)$/.test(path);
  response.writeHead(healthy ? 200 : 404, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(healthy ? 'ok' : '404 page not found\n');
}

async function answerObjects(server: Server, call: Call): Promise<void> {
  const { request, response, url, user, route } = call;
  const { resource, namespace, name, subresource } = route;
  const parameters = url.searchParams;
  const watching = ['true', '1'].includes(parameters.get('watch') ?? '');
  const verb = verbOf(route, request.method ?? 'GET', watching);
  const full = subresource === '' ? resource.plural : `${resource.plural}/${subresource}`;
  const wish = { verb, group: resource.group, resource: full, namespace, name };
  if (!mayDo(user, wish)) {
    const what = name === '' ? longName(resource) : `${longName(resource)} "${name}"`;
    throw refuse.forbidden(what, refusalOf(user, wish), about(resource, name));
  }
  if (verb === 'update' && name === '' && !resource.builtIn) throw refuse.bad('name must be provided');
  if (!allowed(route, verb)) throw refuse.method(resource, verb);
  const query = { resource, parameters, ...(namespace === '' ? {} : { namespace }) };
  if (verb === 'watch') {
    checkWatch(parameters);
    return watch(server.storage, query, response, server.signal);
  }
  if (verb === 'list') return reply(response, 200, list(server.storage, query));
  if (verb === 'get') return reply(response, 200, read(server, route));
  const type = (request.headers['content-type'] ?? 'application/json').split(';')[0] ?? '';
  checkMedia(verb, type);
  const body = await bodyOf(request);
  if (resource.kind.startsWith('SelfSubject')) return reply(response, 201, review(user, resource, body));
  const [code, result] = write(server, targetOf(call, type), verb, type, body);
  reply(response, code, result);
}

function allowed({ resource, name, subresource, namespace }: Route, verb: string): boolean {
  if (!resource.verbs.includes(verb)) return false;
  // The real server takes a POST to one object of a CRD's kind as one to the collection.
  if (verb === 'create')
    return subresource === '' && (name === '' || !resource.builtIn) && (!resource.namespaced || namespace !== '');
  return name !== '' ? subresource === '' || verb !== 'delete' : verb === 'list' || verb === 'watch';
}

function read({ storage }: Server, { resource, namespace, name }: Route): Json {
  const item = storage.get(resource, namespace, name);
  if (!item) throw refuse.notFound(resource, name);
  return item;
}

const patchTypes = ['application/merge-patch+json', 'application/apply-patch+yaml'];

function checkMedia(verb: string, type: string): void {
  const accepted = verb === 'patch' ? patchTypes : ['application/json'];
  if (!accepted.includes(type) && !(verb === 'delete' && type === '')) throw refuse.media(accepted);
}

function targetOf({ request, url, route }: Call, type: string): Target {
  const parameters = url.searchParams;
  const given = parameters.get('fieldManager') ?? '';
  if (type === 'application/apply-patch+yaml' && given === '') {
    const message = 'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch';
    const causes = [
      { reason: 'FieldValueRequired', message: 'Required value: is required for apply patch', field: 'fieldManager' },
    ];
    throw new Refusal(422, 'Invalid', message, { group: 'meta.k8s.io', kind: 'PatchOptions', causes });
  }
  const writer = given === '' ? ((request.headers['user-agent'] ?? 'unknown').split('/')[0] ?? 'unknown') : given;
  return { ...route, writer, dryRun: parameters.has('dryRun'), force: parameters.get('force') === 'true' };
}

function write({ storage, groups }: Server, target: Target, verb: string, type: string, body: Json): [number, Json] {
  const known = storage.get(target.resource, target.namespace, target.name) !== undefined;
  const makes = verb === 'create' || (!known && type === 'application/apply-patch+yaml');
  if (makes && target.resource.namespaced)
    checkNamespace(storage, resourceOf(groups, '', 'Namespace'), target.namespace);
  if (verb === 'create') return [201, create(storage, target, body)];
  if (verb === 'update') return [200, update(storage, target, body)];
  if (verb === 'patch' && type === 'application/merge-patch+json') return [200, merge(storage, target, body)];
  if (verb === 'patch') return [known ? 200 : 201, apply(storage, target, body)];
  const { metadata } = remove(storage, target, body);
  const details = { ...about(target.resource, target.name), uid: metadata.uid };
  return [200, { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details }];
}

function review(user: User, { kind, group }: Route['resource'], body: Json): Json {
  const head = { kind, apiVersion: `${group}/v1`, metadata: { creationTimestamp: null } };
  if (kind === 'SelfSubjectReview')
    return { ...head, status: { userInfo: { username: user.name, groups: user.groups } } };
  const spec = jsonOf(body['spec']);
  return { ...head, spec, status: kind === 'SelfSubjectAccessReview' ? accessReview(user, spec) : rulesReview(user) };
}

/** Three megabytes, as the real server takes at most. */
const largest = 3 * 1024 * 1024;

async function bodyOf(request: IncomingMessage): Promise<Json> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largest)
      throw new Refusal(413, 'RequestEntityTooLarge', `Request entity too large: limit is ${largest}`);
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString();
  if (text === '') return {};
  try {
    const body: unknown = JSON.parse(text);
    if (isJson(body)) return body;
  } catch {
    // Told below: a body that is JSON but no object is as useless as one that is not JSON.
  }
  throw refuse.bad('the body is not a JSON object (this server reads no YAML)');
}

function reply(response: ServerResponse, code: number, body: Json): void {
  response.writeHead(code, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
