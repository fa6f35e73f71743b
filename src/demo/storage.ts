import type { Resource } from './catalog.ts';
import type { Item } from './json.ts';

/** One change, as the log keeps it and a watch sends it. */
export interface Entry {
  readonly version: number;
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly resource: Resource;
  readonly item: Item;
  /** What stood there before, absent for what is new. */
  readonly previous?: Item;
}

/**
 * The objects, one counter of versions for all of them, and a log of the latest changes, as etcd has it. The log is bounded: what is older
 * is compacted, and whoever asks for it is told that it has expired.
 */
export class Storage {
  #version = 1;
  #compacted = 1;
  #log: Entry[] = [];
  readonly #items = new Map<Resource, Map<string, Item>>();
  readonly #listeners = new Set<(entry: Entry) => void>();
  readonly #limit: number;

  /** @param limit How many changes the log remembers at least; at most twice as many. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The version of the latest change. */
  get version(): number {
    return this.#version;
  }

  get(resource: Resource, namespace: string, name: string): Item | undefined {
    return this.#items.get(resource)?.get(`${namespace}/${name}`);
  }

  /** The objects of a kind, of one namespace or of all, ordered by namespace and name. O(n log n). */
  list(resource: Resource, namespace?: string): Item[] {
    return sorted(this.#items.get(resource) ?? new Map<string, Item>(), namespace);
  }

  /** Every object, in no order. */
  *everything(): Iterable<Item> {
    for (const items of this.#items.values()) yield* items.values();
  }

  /** The list as it was at a version, or `undefined` when the log does not reach back so far. */
  listAt(version: number, resource: Resource, namespace?: string): Item[] | undefined {
    const later = this.since(version);
    if (later === undefined) return undefined;
    const then = new Map(this.#items.get(resource));
    for (const entry of later.toReversed()) {
      if (entry.resource !== resource) continue;
      if (entry.previous) then.set(keyOf(entry.item), entry.previous);
      else then.delete(keyOf(entry.item));
    }
    return sorted(then, namespace);
  }

  /** The changes after a version in order, or `undefined` when the log does not reach back so far. */
  since(version: number): Entry[] | undefined {
    if (version < this.#compacted) return undefined;
    const first = this.#log.findLastIndex((entry) => entry.version <= version) + 1;
    return this.#log.slice(first);
  }

  /** Stores an object under the next version and returns it as stored. */
  put(resource: Resource, item: Item): Item {
    const items = this.#items.get(resource) ?? new Map<string, Item>();
    this.#items.set(resource, items);
    const previous = items.get(keyOf(item));
    const stored = this.#stamp(item);
    items.set(keyOf(item), stored);
    this.#record({ type: previous ? 'MODIFIED' : 'ADDED', resource, item: stored, ...(previous ? { previous } : {}) });
    return stored;
  }

  /** Takes an object away; the last word about it carries the version of its removal. */
  remove(resource: Resource, item: Item): void {
    if (!this.#items.get(resource)?.delete(keyOf(item))) return;
    this.#record({ type: 'DELETED', resource, item: this.#stamp(item), previous: item });
  }

  /** Calls back for each change, at once and in order, until the returned function is called. */
  onEntry(listener: (entry: Entry) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Forgets the log, as etcd does every five minutes: older versions have expired from here on. */
  compact(): void {
    this.#compacted = this.#version;
    this.#log = [];
  }

  #stamp(item: Item): Item {
    return { ...item, metadata: { ...item.metadata, resourceVersion: String(++this.#version) } };
  }

  #record(change: Omit<Entry, 'version'>): void {
    const entry = { ...change, version: this.#version };
    this.#log.push(entry);
    if (this.#log.length > 2 * this.#limit) {
      this.#log = this.#log.slice(-this.#limit);
      this.#compacted = (this.#log[0]?.version ?? this.#version) - 1;
    }
    for (const listener of [...this.#listeners]) listener(entry);
  }
}

function keyOf(item: Item): string {
  return `${item.metadata.namespace ?? ''}/${item.metadata.name}`;
}

function sorted(items: ReadonlyMap<string, Item>, namespace: string | undefined): Item[] {
  const keys = [...items.keys()].filter((key) => namespace === undefined || key.startsWith(`${namespace}/`));
  return keys.sort().flatMap((key) => items.get(key) ?? []);
}
