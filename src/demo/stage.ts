import { randomBytes } from 'node:crypto';
import { kindOf } from '../flux/kinds.ts';
import type { Condition } from '../flux/objects.ts';
import { requestedAt } from '../flux/requests.ts';
import { resourceOf, type GroupVersion, type Resource } from './catalog.ts';
import { now, type Target } from './commit.ts';
import type { Item, Json, Status } from './json.ts';
import { pause } from './pause.ts';
import { Refusal } from './refusal.ts';
import type { Storage } from './storage.ts';
import { create, remove, update } from './writes.ts';

export interface StageOptions {
  readonly storage: Storage;
  readonly groups: readonly GroupVersion[];
  readonly revision: (source: Item) => Promise<string> | string;
  /** What a Kustomization's folder holds at a revision; absent: nobody knows, and nothing is applied. Throws as a build fails. */
  readonly build?: (kustomization: Item, revision: string) => Promise<readonly object[]> | readonly object[];
  readonly pace: number;
  readonly signal: AbortSignal;
}

/** A condition to set: type, status, reason, message. */
export type Word = readonly [type: string, status: 'True' | 'False' | 'Unknown', reason: string, message: string];

/** Where the controllers play: what they see of the cluster, and how they speak. */
export class Stage {
  readonly options: StageOptions;

  constructor(options: StageOptions) {
    this.options = options;
  }

  get ended(): boolean {
    return this.options.signal.aborted;
  }

  resource(group: string, kind: string): Resource | undefined {
    return kindOf(group, kind) && resourceOf(this.options.groups, group, kind);
  }

  get(group: string, kind: string, namespace: string, name: string): Item | undefined {
    const resource = this.resource(group, kind);
    return resource && this.options.storage.get(resource, namespace, name);
  }

  /** The latest of an object, `undefined` when it is gone or another one has taken its place. */
  latest(item: Item): Item | undefined {
    const found = this.options.storage.get(this.resourceFor(item), item.metadata.namespace ?? '', item.metadata.name);
    return found?.metadata.uid === item.metadata.uid ? found : undefined;
  }

  /** Waits as long as a step takes, and ends early with the stage. */
  async step(milliseconds: number): Promise<void> {
    await pause(milliseconds * this.options.pace, this.options.signal);
  }

  /**
   * Writes to the status: sets conditions in order, takes others out, and sets fields. The conditions speak about the generation that was
   * worked on, which may no longer be the latest. Does nothing when the object is gone.
   */
  report(item: Item, words: readonly Word[], gone: readonly string[] = [], fields: Json = {}): void {
    const current = this.latest(item);
    if (!current || this.ended) return;
    const conditions = words.map((word) => conditionFor(current, word, item.metadata.generation ?? 1));
    const kept = (current.status?.conditions ?? []).filter(
      ({ type = '' }) => !gone.includes(type) && !words.some((word) => word[0] === type),
    );
    const all = [...conditions, ...kept];
    const status: Status = { ...current.status, ...fields, ...(all.length > 0 ? { conditions: all } : {}) };
    update(this.options.storage, this.target(current, 'status'), { ...current, status });
  }

  /** The fields that say a request was answered, for a report. */
  answered(item: Item): Json {
    const token = item.metadata.annotations?.[requestedAt];
    return token === undefined ? {} : { lastHandledReconcileAt: token };
  }

  /** Records an Event about an object, as `kubectl events` and `flux events` show them. */
  say(item: Item, type: 'Normal' | 'Warning', reason: string, message: string): void {
    if (this.ended) return;
    const { name, namespace = 'default', uid, resourceVersion } = item.metadata;
    const component = authorOf(item);
    const resource = resourceOf(this.options.groups, '', 'Event');
    const about = { kind: item.kind, namespace, name, uid, apiVersion: item.apiVersion, resourceVersion };
    const id = `${name.slice(0, 200)}.${randomBytes(8).toString('hex')}`;
    const time = now();
    const target = { ...this.target(item, ''), resource, name: id };
    create(this.options.storage, target, {
      metadata: { name: id, namespace },
      involvedObject: about,
      reason,
      message,
      type,
      source: { component },
      firstTimestamp: time,
      lastTimestamp: time,
      count: 1,
      eventTime: null,
      reportingComponent: component,
      reportingInstance: '',
    });
  }

  /** Takes an object away, if it is there. */
  drop(item: Item): void {
    try {
      remove(this.options.storage, this.target(item, ''), {});
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }

  target(item: Item, subresource: string): Target {
    const { name, namespace = '' } = item.metadata;
    const place = { resource: this.resourceFor(item), namespace, name, subresource };
    return { ...place, writer: authorOf(item), dryRun: false, force: true };
  }

  resourceFor(item: Item): Resource {
    return resourceOf(
      this.options.groups,
      item.apiVersion.includes('/') ? (item.apiVersion.split('/')[0] ?? '') : '',
      item.kind,
    );
  }
}

/** The controller that looks after a kind: the first word of its group tells. */
function authorOf(item: Item): string {
  const [area = ''] = item.apiVersion.split('.');
  return { image: 'image-reflector-controller', fluxcd: 'flux-operator' }[area] ?? `${area}-controller`;
}

function conditionFor(item: Item, [type, status, reason, message]: Word, observedGeneration: number): Condition {
  const before = item.status?.conditions?.find((it) => it.type === type);
  const lastTransitionTime = before?.status === status ? (before.lastTransitionTime ?? now()) : now();
  return { lastTransitionTime, message, observedGeneration, reason, status, type };
}
