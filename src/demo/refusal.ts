import { longName, type Resource } from './catalog.ts';
import type { Json } from './json.ts';

/** What the server answers instead of what was asked: an HTTP code with a `Status` object that says why. */
export class Refusal extends Error {
  readonly status: Json & { readonly code: number };

  constructor(code: number, reason: string, message: string, details: Json = {}, metadata: Json = {}) {
    super(message);
    this.status = { kind: 'Status', apiVersion: 'v1', metadata, status: 'Failure', message, reason, details, code };
  }
}

/** One function per reason, with the sentences of the real server (k8s.io/apimachinery pkg/api/errors, v0.36). */
export const refuse = {
  unauthorized: () => new Refusal(401, 'Unauthorized', 'Unauthorized'),
  forbidden: (what: string, why: string, details: Json) =>
    new Refusal(403, 'Forbidden', what === '' ? `forbidden: ${why}` : `${what} is forbidden: ${why}`, details),
  notFound: (it: Resource, name: string) =>
    new Refusal(404, 'NotFound', `${longName(it)} "${name}" not found`, about(it, name)),
  noSuchResource: () => new Refusal(404, 'NotFound', 'the server could not find the requested resource'),
  method: () => new Refusal(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource'),
  exists: (it: Resource, name: string) =>
    new Refusal(409, 'AlreadyExists', `${longName(it)} "${name}" already exists`, about(it, name)),
  conflict: (it: Resource, name: string, why: string) =>
    new Refusal(409, 'Conflict', `Operation cannot be fulfilled on ${longName(it)} "${name}": ${why}`, about(it, name)),
  owned: (count: number, list: string, causes: readonly Json[]) =>
    new Refusal(409, 'Conflict', `Apply failed with ${count} conflict${count === 1 ? '' : 's'}: ${list}`, { causes }),
  expired: (message: string, metadata: Json = {}) => new Refusal(410, 'Expired', message, {}, metadata),
  media: (accepted: readonly string[]) =>
    new Refusal(
      415,
      'UnsupportedMediaType',
      `the body of the request was in an unknown format - accepted media types include: ${accepted.join(', ')}`,
    ),
  invalid: (it: Resource, name: string, field: string, why: string) =>
    new Refusal(
      422,
      'Invalid',
      `${it.kind}${it.group === '' ? '' : `.${it.group}`} "${name}" is invalid: ${field}: ${why}`,
      { name, group: it.group, kind: it.kind, causes: [{ field, message: why }] },
    ),
  bad: (message: string) => new Refusal(400, 'BadRequest', message),
  tooLarge: (asked: number, current: number) =>
    new Refusal(504, 'Timeout', `Timeout: Too large resource version: ${asked}, current: ${current}`, {
      causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
      retryAfterSeconds: 1,
    }),
  internal: (message: string) => new Refusal(500, 'InternalError', `Internal error occurred: ${message}`),
};

/** The `details` of a `Status` about one object: its `kind` is the plural, as the real server has it. */
export function about(it: Resource, name: string): Json {
  return { ...(name === '' ? {} : { name }), ...(it.group === '' ? {} : { group: it.group }), kind: it.plural };
}
