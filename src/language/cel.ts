import { Environment, ParseError } from '@marcbachmann/cel-js';
import type { TypeError } from '@marcbachmann/cel-js';

/** How Flux reads an expression: which names it has, and what must come out. Without names nothing is checked but the grammar. */
export interface CelContext {
  readonly names?: readonly string[];
  readonly wants?: 'bool' | 'string';
}

/** Why Flux refuses an expression. `at` is an offset in the text of the expression. */
export interface CelFault {
  readonly reason: CelReason;
  readonly at: number;
  /** The unknown name, the type that comes out, or the words of the checker. */
  readonly detail: string;
}

export type CelReason = 'grammar' | 'name' | 'types' | 'result';

/** Longer expressions are left alone. */
const longest = 5000;

/**
 * Why Flux cannot use an expression; `undefined` when it can, or nobody here can tell. The package reads a little less than cel-go does: what
 * it has never heard of is passed over. Held against the controllers' own package by test/fixtures/cel.json.
 */
export function celFault(text: string, { names, wants }: CelContext): CelFault | undefined {
  if (text.length > longest || beyond.test(text)) return undefined;
  try {
    const environment = new Environment({ enableOptionalTypes: true, unlistedVariablesAreDyn: names === undefined });
    for (const name of names ?? []) environment.registerVariable(name, 'dyn');
    const program = environment.parse(text);
    if (names === undefined) return undefined;
    const { valid, type, error } = program.check();
    if (!valid) return error && faultOf(error);
    return wants === undefined || type === undefined || type === wants
      ? undefined
      : { reason: 'result', at: 0, detail: type };
  } catch (error) {
    return error instanceof ParseError ? faultOf(error) : undefined;
  }
}

/** What cel-go reads and the package does not: a dot in front, lone commas, optional elements, typed literals. */
const beyond = /(?:^|[^\w)\]}'"`?\s])\s*\.|[[{]\s*[,?]|,\s*\?|[\w.]\s*\{/;

/** Functions and name spaces of cel-go and its extensions for strings, sets and encoders that the package lacks in part. */
const extensions =
  /^(?:base64|google|lists|math|optional|optMap|optFlatMap|sets|strings|charAt|first|format|indexOf|join|last|lastIndexOf|lowerAscii|quote|replace|reverse|split|substring|trim|unwrap|upperAscii|value|or|orValue|hasValue)$/;

/** Errors of the checker that cel-go reports as well. */
const sharedTypes: ReadonlySet<string> = new Set(['no_such_overload', 'no_matching_overload']);

function faultOf(error: ParseError | TypeError): CelFault | undefined {
  const { code, summary } = error;
  const at = error.range?.start ?? 0;
  if (error instanceof ParseError)
    return code.includes('limit') ? undefined : { reason: 'grammar', at, detail: summary };
  if (code === 'unknown_variable') {
    const name = /: (.*)$/.exec(summary)?.[1] ?? '';
    return extensions.test(name) ? undefined : { reason: 'name', at, detail: name };
  }
  const called = /'(?:[^'(]*\.)?(\w+)\(/.exec(summary)?.[1];
  if (!sharedTypes.has(code) || (called !== undefined && extensions.test(called))) return undefined;
  return { reason: 'types', at, detail: summary };
}
