import type { FluxObject, ObjectId } from '../flux/objects.ts';
import { plainText } from '../flux/plain.ts';
import { kindOf, kinds } from '../flux/kinds.ts';
import { statusOf } from '../flux/status.ts';
import type { State } from '../flux/status.ts';
import { withoutGroups } from './object-row.ts';
import type { LiveView } from './store.ts';
import { suspensionReason } from './suspension.ts';

const words: Readonly<Record<State, string>> = {
  failed: 'Failed',
  stalled: 'Failed for good',
  waiting: 'Waiting',
  progressing: 'In progress',
  suspended: 'Suspended',
  ready: 'Ready',
  unknown: 'Not reported yet',
  static: 'In the cluster',
};

/** An object's state in a few words, with its revision, or the message where that matters more. One line of plain text. */
export function glance(object: FluxObject): string {
  const { state, message, revision, lastFailure } = statusOf(object);
  const isWorthy = state === 'failed' || state === 'stalled' || state === 'waiting';
  const said = isWorthy ? message : (suspensionReason(object) ?? lastFailure);
  if (said !== '') return `${words[state]}: ${plainText(withoutGroups(said), 100)}`;
  return revision === '' ? words[state] : `${words[state]} · ${plainText(revision, 100)}`;
}

/**
 * The live object that a file means: the one of that namespace and name; where the file does not say the namespace, the only one of that name.
 * O(1) in the first case, O(objects of the kind) in the second.
 */
export function liveObjectOf(live: LiveView, id: ObjectId): FluxObject | undefined {
  const found = live.get(id);
  const kind = kindOf(id.group, id.kind);
  if (found !== undefined || id.namespace !== '' || kind === undefined) return found;
  const named = [...live.of(kind)].filter((it) => it.metadata?.name === id.name);
  return named.length === 1 ? named[0] : undefined;
}

/** Names and namespaces of the live objects of a Flux kind; none without a cluster. What no name of Kubernetes can be is left out. */
export function namesOf(live: LiveView | undefined, kind: string): readonly { name: string; namespace: string }[] {
  const row = kinds.find((it) => it.kind === kind);
  return [...(row === undefined ? [] : (live?.of(row) ?? []))].flatMap(({ metadata }) => {
    const { name = '', namespace = '' } = metadata ?? {};
    return /^[a-z0-9.-]+$/.test(name) && /^[a-z0-9-]*$/.test(namespace) ? [{ name, namespace }] : [];
  });
}
