import type { Kind } from '../flux/kind.ts';
import { idOf, objectKey } from '../flux/objects.ts';
import type { FluxObject, ObjectId } from '../flux/objects.ts';
import type { ApiError, WatchEvent } from './api.ts';

/** How far we are with a kind: nothing was heard yet, its objects are known, or the cluster has no such kind. */
export type Phase = 'connecting' | 'known' | 'absent';

/** What the sidebar and others read. Objects stay as last heard when the cluster fails: then `fault` says why they may be old. */
export interface LiveView {
  phase(kind: Kind): Phase;
  fault(kind: Kind): ApiError | undefined;
  /** The namespaces in which a kind is looked at, where somebody may not look at it in the whole cluster; else `undefined`. */
  scope(kind: Kind): readonly string[] | undefined;
  /** Objects of one kind, in no order. */
  of(kind: Kind): Iterable<FluxObject>;
  all(): Iterable<FluxObject>;
  get(id: ObjectId): FluxObject | undefined;
  /** Called after each change, without batching. The result ends it. */
  onDidChange(listener: () => void): () => void;
}

/** The cluster's last word on Flux's objects. Reading and writing one object is O(1). */
export interface LiveStore extends LiveView {
  /** Takes a complete list, of one namespace when it is given, else of the whole cluster. Objects that did not change stay the same object; gone ones go. */
  replace(kind: Kind, items: readonly FluxObject[], namespace?: string): void;
  apply(kind: Kind, event: WatchEvent): void;
  setAbsent(kind: Kind): void;
  /** Notes that a kind is looked at in these namespaces alone, until a list of the whole cluster comes. */
  setScope(kind: Kind, namespaces: readonly string[]): void;
  /** Notes why a kind cannot be followed, or `undefined` when it can again; of one namespace when it is given. */
  setFault(kind: Kind, error: ApiError | undefined, namespace?: string): void;
}

interface KindState {
  phase: Phase;
  readonly objects: Map<string, FluxObject>;
  readonly faults: Map<string, ApiError>;
  scope?: readonly string[] | undefined;
}

const wholeCluster = '';

export function createLiveStore(): LiveStore {
  const states = new Map<string, KindState>();
  const listeners = new Set<() => void>();
  const stateOf = ({ group, kind }: Kind): KindState => {
    const key = `${group}/${kind}`;
    const found = states.get(key) ?? { phase: 'connecting', objects: new Map(), faults: new Map() };
    if (!states.has(key)) states.set(key, found);
    return found;
  };
  const changed = (really: boolean): void => {
    if (really) for (const listener of [...listeners]) listener();
  };
  return {
    phase: (kind) => stateOf(kind).phase,
    fault: (kind) => [...stateOf(kind).faults.values()][0],
    scope: (kind) => stateOf(kind).scope,
    of: (kind) => stateOf(kind).objects.values(),
    *all() {
      for (const { objects } of states.values()) yield* objects.values();
    },
    get: (id) => states.get(`${id.group}/${id.kind}`)?.objects.get(objectKey(id)),
    onDidChange(listener) {
      // One more wrapper, so that the same function may listen twice.
      const mine = (): void => listener();
      listeners.add(mine);
      return () => void listeners.delete(mine);
    },
    replace: (kind, items, namespace) => changed(replace(stateOf(kind), items, namespace)),
    apply: (kind, event) => changed(apply(stateOf(kind), event)),
    setAbsent: (kind) => changed(setAbsent(stateOf(kind))),
    setScope: (kind, namespaces) => changed(setScope(stateOf(kind), namespaces)),
    setFault: (kind, error, namespace = wholeCluster) => changed(setFault(stateOf(kind), error, namespace)),
  };
}

function replace(state: KindState, items: readonly FluxObject[], namespace: string | undefined): boolean {
  let news = state.phase !== 'known';
  state.phase = 'known';
  if (namespace === undefined && setScope(state, undefined)) news = true;
  const listed = new Set<string>();
  for (const item of items) {
    const key = objectKey(idOf(item));
    listed.add(key);
    const before = state.objects.get(key);
    if (before !== undefined && isSame(before, item)) continue;
    state.objects.set(key, item);
    news = true;
  }
  for (const [key, object] of state.objects) {
    if (listed.has(key) || (namespace !== undefined && object.metadata?.namespace !== namespace)) continue;
    state.objects.delete(key);
    news = true;
  }
  return news;
}

function apply(state: KindState, { type, object }: WatchEvent): boolean {
  if (type === 'BOOKMARK') return false;
  const key = objectKey(idOf(object));
  if (type === 'DELETED') return state.objects.delete(key);
  const before = state.objects.get(key);
  if (before !== undefined && isSame(before, object)) return false;
  state.objects.set(key, object);
  return true;
}

function isSame(one: FluxObject, other: FluxObject): boolean {
  const version = one.metadata?.resourceVersion;
  return (
    version !== undefined && version === other.metadata?.resourceVersion && one.metadata?.uid === other.metadata?.uid
  );
}

function setAbsent(state: KindState): boolean {
  const news = state.phase !== 'absent' || state.faults.size > 0;
  state.phase = 'absent';
  state.scope = undefined;
  state.objects.clear();
  state.faults.clear();
  return news;
}

function setScope(state: KindState, namespaces: readonly string[] | undefined): boolean {
  const news = state.scope?.join() !== namespaces?.join();
  state.scope = namespaces;
  return news;
}

function setFault(state: KindState, error: ApiError | undefined, namespace: string): boolean {
  const before = state.faults.get(namespace);
  if (error === undefined) return state.faults.delete(namespace);
  state.faults.set(namespace, error);
  return before?.message !== error.message;
}
