import type { ObjectId } from '../flux/objects.ts';
import { plainText } from '../flux/plain.ts';
import type { Collection, RawObject } from './collection.ts';
import { mapping, text } from './values.ts';

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

/** The events of an object. Source: Kubernetes core/v1 Event; the API server filters by the fields of `involvedObject`. */
export function eventsAbout(id: ObjectId): Collection {
  // Those of objects without a namespace stand in `default`.
  const namespace = id.namespace === '' ? 'default' : id.namespace;
  return {
    path: `/api/v1/namespaces/${encodeURIComponent(namespace)}/events`,
    fieldSelector: `involvedObject.kind=${id.kind},involvedObject.name=${id.name}`,
    words: `the events of ${plainText(id.name, 100)}`,
  };
}

/** The newest of some events, newest first, at most fifty. */
export function eventLines(events: readonly RawObject[]): readonly EventLine[] {
  return events
    .map(lineOf)
    .sort((one, other) => (one.last < other.last ? 1 : one.last > other.last ? -1 : 0))
    .slice(0, most);
}

function lineOf(event: RawObject): EventLine {
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
