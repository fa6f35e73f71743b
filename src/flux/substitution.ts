/** A piece of a text in UTF-16 offsets; `end` is exclusive. */
interface Piece {
  readonly start: number;
  readonly end: number;
}

/** Text that Flux leaves as it is, escapes taken off: `$$` has become `$`. */
export interface Plain extends Piece {
  readonly kind: 'text';
  readonly text: string;
}

/** One `${…}`. */
export interface Expansion extends Piece {
  readonly kind: 'expansion';
  readonly name: string;
  readonly nameAt: Piece;
  /** Empty for a bare `${NAME}`. */
  readonly operator: string;
  readonly operatorAt: Piece;
  /** What follows the operator: one list of pieces for each argument; a default is one argument. */
  readonly args: readonly (readonly Part[])[];
}

export type Part = Plain | Expansion;

/** Why Flux cannot read a `${…}`, in the words that it uses itself. */
export type Malformed =
  | 'missing closing brace'
  | 'unable to parse variable name'
  | 'bad substitution'
  | 'unable to parse substitution within function'
  | 'nested too deeply';

/** A `${…}` that Flux cannot read. */
export interface Fault extends Piece {
  readonly reason: Malformed;
  /** Whether the text ended inside it: in a longer text it might have been read. */
  readonly atEnd: boolean;
}

export interface Template {
  readonly parts: readonly Part[];
  /** The first fault: for Flux there is no second one. `parts` end before it. */
  readonly fault?: Fault;
}

/**
 * Reads a text as Flux's post-build substitution does (`github.com/fluxcd/pkg/envsubst` v1.7, parse/). Never throws; linear in the text.
 */
export function parseTemplate(text: string): Template {
  const reader = new Reader(text.split('\0', 1)[0] ?? '');
  const parts: Part[] = [];
  while (!reader.atEnd) {
    const start = reader.at;
    try {
      parts.push(reader.opens ? reader.expansion(0) : reader.text());
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      return { parts, fault: { reason: error.reason, start, end: reader.at, atEnd: reader.atEnd } };
    }
  }
  return { parts };
}

/** The expansion that a text begins with; `undefined` where Flux cannot read it. What follows it is not looked at. */
export function expansionIn(text: string): Expansion | undefined {
  const reader = new Reader(text);
  try {
    return reader.opens ? reader.expansion(0) : undefined;
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

/** Whether Flux accepts a name where it is defined; where it is used, a digit may come first. */
export function isVariableName(name: string): boolean {
  return /^[_A-Za-z][_A-Za-z0-9]*$/.test(name);
}

/** Operators that put something in the place of a value that is unset or empty. `:+`, `:?` and `=` do not do what they do in a shell. */
export const defaultOperators: readonly string[] = [':=', ':-', ':?', ':+', '='];

/** All expansions of a template, the outer ones before those in their arguments. */
export function* expansionsIn(parts: readonly Part[]): Generator<Expansion> {
  for (const part of parts) {
    if (part.kind === 'text') continue;
    yield part;
    for (const arg of part.args) yield* expansionsIn(arg);
  }
}

class Unreadable extends Error {
  readonly reason: Malformed;

  constructor(reason: Malformed) {
    super(reason);
    this.reason = reason;
  }
}

/** Expansions in expansions deeper than this are not read. */
const deepest = 100;

/** Text outside of expansions, and in the arguments of the operators; of `$$` and `escape` the second character counts. */
const outside = /\$\$|\$(?!\{)|[^$]+/y;
const untilBrace = /\$(?!\{)|[^}$]+/y;
const untilColon = /\$(?!\{)|[^:}$]+/y;
const pattern = /\$\$|\\[/\\]?|\$(?!\{)|[^/$\\]+/y;
const replacement = /\$\$|\\[/\\]?|\$(?!\{)|[^}$\\]+/y;
const escape = /^\\[/\\]$/;

class Reader {
  readonly #source: string;
  at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  get atEnd(): boolean {
    return this.at >= this.#source.length;
  }

  get opens(): boolean {
    return this.#source.startsWith('${', this.at);
  }

  /** Text outside of expansions: `$$` stands for `$`. */
  text(): Plain {
    return this.#plain(outside);
  }

  expansion(depth: number): Expansion {
    const start = this.at;
    if (depth > deepest) throw new Unreadable('nested too deeply');
    this.at += 2;
    if (this.#next === '#') return this.#length(start);
    const nameAt = this.#take(/[\p{L}\p{Nd}_]+/uy) ?? fail('unable to parse variable name');
    const name = this.#source.slice(nameAt.start, nameAt.end);
    const [operatorAt, args] = this.#rest(depth);
    const operator = this.#source.slice(operatorAt.start, operatorAt.end);
    return { kind: 'expansion', name, nameAt, operator, operatorAt, args, start, end: this.at };
  }

  #length(start: number): Expansion {
    const operatorAt = { start: this.at, end: ++this.at };
    const nameAt = this.#take(/[\p{L}\p{Nd}_]+/uy) ?? fail('bad substitution');
    this.#close('bad substitution');
    const name = this.#source.slice(nameAt.start, nameAt.end);
    return { kind: 'expansion', name, nameAt, operator: '#', operatorAt, args: [], start, end: this.at };
  }

  /** The operator and what belongs to it, the closing brace included. */
  #rest(depth: number): readonly [Piece, Expansion['args']] {
    const nothing = { start: this.at, end: this.at };
    switch (this.#next) {
      case ':':
      case '=': {
        const operatorAt = this.#take(/:[=\-?+]|=/y);
        return operatorAt ? [operatorAt, this.#default(depth)] : this.#substring(depth);
      }
      case ',':
      case '^': {
        const operatorAt = this.#take(/[,^]{1,2}/y) ?? nothing;
        this.#close('bad substitution');
        return [operatorAt, []];
      }
      case '/':
        return [this.#take(/\/[/#%]?/y) ?? nothing, this.#replacement(depth)];
      case '#':
      case '%': {
        const operatorAt = this.#take(/##?|%%?/y) ?? nothing;
        const args = [this.#argument(untilBrace, depth)];
        this.#close('bad substitution');
        return [operatorAt, args];
      }
      default:
        this.#close('missing closing brace');
        return [nothing, []];
    }
  }

  #default(depth: number): Expansion['args'] {
    const parts: Part[] = [];
    while (this.#next !== '}') parts.push(...this.#argument(untilBrace, depth));
    this.at++;
    return [parts];
  }

  #substring(depth: number): readonly [Piece, Expansion['args']] {
    const operatorAt = { start: this.at, end: ++this.at };
    // The real scanner steps back by the width of the character behind the colon and loses its place here.
    if (this.atEnd || (this.#next ?? '') > '\x7f') throw new Unreadable('bad substitution');
    const args = [this.#argument(untilColon, depth)];
    if (this.#take(/:+/y)) args.push(this.#argument(untilBrace, depth));
    this.#close('bad substitution');
    return [operatorAt, args];
  }

  /** The pattern runs to the next slash, whatever braces are on the way. */
  #replacement(depth: number): Expansion['args'] {
    const args = [this.#argument(pattern, depth)];
    if (!this.#take(/\/+/y)) throw new Unreadable('bad substitution');
    if (this.#next !== '}') args.push(this.#argument(replacement, depth));
    this.#close('bad substitution');
    return args;
  }

  /** Either one expansion, or text up to an expansion or a character that does not belong to it. */
  #argument(allowed: RegExp, depth: number): readonly Part[] {
    if (this.opens) return [this.expansion(depth + 1)];
    const part = this.#plain(allowed);
    if (part.start === part.end) throw new Unreadable('unable to parse substitution within function');
    return [part];
  }

  #plain(allowed: RegExp): Plain {
    const start = this.at;
    const pieces: string[] = [];
    for (let piece = this.#take(allowed); piece; piece = this.#take(allowed)) {
      const text = this.#source.slice(piece.start, piece.end);
      pieces.push(text === '$$' || (allowed !== outside && escape.test(text)) ? text.slice(1) : text);
    }
    return { kind: 'text', text: pieces.join(''), start, end: this.at };
  }

  #close(otherwise: Malformed): void {
    if (this.#next !== '}') throw new Unreadable(otherwise);
    this.at++;
  }

  get #next(): string | undefined {
    return this.#source[this.at];
  }

  #take(pattern: RegExp): Piece | undefined {
    pattern.lastIndex = this.at;
    if (!pattern.test(this.#source)) return undefined;
    const piece = { start: this.at, end: pattern.lastIndex };
    this.at = piece.end;
    return piece;
  }
}

function fail(reason: Malformed): never {
  throw new Unreadable(reason);
}
