import { RE2JS } from 're2js';
import { isBody } from '../build/body.ts';
import type { Value } from '../build/body.ts';
import { isRecord } from '../schema/structural.ts';
import { isUnsettled } from '../schema/values.ts';
import { similar } from '../similar.ts';
import type { Step } from '../yaml/parse.ts';
import { brokenBound } from './bound.ts';
import { referenceIn } from './pointer.ts';

/** What a JSON Schema refuses of a value. */
export type Refusal =
  | { readonly what: 'type'; readonly expected: readonly string[]; readonly found: string }
  | { readonly what: 'enum'; readonly allowed: readonly unknown[] }
  | { readonly what: 'required'; readonly field: string }
  | { readonly what: 'unknown'; readonly field: string; readonly similar: readonly string[] }
  | { readonly what: 'pattern'; readonly pattern: string }
  | { readonly what: 'bound'; readonly bound: string }
  | { readonly what: 'choice' };

/** A refusal and the value that it is about. */
export interface Refused {
  readonly path: readonly Step[];
  readonly refusal: Refusal;
}

interface Verdict {
  /** What is certain. */
  readonly refused: readonly Refused[];
  /** Whether something could not be judged: a value that is known later, or words that nobody here reads. */
  readonly unknown: boolean;
}

const fine: Verdict = { refused: [], unknown: false };
const unknown: Verdict = { refused: [], unknown: true };
/** Words that ask for something, and that are not read here. */
const unread: readonly string[] = [
  ...['contains', 'dependencies', 'dependentRequired', 'dependentSchemas', 'propertyNames', 'unevaluatedItems'],
  ...[
    'unevaluatedProperties',
    'prefixItems',
    'additionalItems',
    '$dynamicRef',
    '$recursiveRef',
    'uniqueItems',
    'format',
  ],
];
/** More is not looked at: then the rest is unknown. */
const mostSteps = 50_000;

/**
 * Judges values by a JSON Schema (drafts 4 to 2020-12) in three values, because a part of them may be known only after substitution, or come from
 * elsewhere: what may be right is never refused. Patterns are RE2's, as in Helm. Never throws.
 */
export class Judge {
  readonly #root: unknown;
  readonly #isOpen: boolean;
  #steps = 0;

  /** `isOpen`: mappings may hold more than is known. */
  constructor(root: unknown, isOpen: boolean) {
    this.#root = root;
    this.#isOpen = isOpen;
  }

  /** What is refused for certain. */
  refused(value: Value): readonly Refused[] {
    return this.#judge(this.#root, value, []).refused;
  }

  #judge(schema: unknown, value: Value, path: readonly Step[]): Verdict {
    if (schema === true) return fine;
    if (schema === false) return refuse(path, { what: 'choice' });
    if (!isRecord(schema) || ++this.#steps > mostSteps) return unknown;
    if (value === null || (typeof value === 'string' && isUnsettled(value))) return unknown;
    if (schema['$ref'] !== undefined) {
      const verdict = this.#judge(referenceIn(this.#root, schema['$ref']), value, path);
      // Whether the words beside it count depends on the draft.
      return Object.keys(schema).length > 1 ? { ...verdict, unknown: true } : verdict;
    }
    const type = wrongType(schema['type'], value, path);
    if (type !== undefined) return type;
    const more = isBody(value)
      ? this.#mapping(schema, value, path)
      : typeof value === 'object'
        ? this.#list(schema, value, path)
        : scalar(schema, value, path);
    const isUnread = unread.some((it) => schema[it] !== undefined);
    return all([
      ...more,
      ...this.#choices(schema, value, path),
      ...plainly(schema, value, path),
      isUnread ? unknown : fine,
    ]);
  }

  #mapping(schema: Json, value: Readonly<Record<string, Value>>, path: readonly Step[]): readonly Verdict[] {
    const { properties, patternProperties, additionalProperties: rest, required } = schema;
    const named = isRecord(properties) ? properties : {};
    const patterns = isRecord(patternProperties) ? Object.entries(patternProperties) : [];
    const isOpen = this.#isOpen && !path.some((it) => typeof it === 'number');
    const fields = Object.entries(value).map(([key, it]) => {
      const fitting = patterns.map(([pattern, one]) => [matches(pattern, key), one] as const);
      const at = [...path, key];
      const judges = fitting.filter(([fits]) => fits === true).map(([, one]) => this.#judge(one, it, at));
      if (Object.hasOwn(named, key)) judges.push(this.#judge(named[key], it, at));
      else if (fitting.some(([fits]) => fits === undefined) || isGlobal(path, key)) judges.push(unknown);
      else if (judges.length === 0 && rest === false)
        judges.push(refuse(path, { what: 'unknown', field: key, similar: similar(key, Object.keys(named)) }));
      else if (judges.length === 0 && rest !== undefined) judges.push(this.#judge(rest, it, at));
      return all(judges);
    });
    const missing = (Array.isArray(required) ? required : []).filter(
      (it) => typeof it === 'string' && !Object.hasOwn(value, it),
    );
    return [
      ...fields,
      ...missing.map((it) => (isOpen ? unknown : refuse(path, { what: 'required', field: String(it) }))),
      isOpen && schema['minProperties'] !== undefined ? unknown : bounded(schema, value, path),
    ];
  }

  #list(schema: Json, value: readonly Value[], path: readonly Step[]): readonly Verdict[] {
    const { items } = schema;
    const isTuple = Array.isArray(items);
    const judges = items === undefined || isTuple ? [] : value.map((it, at) => this.#judge(items, it, [...path, at]));
    return [...judges, isTuple ? unknown : fine, bounded(schema, value, path)];
  }

  #choices(schema: Json, value: Value, path: readonly Step[]): readonly Verdict[] {
    const branches = (word: string) =>
      Array.isArray(schema[word]) ? schema[word].map((it) => this.#judge(it, value, path)) : undefined;
    const refusal = refuse(path, { what: 'choice' });
    const [any, one] = [branches('anyOf'), branches('oneOf')];
    const not = schema['not'] === undefined ? undefined : this.#judge(schema['not'], value, path);
    return [
      ...(branches('allOf') ?? []),
      any === undefined || any.some(isFine) ? fine : any.some(mayBeFine) ? unknown : refusal,
      one === undefined ? fine : exactlyOne(one, refusal),
      not === undefined ? fine : isFine(not) ? refusal : { refused: [], unknown: mayBeFine(not) },
      this.#condition(schema, value, path),
    ];
  }

  #condition(schema: Json, value: Value, path: readonly Step[]): Verdict {
    if (schema['if'] === undefined) return fine;
    const when = this.#judge(schema['if'], value, path);
    if (mayBeFine(when) && !isFine(when)) return unknown;
    return this.#judge(schema[isFine(when) ? 'then' : 'else'] ?? true, value, path);
  }
}

type Json = Readonly<Record<string, unknown>>;

/** Helm hands `global` to every chart. */
function isGlobal(path: readonly Step[], key: string): boolean {
  return path.length === 0 && key === 'global';
}

function wrongType(given: unknown, value: Value, path: readonly Step[]): Verdict | undefined {
  if (given === undefined) return undefined;
  const expected = (Array.isArray(given) ? given : [given]).filter((it) => typeof it === 'string');
  const found = typeOf(value);
  const fits = expected.includes(found) || (found === 'integer' && expected.includes('number'));
  return fits || expected.length === 0 ? undefined : refuse(path, { what: 'type', expected, found });
}

function typeOf(value: Value): string {
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value;
}

function scalar(schema: Json, value: Value, path: readonly Step[]): readonly Verdict[] {
  const { pattern } = schema;
  const fits = typeof pattern === 'string' && typeof value === 'string' ? matches(pattern, value) : true;
  const words =
    fits === undefined ? unknown : fits ? fine : refuse(path, { what: 'pattern', pattern: String(pattern) });
  return [words, bounded(schema, value, path)];
}

function bounded(schema: Json, value: Value, path: readonly Step[]): Verdict {
  const bound = brokenBound(schema, value);
  return bound === undefined ? fine : bound === 'unknown' ? unknown : refuse(path, { what: 'bound', bound });
}

/** `enum` and `const`. What is no scalar is compared by nobody here. */
function plainly(schema: Json, value: Value, path: readonly Step[]): readonly Verdict[] {
  const allowed = Array.isArray(schema['enum'])
    ? (schema['enum'] as unknown[])
    : 'const' in schema
      ? [schema['const']]
      : undefined;
  if (allowed === undefined || allowed.includes(value)) return [fine];
  return [typeof value === 'object' ? unknown : refuse(path, { what: 'enum', allowed })];
}

function exactlyOne(verdicts: readonly Verdict[], refusal: Verdict): Verdict {
  const sure = verdicts.filter(isFine).length;
  const possible = verdicts.filter(mayBeFine).length;
  if (sure > 1 || possible === 0) return refusal;
  return sure === 1 && possible === 1 ? fine : unknown;
}

function isFine(it: Verdict): boolean {
  return it.refused.length === 0 && !it.unknown;
}

function mayBeFine(it: Verdict): boolean {
  return it.refused.length === 0;
}

function all(verdicts: readonly Verdict[]): Verdict {
  return { refused: verdicts.flatMap((it) => it.refused), unknown: verdicts.some((it) => it.unknown) };
}

function refuse(path: readonly Step[], refusal: Refusal): Verdict {
  return { refused: [{ path, refusal }], unknown: false };
}

/** Whether a text has a match of the pattern; `undefined` for a pattern that RE2 does not take. */
function matches(pattern: string, text: string): boolean | undefined {
  if (pattern.length > 2000) return undefined;
  try {
    return RE2JS.compile(pattern).matcher(text).find();
  } catch {
    return undefined;
  }
}
