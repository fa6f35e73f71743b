/**
 * Which nodes of a graph can reach one another: its strongly connected components, by Tarjan's algorithm with a stack of its own, so that long
 * chains cost no depth. A node costs the edges that can be reached from it, and together they cost each edge once.
 */
export class Circles {
  readonly #edges: (node: string) => readonly string[];
  readonly #order = new Map<string, number>();
  /** The earliest node of the stack that a node reaches; of a finished circle, the one that all its nodes share. */
  readonly #low = new Map<string, number>();
  readonly #stack: string[] = [];
  readonly #finished = new Set<string>();

  constructor(edges: (node: string) => readonly string[]) {
    this.#edges = edges;
  }

  /** The circle of a node, as a number: the same for all nodes in it. */
  of(node: string): number {
    if (!this.#order.has(node)) this.#walk(node);
    return this.#low.get(node) ?? -1;
  }

  #walk(start: string): void {
    const open = [this.#enter(start)];
    for (let at = open.at(-1); at !== undefined; at = open.at(-1)) {
      const next = at.left.pop();
      if (next === undefined) {
        open.pop();
        this.#leave(at.node, open.at(-1)?.node);
      } else if (!this.#order.has(next)) open.push(this.#enter(next));
      else if (!this.#finished.has(next)) this.#lower(at.node, this.#order.get(next) ?? 0);
    }
  }

  #enter(node: string): { readonly node: string; readonly left: string[] } {
    const order = this.#order.size;
    this.#order.set(node, order);
    this.#low.set(node, order);
    this.#stack.push(node);
    return { node, left: [...this.#edges(node)] };
  }

  #leave(node: string, from: string | undefined): void {
    const low = this.#low.get(node) ?? 0;
    if (low === this.#order.get(node)) this.#close(node, low);
    else if (from !== undefined) this.#lower(from, low);
  }

  /** Takes a whole circle off the stack. */
  #close(root: string, low: number): void {
    for (let node = this.#stack.pop(); node !== undefined; node = this.#stack.pop()) {
      this.#low.set(node, low);
      this.#finished.add(node);
      if (node === root) return;
    }
  }

  #lower(node: string, low: number): void {
    this.#low.set(node, Math.min(low, this.#low.get(node) ?? low));
  }
}
