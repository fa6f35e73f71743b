/** Several values under one key, in the order they came. Nearly all keys have but one, which costs no set. */
export class Multimap<K, V> {
  readonly #values = new Map<K, V | Several<V>>();

  add(key: K, value: V): void {
    const old = this.#values.get(key);
    if (old === undefined) this.#values.set(key, value);
    else if (old instanceof Several) old.add(value);
    else if (old !== value) this.#values.set(key, new Several([old, value]));
  }

  remove(key: K, value: V): void {
    const old = this.#values.get(key);
    if (old === value) this.#values.delete(key);
    else if (old instanceof Several && old.delete(value) && old.size === 0) this.#values.delete(key);
  }

  get(key: K): Iterable<V> {
    const found = this.#values.get(key);
    if (found === undefined) return [];
    return found instanceof Several ? found : [found];
  }

  has(key: K): boolean {
    return this.#values.has(key);
  }

  keys(): Iterable<K> {
    return this.#values.keys();
  }
}

/** A set that is no value itself. */
class Several<V> extends Set<V> {}
