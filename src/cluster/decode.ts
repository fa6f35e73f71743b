import type { Kind } from '../flux/kind.ts';
import type { FluxObject } from '../flux/objects.ts';
import type { Page, WatchEvent } from './api.ts';
import { errorOfAnswer, malformedAnswer } from './errors.ts';
import type { Question } from './errors.ts';
import { mapping } from './values.ts';

/** A page of a list, or `malformed`. */
export function pageOf(json: Record<string, unknown>, kind: Kind, question: Question): Page {
  const { items, metadata } = json as { items?: unknown; metadata?: { resourceVersion?: unknown; continue?: unknown } };
  if (!Array.isArray(items) || typeof metadata?.resourceVersion !== 'string') {
    throw malformedAnswer(question, { status: 200, contentType: '', body: '' });
  }
  const token = metadata.continue;
  return {
    items: (items as FluxObject[]).map((it) => slim(it, kind)),
    resourceVersion: metadata.resourceVersion,
    ...(typeof token === 'string' && token !== '' ? { continue: token } : {}),
  };
}

const eventTypes = ['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK'] as const;

/** A change of an object of any kind, as the server told it. */
export interface RawEvent {
  readonly type: WatchEvent['type'];
  readonly object: Readonly<Record<string, unknown>>;
}

/** The event in one line of a watch. An `ERROR` event is thrown as the `ApiError` that it stands for. */
export function eventOf(line: string, kind: Kind, question: Question): WatchEvent {
  const { type, object } = rawEventOf(line, question);
  return { type, object: slim(object, kind) };
}

/** The event in one line of a watch of any kind, of which nothing is left out. Throws as `eventOf` does. */
export function rawEventOf(line: string, question: Question): RawEvent {
  const event = parsed(line) as { type?: unknown; object?: Record<string, unknown> | null } | undefined;
  const type = eventTypes.find((it) => it === event?.type);
  if (type !== undefined && typeof event?.object === 'object' && event.object !== null)
    return { type, object: event.object };
  const status = Number(event?.object?.['code']);
  if (event?.type === 'ERROR' && status >= 400) {
    throw errorOfAnswer(question, { status, contentType: '', body: JSON.stringify(event.object) });
  }
  throw malformedAnswer(question, { status: 200, contentType: '', body: line });
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

/** The object without what nobody reads and what is a third of its size. Items of a list may lack their own kind. */
export function slim(object: FluxObject, kind: Kind): FluxObject {
  const annotations = without(object.metadata?.annotations, lastApplied);
  return {
    ...object,
    apiVersion: object.apiVersion ?? `${kind.group}/${kind.versions[0] ?? ''}`,
    kind: object.kind ?? kind.kind,
    metadata: {
      ...without(object.metadata, 'managedFields'),
      ...(annotations === undefined ? {} : { annotations }),
      ...suspenders(object),
    },
  };
}

/** Of a suspended object, who owns `spec.suspend` and what is noted of it, and since when: of all managed fields those that are asked about. */
function suspenders({ spec, metadata }: FluxObject): { readonly managedFields?: readonly object[] } {
  const entries = metadata?.managedFields;
  if (spec?.['suspend'] !== true || !Array.isArray(entries)) return {};
  return {
    managedFields: (entries as unknown[]).map(mapping).flatMap(({ manager, time, fieldsV1 }) => {
      const fields = mapping(fieldsV1);
      const noted = Object.keys(mapping(mapping(fields['f:metadata'])['f:annotations'])).filter((it) =>
        /suspen/i.test(it),
      );
      const suspends = 'f:suspend' in mapping(fields['f:spec']);
      if (!suspends && noted.length === 0) return [];
      const annotations = Object.fromEntries(noted.map((it) => [it, {}]));
      const owned = { 'f:spec': suspends ? { 'f:suspend': {} } : {}, 'f:metadata': { 'f:annotations': annotations } };
      return [{ manager, time, fieldsV1: owned }];
    }),
  };
}

function without<T extends object>(from: T | undefined, field: string): T | undefined {
  return from === undefined
    ? undefined
    : (Object.fromEntries(Object.entries(from).filter(([key]) => key !== field)) as T);
}
