import type { ObjectId } from '../flux/objects.ts';
import { plainText } from '../flux/plain.ts';
import { mapping, text } from './values.ts';
import type { ReadJson } from './versions.ts';

/** Something that a controller said of an object. Texts are plain. */
export interface EventLine {
  readonly warning: boolean;
  readonly reason: string;
  readonly message: string;
  /** RFC 3339; empty when the event does not say. */
  readonly last: string;
  readonly count: number;
}

const most = 50;

/**
 * The newest events of an object, newest first, at most fifty. Rejects with `ApiError`. Source: Kubernetes core/v1 Event; the API server
 * filters by the fields of `involvedObject`.
 */
export async function eventsOf(read: ReadJson, id: ObjectId, signal: AbortSignal): Promise<readonly EventLine[]> {
  const fields = [`involvedObject.kind=${id.kind}`, `involvedObject.name=${id.name}`].join(',');
  const query = new URLSearchParams({ fieldSelector: fields, limit: '500' }).toString();
  const path = `/api/v1/namespaces/${encodeURIComponent(id.namespace)}/events?${query}`;
  const { items } = await read(path, `read the events of ${plainText(id.name, 100)}`, signal);
  if (!Array.isArray(items)) return [];
  return (items as unknown[])
    .map(lineOf)
    .sort((one, other) => (one.last < other.last ? 1 : one.last > other.last ? -1 : 0))
    .slice(0, most);
}

function lineOf(item: unknown): EventLine {
  const event = mapping(item);
  const series = mapping(event['series']);
  const times = [series['lastObservedTime'], event['lastTimestamp'], event['eventTime'], event['firstTimestamp']];
  const counts = [series['count'], event['count']];
  return {
    warning: event['type'] === 'Warning',
    reason: plainText(text(event['reason']) ?? '', 100),
    message: plainText(text(event['message']) ?? '', 1000),
    last: times.map(text).find((it) => it !== undefined) ?? '',
    count: counts.find((it): it is number => typeof it === 'number') ?? 1,
  };
}
