/**
 * Keeps what was computed from several files until one of them changes. A result is forgotten together with every result that was made from it.
 */
export class Kept {
  readonly #values = new Map<string, unknown>();
  /** File, folder or other result → the results that were made from it. */
  readonly #users = new Map<string, Set<string>>();

  get(name: string): unknown {
    return this.#values.get(name);
  }

  /** Keeps a result under a name; `sources` are the paths and the names of results that it was made from. */
  put(name: string, value: unknown, sources: Iterable<string>): void {
    this.#values.set(name, value);
    for (const source of sources) {
      const users = this.#users.get(source);
      if (users) users.add(name);
      else this.#users.set(source, new Set([name]));
    }
  }

  /** Forgets what was made from a path or result. Costs the number of results that are forgotten. */
  drop(source: string): void {
    if (!this.#users.has(source)) return;
    const queue = [source];
    for (const at of queue) {
      const users = this.#users.get(at);
      if (users === undefined) continue;
      this.#users.delete(at);
      for (const name of users) {
        if (this.#values.delete(name)) queue.push(name);
      }
    }
  }
}
