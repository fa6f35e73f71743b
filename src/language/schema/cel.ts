import { Environment } from '@marcbachmann/cel-js';
import { formats } from './formats.ts';
import { Expressions } from './patterns.ts';
import { Quantity } from './quantity.ts';
import type { CelRule } from './schema.ts';

/** A value as CEL has it: whole numbers are bigints, mappings have no prototype. */
export type CelValue = string | number | bigint | boolean | null | CelValue[] | { [field: string]: CelValue };

/** The value of a node for CEL, and what of it is only known after substitution. */
export interface CelInput {
  readonly value: CelValue;
  /** How many values there are. */
  readonly size: number;
  /** The names of the fields whose values are not known; `*` where the whole value is not. */
  readonly unsettled: ReadonlySet<string>;
}

type Program = (context: Readonly<Record<string, unknown>>) => unknown;

/** Longer rules, and more steps than this, are not tried. */
const longest = 5000;
const mostSteps = 100_000;

/**
 * A validation rule of a schema, made ready when it first meets a value. Rules that compare with the old object, that use functions which
 * nobody here knows, or that would take long are passed over: they find nothing.
 */
export class ValidationRule {
  readonly #rule: CelRule;
  readonly #names: ReadonlySet<string>;
  readonly #loops: number;
  readonly #isTransition: boolean;
  readonly #cel: Cel;
  #program: Program | undefined;

  constructor(rule: CelRule, cel: Cel) {
    this.#cel = cel;
    this.#rule = rule;
    this.#names = new Set(rule.rule.match(/[A-Za-z_]\w*/g));
    this.#loops = rule.rule.match(/\.(?:all|exists|exists_one|map|filter)\(/g)?.length ?? 0;
    this.#isTransition = this.#names.has('oldSelf');
  }

  /** What the API server says of a value that breaks the rule; `undefined` when it does not, or nobody can tell. */
  broken({ value, size, unsettled }: CelInput): string | undefined {
    const { rule, message } = this.#rule;
    if (this.#isTransition || rule.length > longest) return undefined;
    if (size ** Math.min(this.#loops, 4) > mostSteps || this.#dependsOn(unsettled)) return undefined;
    try {
      this.#program ??= this.#cel.program(rule);
      if (this.#program({ self: value }) !== false) return undefined;
      return message?.trim() ?? this.#said(value) ?? `failed rule: ${rule}`;
    } catch {
      return undefined;
    }
  }

  #said(value: unknown): string | undefined {
    const { messageExpression } = this.#rule;
    if (messageExpression === undefined || messageExpression.length > longest) return undefined;
    const text = this.#cel.program(messageExpression)({ self: value });
    return typeof text === 'string' && text.trim() !== '' ? text.trim() : undefined;
  }

  #dependsOn(unsettled: ReadonlySet<string>): boolean {
    for (const name of unsettled) if (name === '*' || this.#names.has(name)) return true;
    return false;
  }
}

/** The language that rules are written in, made ready when first asked for. */
export class Cel {
  #environment: Environment | undefined;

  /** Throws for what the language does not know. */
  program(text: string): Program {
    this.#environment ??= kubernetes();
    // The library's own `matches` is JavaScript's, which some patterns keep busy for ever.
    return this.#environment.parse(text.replaceAll(/\.matches\s*\(/g, '.foundBy('));
  }
}

/** CEL with those functions of Kubernetes that the library lacks and that rules of CRDs use (kubernetes.io/docs/reference/using-api/cel). */
function kubernetes(): Environment {
  const expressions = new Expressions();
  return new Environment({
    homogeneousAggregateLiterals: false,
    enableOptionalTypes: true,
    limits: { maxAstNodes: 3000, maxDepth: 100 },
  })
    .registerVariable('self', 'dyn')
    .registerFunction('string.foundBy(string): bool', (text: string, pattern: string) =>
      expressions.of(pattern).matcher(text).find(),
    )
    .registerFunction('string.find(string): string', (text: string, pattern: string) => {
      const matcher = expressions.of(pattern).matcher(text);
      return matcher.find() ? (matcher.group() ?? '') : '';
    })
    .registerFunction('list.isSorted(): bool', isSorted)
    .registerFunction('list.sum(): dyn', sumOf)
    .registerFunction('isQuantity(string): bool', (text: string) => formats['quantity']?.(text) === true)
    .registerType('Quantity', Quantity)
    .registerFunction('quantity(string): Quantity', quantity)
    .registerFunction(
      'Quantity.isGreaterThan(Quantity): bool',
      (it: Quantity, other: Quantity) => it.amount > other.amount,
    )
    .registerFunction(
      'Quantity.isLessThan(Quantity): bool',
      (it: Quantity, other: Quantity) => it.amount < other.amount,
    )
    .registerFunction('Quantity.compareTo(Quantity): int', (it: Quantity, other: Quantity) =>
      BigInt(Math.sign(it.amount - other.amount)),
    )
    .registerFunction('Quantity.sign(): int', (it: Quantity) => BigInt(Math.sign(it.amount)));
}

function quantity(text: string): Quantity {
  const found = Quantity.of(text);
  if (found === undefined) throw new Error(`${text} is no quantity`);
  return found;
}

function isSorted(list: readonly (string | number | bigint)[]): boolean {
  return list.every((it, at) => at === 0 || (list[at - 1] ?? it) <= it);
}

function sumOf(list: readonly (number | bigint)[]): number | bigint {
  const isWhole = list.every((it) => typeof it === 'bigint');
  return isWhole ? list.reduce((sum, it) => sum + it, 0n) : list.reduce((sum: number, it) => sum + Number(it), 0);
}
