import { RE2JS } from 're2js';

/**
 * A `pattern` of a schema, with RE2's meaning and in linear time whatever the pattern. Compiled when first asked, because most patterns of a
 * schema never meet a value; answers for short texts are kept, because values repeat.
 */
export class Pattern {
  readonly source: string;
  readonly #known = new Map<string, boolean>();
  #compiled: RE2JS | undefined;
  #isBroken = false;

  constructor(source: string) {
    this.source = source;
  }

  /** Whether the pattern is found in the text. A pattern that RE2 refuses takes any text: unknown is not wrong. */
  test(text: string): boolean {
    const before = this.#known.get(text);
    if (before !== undefined) return before;
    const found = this.#find(text);
    if (text.length <= 200 && this.#known.size < 500) this.#known.set(text, found);
    return found;
  }

  #find(text: string): boolean {
    if (this.#isBroken || text.length > longest) return true;
    try {
      this.#compiled ??= RE2JS.compile(this.source);
      return this.#compiled.matcher(text).find();
    } catch {
      this.#isBroken = true;
      return true;
    }
  }
}

/** Longer texts are not judged: linear time is still time. */
const longest = 20_000;

/** How many expressions are kept: rules of schemas name few, but values may bring any number of them. */
const mostKept = 200;

/** The expressions that CEL rules match with, each compiled once: a bound such as `{1,253}` takes a millisecond. */
export class Expressions {
  readonly #compiled = new Map<string, RE2JS>();

  /** Throws for what RE2 refuses. */
  of(source: string): RE2JS {
    let compiled = this.#compiled.get(source);
    if (compiled === undefined) {
      compiled = RE2JS.compile(source);
      if (this.#compiled.size >= mostKept) this.#compiled.clear();
      this.#compiled.set(source, compiled);
    }
    return compiled;
  }
}
