import { objectKey } from '../flux/objects.ts';
import type { ObjectId } from '../flux/objects.ts';
import { plainText } from '../flux/plain.ts';
import { followCollection } from './collection.ts';
import type { RawObject } from './collection.ts';
import { podTrouble } from './podTrouble.ts';
import type { JsonReader } from './rest.ts';
import type { Row } from './row.ts';
import { mapping, text } from './values.ts';
import type { Pause } from './pause.ts';
import { podsOf, workloadKind, workloadsIn } from './workloads.ts';

/** The pods of workloads that somebody has opened, followed by watch until they are closed. */
export interface Pods {
  /** The rows below that of a workload. The first time they are asked for begins to follow them. */
  rowsBelow(row: Row): readonly Row[];
  /** Ends the following of a workload's pods. */
  release(row: Row): void;
  /** Called when pods came, went or changed. The result ends it. */
  onDidChange(listener: () => void): () => void;
}

interface Room {
  readonly reader: () => Promise<JsonReader>;
  readonly pause: Pause;
  readonly signal: AbortSignal;
}

/** The pods of one workload: on their way, there, or a sentence that says why they cannot be had. */
interface Followed {
  readonly end: AbortController;
  pods: readonly RawObject[] | string | undefined;
}

export function createPods(room: Room): Pods {
  const followed = new Map<string, Followed>();
  const listeners = new Set<() => void>();
  const begin = (workload: ObjectId): Followed => {
    const mine: Followed = { end: new AbortController(), pods: undefined };
    const tell = (pods: readonly RawObject[] | string): void => {
      if (mine.end.signal.aborted) return;
      mine.pods = pods;
      for (const it of [...listeners]) it();
    };
    const signal = AbortSignal.any([room.signal, mine.end.signal]);
    followPods({ ...room, signal }, workload, tell).catch((error: unknown) => {
      tell(error instanceof Error ? error.message : String(error));
    });
    return mine;
  };
  return {
    rowsBelow(row) {
      if (row.applied === undefined) return [];
      const key = objectKey(row.applied);
      const found = followed.get(key) ?? begin(row.applied);
      followed.set(key, found);
      return podRows(found.pods, row);
    },
    release({ applied }) {
      if (applied === undefined) return;
      followed.get(objectKey(applied))?.end.abort();
      followed.delete(objectKey(applied));
    },
    onDidChange(listener) {
      const mine = (): void => listener();
      listeners.add(mine);
      return () => void listeners.delete(mine);
    },
  };
}

async function followPods(
  { reader, pause, signal }: Room,
  id: ObjectId,
  tell: (pods: readonly RawObject[] | string) => void,
): Promise<void> {
  const kind = workloadKind(id);
  if (kind === undefined) return tell([]);
  const api = await reader();
  const path = `${workloadsIn(kind, id.namespace).path}/${encodeURIComponent(id.name)}`;
  const workload = await api.readJson(path, `read ${plainText(`${id.kind} ${id.name}`, 200)}`, signal);
  const collection = podsOf(workload);
  if (collection === undefined) return tell([]);
  await followCollection(api, collection, { onItems: tell, onFault: (it) => tell(it.message) }, { pause, signal });
}

function podRows(pods: Followed['pods'], parent: Row): readonly Row[] {
  if (pods === undefined) return [noteRow(parent, 'connecting', 'Loading…', '')];
  if (typeof pods === 'string') return [noteRow(parent, 'problem', 'Pods cannot be read', pods)];
  if (pods.length === 0) return [noteRow(parent, 'empty', 'No pods', '')];
  return pods.map((it) => podRow(it, parent)).sort((one, other) => (one.key < other.key ? -1 : 1));
}

function noteRow(parent: Row, icon: Row['icon'], label: string, words: string): Row {
  const description = plainText(words, 160);
  const tooltip = words === '' ? [label] : [label, plainText(words, 1000)];
  return { ...plain(parent), key: `${parent.key}>pods`, label, description, icon, tooltip };
}

function podRow(pod: RawObject, parent: Row): Row {
  const [metadata, status] = [mapping(pod['metadata']), mapping(pod['status'])];
  const name = plainText(text(metadata['name']) ?? '', 253);
  const trouble = podTrouble(pod);
  const phase = plainText(text(status['phase']) ?? 'Unknown', 40);
  const restarts = restartsOf(status);
  const often = restarts === 0 ? [] : [restarts === 1 ? '1 restart' : `${restarts} restarts`];
  const deleting = metadata['deletionTimestamp'] === undefined ? [] : ['being deleted'];
  const words = [...deleting, trouble === undefined ? phase.toLowerCase() : plainText(trouble.words, 120), ...often];
  const well = phase === 'Running' || phase === 'Succeeded' ? 'ready' : 'progressing';
  return {
    ...plain(parent),
    verbs: ['logs', ...(restarts === 0 ? [] : (['lastLogs'] as const)), 'copy'],
    applied: { group: '', kind: 'Pod', namespace: parent.applied?.namespace ?? '', name },
    key: `${parent.key}>pod/${name}`,
    label: name,
    description: words.join(' · '),
    icon: trouble === undefined ? well : trouble.passing ? 'progressing' : 'failed',
    tooltip: [
      `Pod ${name}`,
      phase,
      ...(trouble === undefined ? [] : [plainText(trouble.words, 1000), trouble.advice]),
      ...often,
      ...nodeOf(pod),
    ],
  };
}

function plain({ context }: Row) {
  return { verbs: [], children: [], expanded: false, ...(context === undefined ? {} : { context }) };
}

function restartsOf(status: RawObject): number {
  const containers: unknown = status['containerStatuses'];
  const counts = (Array.isArray(containers) ? (containers as unknown[]) : []).map((it) => mapping(it)['restartCount']);
  return counts.reduce<number>((sum, it) => sum + (typeof it === 'number' ? it : 0), 0);
}

function nodeOf(pod: RawObject): readonly string[] {
  const node = text(mapping(pod['spec'])['nodeName']);
  return node === undefined ? [] : [`Node: ${plainText(node, 253)}`];
}
