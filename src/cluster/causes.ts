import { idOf } from '../flux/objects.ts';
import type { FluxObject } from '../flux/objects.ts';
import { causeOf, deeper } from './cause.ts';
import type { Cause, Why } from './cause.ts';
import { depthOf, mayLieDeeper } from './depth.ts';
import type { Depth } from './depth.ts';
import { createQueue } from './queue.ts';
import type { JsonReader } from './rest.ts';
import type { LiveView } from './store.ts';
import type { Pause } from './pause.ts';

/** Why objects of a cluster are not ready, down to workloads and pods, which are read only for those that are asked about. */
export interface Causes {
  /** What is known now. What lies deeper than the store is asked for in the background, and then listeners are told. */
  readonly of: Why;
  /** The same after the cluster has answered. Rejects only when the connection ends. */
  read(object: FluxObject): Promise<Cause | undefined>;
  /** Called when more is known of an object. The result ends it. */
  onDidChange(listener: () => void): () => void;
}

/** What the cluster said of an object. `depth` is absent when nothing was found below it. */
interface Answer {
  readonly depth: Depth | undefined;
}

/** What `createCauses` works with. `signal` ends all asking. */
export interface Room {
  readonly live: LiveView;
  readonly reader: () => Promise<Pick<JsonReader, 'readJson'>>;
  readonly pause: Pause;
  readonly signal: AbortSignal;
}

/** How long an answer is good, in milliseconds: pods change without a word of the object that they belong to. */
const fresh = 10_000;
/** So many objects are asked about at once, and so many again and again. */
const limits = { atOnce: 3, followed: 20 } as const;

export function createCauses(room: Room): Causes {
  const depths = new Depths(room);
  const rootOf = (cause: Cause | undefined): FluxObject | undefined => {
    const last = cause?.chain.at(-1);
    const root = last && room.live.get(last);
    return root && mayLieDeeper(root) ? root : undefined;
  };
  const known = (object: FluxObject): Cause | undefined => {
    const cause = causeOf(room.live, object);
    const root = rootOf(cause);
    const depth = root && depths.of(root);
    return cause && depth ? deeper(object, cause, depth.found, depth.trouble) : cause;
  };
  return {
    of: known,
    async read(object) {
      const root = rootOf(causeOf(room.live, object));
      if (root !== undefined) await depths.ask(root);
      return known(object);
    },
    onDidChange: (listener) => depths.onDidChange(listener),
  };
}

/** What lies below objects, as far as it was asked for; asked for again while the object stays as it is. */
class Depths {
  readonly #room: Room;
  readonly #answers = new WeakMap<FluxObject, Answer>();
  readonly #asking = new Map<FluxObject, Promise<void>>();
  readonly #followed = new Set<FluxObject>();
  readonly #listeners = new Set<() => void>();
  readonly #queue = createQueue(limits.atOnce);

  constructor(room: Room) {
    this.#room = room;
  }

  /** What is known now; asks in the background for what nobody has asked for. */
  of(root: FluxObject): Depth | undefined {
    const known = this.#answers.get(root);
    if (known === undefined) void this.ask(root);
    return known?.depth;
  }

  ask(root: FluxObject): Promise<void> {
    const known = this.#asking.get(root);
    if (known !== undefined) return known;
    const mine = this.#queue(() => this.#answer(root)).finally(() => this.#asking.delete(root));
    this.#asking.set(root, mine);
    return mine;
  }

  onDidChange(listener: () => void): () => void {
    const mine = (): void => listener();
    this.#listeners.add(mine);
    return () => void this.#listeners.delete(mine);
  }

  async #answer(root: FluxObject): Promise<void> {
    const { reader, signal } = this.#room;
    const before = this.#answers.get(root)?.depth;
    const depth = await reader()
      .then((it) => depthOf(it, root, signal))
      // Without an answer the cause is told as far as the store knows it.
      .catch(() => undefined);
    if (signal.aborted) return;
    this.#answers.set(root, { depth });
    if (JSON.stringify(depth) !== JSON.stringify(before)) for (const it of [...this.#listeners]) it();
    if (this.#followed.size < limits.followed && !this.#followed.has(root)) void this.#follow(root);
  }

  async #follow(root: FluxObject): Promise<void> {
    const { pause, signal, live } = this.#room;
    this.#followed.add(root);
    for (;;) {
      await pause(fresh, signal);
      if (signal.aborted || !isCurrent(live, root)) break;
      await this.ask(root);
    }
    this.#followed.delete(root);
  }
}

function isCurrent(live: LiveView, object: FluxObject): boolean {
  return live.get(idOf(object)) === object;
}
