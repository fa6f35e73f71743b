import { durationSeconds } from '../flux/duration.ts';
import { isFluxGroup } from '../flux/kind.ts';
import { groupOf } from '../flux/objects.ts';
import { conditionOf, requestedAt } from '../flux/requests.ts';
import { textAt, type Item } from './json.ts';
import { playKustomization } from './kustomizations.ts';
import { artifactOf, chartOf, dependenciesOf, isReady, isStatic, sourceOf, type Ref } from './look.ts';
import { playOther } from './others.ts';
import { pause } from './pause.ts';
import { playRelease } from './releases.ts';
import { playChart, playSource } from './sources.ts';
import { Stage, type StageOptions } from './stage.ts';
import type { Entry } from './storage.ts';

/** Plays one kind: brings an object from what it asks for to a status that says so. */
export type Player = (stage: Stage, item: Item) => Promise<void>;

const players: Readonly<Record<string, Player>> = {
  Kustomization: playKustomization,
  HelmRelease: playRelease,
  HelmChart: playChart,
  GitRepository: playSource,
  OCIRepository: playSource,
  HelmRepository: playSource,
  Bucket: playSource,
};

/**
 * Plays the Flux controllers until the signal ends it. An object is worked on when what it depends on has changed since the last time: its
 * generation, the annotation that asks, its source's artifact, what it waits for; and again after its interval. Suspended ones rest.
 */
export async function play(options: StageOptions): Promise<void> {
  const stage = new Stage(options);
  const loop = new Loop(stage);
  const stop = options.storage.onEntry((entry) => loop.take(entry));
  for (const { resources } of options.groups) {
    for (const resource of resources) {
      for (const item of options.storage.list(resource)) loop.take({ version: 0, type: 'ADDED', resource, item });
    }
  }
  while (!stage.ended) {
    await pause(1000, options.signal);
    loop.wakeDue(Date.now());
  }
  stop();
  await loop.idle();
}

/** Which objects need work, and which are being worked on. Each object is worked on by one at a time. */
class Loop {
  readonly #stage: Stage;
  readonly #items = new Map<string, Item>();
  /** What was seen when an object was last worked on. */
  readonly #seen = new Map<string, string>();
  readonly #due = new Map<string, number>();
  readonly #referrers = new Map<string, Set<string>>();
  readonly #working = new Map<string, Promise<void>>();

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  /** Takes note of a change and starts what follows from it. */
  take({ type, item, previous }: Entry): void {
    if (!isFluxGroup(groupOf(item.apiVersion)) || isStatic(item)) return;
    const key = keyOf(item);
    if (type === 'DELETED') this.#forget(item, key);
    else this.#items.set(key, item);
    if (previous) for (const ref of refsOf(previous)) this.#referrers.get(ref)?.delete(key);
    if (type !== 'DELETED') for (const ref of refsOf(item)) this.#referrersOf(ref).add(key);
    this.#wake(key);
    if (!previous || type === 'DELETED' || outside(previous) !== outside(item)) {
      for (const referrer of this.#referrers.get(key) ?? []) this.#wake(referrer);
    }
  }

  /** Starts what has rested for its interval. */
  wakeDue(time: number): void {
    for (const [key, due] of this.#due) {
      if (due > time) continue;
      this.#due.delete(key);
      this.#seen.delete(key);
      this.#wake(key);
    }
  }

  /** Resolves when nothing is being worked on. */
  async idle(): Promise<void> {
    await Promise.all(this.#working.values());
  }

  #wake(key: string): void {
    const item = this.#items.get(key);
    if (!item || this.#working.has(key) || this.#stage.ended) return;
    if (item.spec?.['suspend'] === true) return this.#rest(item, key);
    const sight = this.#sightOf(item);
    if (this.#seen.get(key) === sight) return;
    this.#seen.set(key, sight);
    const work = this.#work(item, key);
    this.#working.set(key, work);
  }

  /** A request to a suspended object is answered, and nothing else is done. (helm-controller also says what it has seen.) */
  #rest(item: Item, key: string): void {
    this.#seen.delete(key);
    const answer = this.#stage.answered(item);
    if (answer['lastHandledReconcileAt'] === item.status?.['lastHandledReconcileAt']) return;
    const observed = item.kind === 'HelmRelease' ? { observedGeneration: item.metadata.generation } : {};
    this.#stage.report(item, [], [], { ...answer, ...observed });
  }

  async #work(item: Item, key: string): Promise<void> {
    // One breath, so that a burst of changes is one piece of work, and nobody works inside another's write.
    await this.#stage.step(20);
    const current = this.#items.get(key) ?? item;
    if (this.#stage.ended) return;
    this.#seen.set(key, this.#sightOf(current));
    await (players[item.kind] ?? playOther)(this.#stage, current);
    this.#working.delete(key);
    const latest = this.#stage.latest(current);
    if (!latest) return;
    this.#due.set(key, Date.now() + 1000 * restOf(latest));
    this.#wake(key);
  }

  #forget(item: Item, key: string): void {
    this.#items.delete(key);
    this.#seen.delete(key);
    this.#due.delete(key);
    // As helm-controller does when its object goes.
    const chart = item.kind === 'HelmRelease' ? this.#find(chartOf(item)) : undefined;
    if (chart) this.#stage.drop(chart);
  }

  #sightOf(item: Item): string {
    const source = sourceOf(item);
    const asked = item.metadata.annotations?.[requestedAt] ?? '';
    const others = [...(source ? [source] : []), ...dependenciesOf(item)].map((it) => outside(this.#find(it)));
    return JSON.stringify([item.metadata.uid, item.metadata.generation, asked, others]);
  }

  #find({ group, kind, namespace, name }: Ref): Item | undefined {
    return this.#stage.get(group, kind, namespace, name);
  }

  #referrersOf(ref: string): Set<string> {
    const found = this.#referrers.get(ref) ?? new Set();
    this.#referrers.set(ref, found);
    return found;
  }
}

/** What others see of an object. */
function outside(item: Item | undefined): string {
  if (!item) return 'absent';
  const ready = conditionOf(item, 'Ready');
  const words = isReady(item) ? 'ready' : ready?.status === 'False' ? (ready.message ?? '') : 'busy';
  return `${artifactOf(item) ?? textAt(item, 'status', 'lastAppliedRevision') ?? ''} ${words}`;
}

function refsOf(item: Item): string[] {
  const source = sourceOf(item);
  return [...(source ? [source] : []), ...dependenciesOf(item)].map(keyOfRef);
}

function keyOf(item: Item): string {
  const { namespace = '', name } = item.metadata;
  return keyOfRef({ group: groupOf(item.apiVersion), kind: item.kind, namespace, name });
}

function keyOfRef({ group, kind, namespace, name }: Ref): string {
  return `${group}/${kind}/${namespace}/${name}`;
}

/** Seconds until an object is looked at again: its interval, and half a minute at most after a failure. */
function restOf(item: Item): number {
  const interval = durationSeconds(textAt(item, 'spec', 'interval') ?? '10m') ?? 600;
  return Math.max(1, isReady(item) ? interval : Math.min(interval, 30));
}
