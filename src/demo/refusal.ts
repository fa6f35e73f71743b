import { longName, type Resource } from './catalog.ts';
import type { Json } from './json.ts';

/** What the server answers instead of what was asked: an HTTP code with a `Status` object that says why. */
export class Refusal extends Error {
  readonly status: Json & { readonly code: number };

  constructor(code: number, reason: string, message: string, details?: Json, metadata: Json = {}) {
    super(message);
    const described = { kind: 'Status', apiVersion: 'v1', metadata, status: 'Failure', message, reason };
    this.status = { ...described, ...(details ? { details } : {}), code };
  }
}

const methodNotAllowed = 'the server does not allow this method on the requested resource';

/** One function per reason, with the sentences of the real server (k8s.io/apimachinery pkg/api/errors, v0.36). */
export const refuse = {
  unauthorized: () => new Refusal(401, 'Unauthorized', 'Unauthorized'),
  forbidden: (what: string, why: string, details: Json) =>
    new Refusal(403, 'Forbidden', what === '' ? `forbidden: ${why}` : `${what} is forbidden: ${why}`, details),
  notFound: (it: Resource, name: string) =>
    new Refusal(404, 'NotFound', `${longName(it)} "${name}" not found`, about(it, name)),
  noSuchResource: () => new Refusal(404, 'NotFound', 'the server could not find the requested resource', {}),
  /** Built-in kinds and those of CRDs are served by different code, which says it differently. */
  method: (it: Resource, verb: string) => {
    if (it.builtIn) return new Refusal(405, 'MethodNotAllowed', methodNotAllowed, {});
    const message = `${verb} is not supported on resources of kind "${longName(it)}"`;
    return new Refusal(405, 'MethodNotAllowed', message, about(it, ''));
  },
  exists: (it: Resource, name: string) =>
    new Refusal(409, 'AlreadyExists', `${longName(it)} "${name}" already exists`, about(it, name)),
  conflict: (it: Resource, name: string, why: string) =>
    new Refusal(409, 'Conflict', `Operation cannot be fulfilled on ${longName(it)} "${name}": ${why}`, about(it, name)),
  owned: (count: number, list: string, causes: readonly Json[]) =>
    new Refusal(409, 'Conflict', `Apply failed with ${count} conflict${count === 1 ? '' : 's'}: ${list}`, { causes }),
  expired: (message: string) => new Refusal(410, 'Expired', message),
  media: (accepted: readonly string[]) =>
    new Refusal(
      415,
      'UnsupportedMediaType',
      `the body of the request was in an unknown format - accepted media types include: ${accepted.join(', ')}`,
    ),
  invalid: (it: Resource, name: string, field: string, why: string) => {
    const kind = `${it.kind}${it.group === '' ? '' : `.${it.group}`}`;
    return new Refusal(422, 'Invalid', `${kind} "${name}" is invalid: ${field}: ${why}`, {
      ...about(it, name),
      kind: it.kind,
      causes: [{ reason: causeOf(why), message: why, field }],
    });
  },
  /** What a DELETE says when its preconditions do not hold: here the kind is meant by its name. */
  precondition: (it: Resource, name: string, why: string) => {
    const kind = `${it.kind}${it.group === '' ? '' : `.${it.group}`}`;
    const message = `Operation cannot be fulfilled on ${kind} "${name}": ${why}`;
    return new Refusal(409, 'Conflict', message, { ...about(it, name), kind: it.kind });
  },
  bad: (message: string) => new Refusal(400, 'BadRequest', message),
  tooLarge: (asked: number, current: number) =>
    new Refusal(504, 'Timeout', `Timeout: Too large resource version: ${asked}, current: ${current}`, {
      causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
      retryAfterSeconds: 1,
    }),
  internal: (message: string) => new Refusal(500, 'InternalError', `Internal error occurred: ${message}`),
};

/** The word of the API for the beginning of a sentence about a field. */
function causeOf(why: string): string {
  return `FieldValue${/^(Required|Forbidden|Duplicate)/.exec(why)?.[1] ?? 'Invalid'}`;
}

/** The `details` of a `Status` about one object: its `kind` is the plural, as the real server has it. */
export function about(it: Resource, name: string): Json {
  return { ...(name === '' ? {} : { name }), ...(it.group === '' ? {} : { group: it.group }), kind: it.plural };
}
