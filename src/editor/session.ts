import type * as vscode from 'vscode';
import type { ApiError } from '../cluster/api.ts';
import { createAccess, mayOf, type May } from '../cluster/access.ts';
import { createBell } from '../cluster/bell.ts';
import { createCauses, type Causes } from '../cluster/causes.ts';
import { failedIn, failing } from '../cluster/failures.ts';
import type { FollowedView } from '../cluster/outline.ts';
import { visibleNamespaces } from '../cluster/namespaces.ts';
import { createPods, type Pods } from '../cluster/pods.ts';
import type { ClusterApi } from '../cluster/rest.ts';
import { createRowMemory } from '../cluster/row-order.ts';
import { createLiveStore, type LiveStore } from '../cluster/store.ts';
import type { Pause } from '../cluster/pause.ts';
import { follow } from '../cluster/watch.ts';
import { kinds } from '../flux/kinds.ts';
import type { FluxObject } from '../flux/objects.ts';

/** One context that is followed: its API, its live store and what is asked beside them, until it is closed. */
export class Session implements vscode.Disposable {
  readonly context: string;
  readonly api: Promise<ClusterApi>;
  readonly live: LiveStore = createLiveStore();
  readonly causes: Causes;
  readonly pods: Pods;
  /** What the person may do there. */
  readonly may: May;
  /** Rows of objects that have not changed, so that a redraw costs what changed. */
  #memory = createRowMemory();
  readonly #abort = new AbortController();
  readonly #pause: Pause;
  #fault: FollowedView['fault'];
  #ended = false;
  #now: () => number = Date.now;
  readonly #rest = createBell();
  #wake: (() => void) | undefined;

  /** `onDidChange` is called whenever something of the cluster has changed, without batching. */
  constructor(context: string, api: Promise<ClusterApi>, pause: Pause, onDidChange: () => void) {
    this.context = context;
    this.api = api;
    this.#pause = pause;
    const room = { reader: () => api, pause, signal: this.#abort.signal };
    this.causes = createCauses({ ...room, live: this.live });
    this.pods = createPods(room);
    const access = createAccess(async (need, signal) => (await api).mayI(need, signal), this.#abort.signal);
    this.may = mayOf(access);
    // Rows are kept as long as their objects are the same, and what they offer is part of them.
    this.#abort.signal.addEventListener(
      'abort',
      access.onDidChange(() => (this.#memory = createRowMemory())),
    );
    for (const it of [access, this.live, this.causes, this.pods]) {
      this.#abort.signal.addEventListener('abort', it.onDidChange(onDidChange));
    }
  }

  /** The time as the cluster has it, in milliseconds since the epoch. */
  now(): number {
    return this.#now();
  }

  /** How many of its objects have failed, also of those that a filter hides. */
  get failed(): number {
    return failedIn(this.live, this.#memory);
  }

  /** Its objects that have failed, also while they are tried again. */
  failing(): Iterable<FluxObject> {
    return failing(this.live, this.#memory);
  }

  /** Whether following has come to an end by itself: the credentials are refused, or there are none. */
  get ended(): boolean {
    return this.#ended;
  }

  /** What the sidebar shows of it. */
  get view(): FollowedView {
    const { context, live } = this;
    return { context, live, memory: this.#memory, may: this.may, ...(this.#fault ? { fault: this.#fault } : {}) };
  }

  /**
   * Follows the cluster until the session is closed; where it may not be looked at as a whole, in these namespaces and those that can be found.
   * Resolves to why it cannot be contacted at all, where that is so.
   */
  async follow(known: readonly string[]): Promise<FollowedView['fault']> {
    const { signal } = this.#abort;
    const pause = this.#pause;
    try {
      const api = await this.api;
      this.#now = () => api.now();
      const namespaces = visibleNamespaces(api, known, pause);
      const following = { api, kinds, store: this.live, namespaces, pause, now: Date.now };
      while (await this.#rest.under(signal, (it) => follow({ ...following, signal: it }))) await this.#woken();
    } catch (error) {
      if (!signal.aborted) this.#fault = faultOf(error);
    }
    this.#ended = !signal.aborted;
    return this.#fault;
  }

  /** Ends what is followed and keeps what is known, or follows again. */
  setResting(isResting: boolean): void {
    if (isResting) this.#rest.ring();
    else this.#wake?.();
  }

  dispose(): void {
    this.#abort.abort();
    this.#wake?.();
  }

  async #woken(): Promise<void> {
    await new Promise<void>((resolve) => (this.#wake = resolve));
    this.#wake = undefined;
  }
}

/** The client is a bundle of its own, so its errors are known by what they hold and not by their class. */
function faultOf(error: unknown): NonNullable<FollowedView['fault']> {
  const { message = String(error), reason = 'server' } = error as Partial<ApiError>;
  return { message, reason };
}
