import type { Scalar } from 'yaml';
import { isDuration, suggestDuration, withoutHours } from '../../flux/duration.ts';
import type { Check, Expected } from './check.ts';
import { formats, ranges } from './formats.ts';
import { Quantity } from './quantity.ts';
import { mayBecome, mayBecomeDuration, mayBecomeOneOf } from './partial.ts';
import { readPlain, startsNumber } from './scalars.ts';
import type { Look, Reading } from './scalars.ts';
import type { Step } from '../yaml/parse.ts';
import type { SchemaProblem } from '../problems/schema.ts';
import type { ValueProblem } from '../problems/values.ts';
import { similar } from '../similar.ts';
import { isSymbolic } from '../yaml/symbolic.ts';
import type { Walker } from './ground.ts';

/** What Flux reads a scalar as; `opaque` for those with a tag of their own, about which nothing is said. */
export function readingOf(node: Scalar): Look | 'opaque' {
  const { value, type, tag } = node;
  if (tag !== undefined) return tagged(tag, value);
  if (type !== undefined && type !== 'PLAIN') return 'string';
  if (typeof value === 'string') return startsNumber(value.charCodeAt(0)) ? readPlain(value).look : 'string';
  if (typeof value === 'boolean') return 'boolean';
  return value === null || value === undefined ? 'null' : readPlain(sourceOf(node)).look;
}

function tagged(tag: string, value: unknown): Look | 'opaque' {
  if (tag === 'tag:yaml.org,2002:str') return 'string';
  return tag === 'tag:yaml.org,2002:int' && Number.isInteger(value) ? 'integer' : 'opaque';
}

/** The text of a scalar as it stands in the file, without quotes. */
export function sourceOf(node: Scalar): string {
  return typeof node.value === 'string' ? node.value : (node.source ?? String(node.value));
}

/** Whether a text is known only after substitution or decryption, so that nothing can be said about it. */
export function isUnsettled(text: string): boolean {
  return isSymbolic(text) || text.startsWith('ENC[');
}

type ScalarProblem = SchemaProblem | ValueProblem;

/** The problem of a scalar where something of this check must be. */
export function problemOfScalar(walk: Walker, node: Scalar, check: Check): ScalarProblem | undefined {
  const look = readingOf(node);
  const { expected } = check;
  if (look === 'string') {
    const text = sourceOf(node);
    if (expected === 'string') {
      const isWord =
        walk.ground.dialect === 'kustomize' && isPlain(node) && isEmbedded(walk.path) && switches.test(text);
      return isWord ? wrong(walk, node, expected, 'boolean') : problemOfText(walk, text, check);
    }
    return expected === 'any' ? undefined : problemOfOtherText(walk, node, text, check);
  }
  if (look === 'opaque') return undefined;
  if (walk.ground.dialect === 'kustomize' && expected === 'string' && !isEmbedded(walk.path)) return rewritten(node);
  if (look === 'unwritable') return wrong(walk, node, expected, look);
  if (expected === 'string') return problemOfPlainText(walk, node, look, check);
  if (look === 'changed') return expected === 'any' ? changed(node) : wrong(walk, node, expected, look);
  if (!accepted[expected].includes(look)) return wrong(walk, node, expected, look);
  return problemOfNumber(walk, node, look, check);
}

/**
 * Whether a field of a kustomization file belongs to a Go struct that is embedded in another: there kustomize's reader (sigs.k8s.io/yaml)
 * does not see that text is wanted, and makes no text of a number.
 */
function isEmbedded([first, , third, fourth, fifth]: readonly Step[]): boolean {
  if (first === 'configMapGenerator' || first === 'secretGenerator') return third !== 'type';
  if (first === 'replacements') return true;
  if (first === 'labels') return third === 'fields' && /^(?:group|version|kind)$/.test(String(fifth));
  if ((first !== 'patches' && first !== 'patchesJson6902') || third !== 'target') return false;
  return fourth !== 'labelSelector' && fourth !== 'annotationSelector';
}

/** The looks, besides text, that a value may have. */
const accepted: { readonly [E in Expected]: readonly Look[] } = {
  any: ['boolean', 'integer', 'number', 'null'],
  object: [],
  array: [],
  string: [],
  boolean: ['boolean'],
  integer: ['integer'],
  number: ['integer', 'number'],
  intOrString: ['integer'],
  quantity: ['integer', 'number'],
};

/** A value that is text for Flux, in a place for text. */
function problemOfText(walk: Walker, text: string, check: Check): ScalarProblem | undefined {
  const { pattern, schema } = check;
  if (check.enum !== undefined && !check.enum.has(text))
    return isUnsettled(text) && mayBecomeOneOf(text, check.enum) ? undefined : choice(walk, text, check);
  if (pattern !== undefined && !pattern.test(text) && isUnsettled(text))
    return mayBecomeDuration(text) ? undefined : durationProblem(pattern.source, text);
  if (pattern !== undefined && !pattern.test(text)) {
    return (
      durationProblem(pattern.source, text) ?? {
        code: 'schema/pattern',
        path: walk.place,
        value: text,
        pattern: pattern.source,
      }
    );
  }
  const { format } = schema;
  if (format === undefined || formats[format]?.(text) !== false || isUnsettled(text)) return undefined;
  return { code: 'schema/format', path: walk.place, value: text, format };
}

/** Text where something else must be. */
function problemOfOtherText(walk: Walker, node: Scalar, text: string, check: Check): ScalarProblem | undefined {
  const { expected } = check;
  if (isUnsettled(text)) {
    const isLike = expected === 'boolean' || expected === 'integer' || expected === 'number';
    return !isLike || mayBecome(text, expected) ? undefined : wrong(walk, node, expected, 'string');
  }
  if (expected === 'intOrString') return check.pattern !== undefined ? problemOfText(walk, text, check) : undefined;
  if (expected === 'quantity') return problemOfAmount(walk, text, check);
  if (walk.ground.dialect === 'kustomize' && expected === 'boolean' && switches.test(text)) return undefined;
  return wrong(walk, node, expected, 'string');
}

/** An amount that is written as text. */
function problemOfAmount(walk: Walker, text: string, { schema }: Check): ScalarProblem | undefined {
  const found = Quantity.of(text);
  if (found === undefined) return { code: 'schema/format', path: walk.place, value: text, format: 'quantity' };
  if (schema.minimum !== undefined && found.amount < schema.minimum)
    return { code: 'schema/bounds', path: walk.place, bound: 'minimum', limit: schema.minimum };
  if (text === text.trim()) return undefined;
  return { code: 'schema/changed-value', text, becomes: text.trim(), why: 'spaces' };
}

/** The booleans of YAML 1.1, which kustomize reads its file with. */
const switches = /^(?:y|yes|on|n|no|off)$/i;

function isPlain(node: Scalar): boolean {
  return node.type === undefined || node.type === 'PLAIN';
}

/** A plain scalar that is no text for Flux, in a place for text. */
function problemOfPlainText(walk: Walker, node: Scalar, look: Look, check: Check): ScalarProblem | undefined {
  if (look === 'changed') {
    if (check.schema.format === 'date-time') return undefined;
    const written = readPlain(sourceOf(node)).value;
    const refused = problemOfText(walk, String(written), check);
    return refused === undefined ? changed(node) : (problemOfText(walk, sourceOf(node), check) ?? refused);
  }
  const { path } = walk;
  // The name of the object itself: see `badIdentity`.
  if (path.length === 2 && path[0] === 'metadata' && path[1] === 'name') return undefined;
  const duration = check.pattern && durationProblem(check.pattern.source, sourceOf(node));
  return duration ?? wrong(walk, node, 'string', look);
}

function problemOfNumber(walk: Walker, node: Scalar, look: Look, check: Check): ScalarProblem | undefined {
  const { schema } = check;
  const path = walk.place;
  const { value } = reading(node);
  if (look === 'boolean' || look === 'null')
    return check.enum?.has(value as boolean) === false ? choice(walk, String(value), check) : undefined;
  const wrapped = walk.ground.dialect === 'normalised' && schema.format === 'int32' ? inInt32(value) : undefined;
  const number = Number(wrapped ?? value);
  const range = ranges[schema.format ?? (check.expected === 'intOrString' ? 'int32' : '')];
  const minimum = schema.minimum ?? range?.[0];
  const maximum = schema.maximum ?? range?.[1];
  if (minimum !== undefined && (number < minimum || (schema.exclusiveMinimum === true && number === minimum)))
    return { code: 'schema/bounds', path, bound: 'minimum', limit: minimum };
  if (maximum !== undefined && (number > maximum || (schema.exclusiveMaximum === true && number === maximum)))
    return { code: 'schema/bounds', path, bound: 'maximum', limit: maximum };
  if (schema.multipleOf !== undefined && !Number.isInteger(number / schema.multipleOf))
    return { code: 'schema/bounds', path, bound: 'multipleOf', limit: schema.multipleOf };
  if (check.enum?.has(number) === false) return choice(walk, String(number), check);
  if (wrapped !== undefined) return { ...changed(node), becomes: String(wrapped), why: 'overflow' };
  return isSurprising(walk, node) ? { ...changed(node), why: 'octal' } : undefined;
}

/** What Flux's conversion leaves of a whole number that is too large; `undefined` where it fits, or cannot be said. */
function inInt32(value: Reading['value']): bigint | undefined {
  const isWhole = typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value));
  if (!isWhole) return undefined;
  const whole = BigInt(value);
  const left = BigInt.asIntN(32, whole);
  return left === whole || BigInt.asIntN(64, whole) !== whole ? undefined : left;
}

/** A leading zero makes an octal number; nobody means that but in the modes of files. */
function isSurprising(walk: Walker, node: Scalar): boolean {
  const isOctal = /^[-+]?0[0-7_]+$/.test(sourceOf(node)) && Number(reading(node).value) > 7;
  return isOctal && !/mode$/i.test(String(walk.path.at(-1)));
}

/** Numbers and booleans become text in a kustomization file, but not always the text that stands there. */
function rewritten(node: Scalar): ScalarProblem | undefined {
  const text = sourceOf(node);
  const becomes = String(reading(node).value);
  return becomes === text || reading(node).look === 'null'
    ? undefined
    : { code: 'schema/changed-value', text, becomes };
}

function changed(node: Scalar): Extract<SchemaProblem, { readonly code: 'schema/changed-value' }> {
  return { code: 'schema/changed-value', text: sourceOf(node), becomes: String(reading(node).value) };
}

function reading(node: Scalar): Reading {
  return readPlain(sourceOf(node));
}

function wrong(walk: Walker, node: Scalar, expected: Expected, found: Look): ScalarProblem {
  const text = sourceOf(node);
  const becomes = isPlain(node) && found !== 'string' ? String(reading(node).value) : text;
  return {
    code: 'schema/type',
    path: walk.place,
    expected,
    found,
    text,
    ...(!isPlain(node) && { quoted: true }),
    ...(becomes !== text && { becomes }),
  };
}

function choice(walk: Walker, value: string, check: Check): ScalarProblem {
  const allowed = [...(check.enum ?? [])].filter((it) => it !== '').map(String);
  return { code: 'schema/enum', path: walk.place, value, allowed, similar: similar(value, allowed) };
}

/** Flux's own two patterns for durations, without and with hours. */
const durations: Readonly<Record<string, boolean | undefined>> = {
  '^([0-9]+(\\.[0-9]+)?(ms|s|m|h))+$': true,
  '^([0-9]+(\\.[0-9]+)?(ms|s|m))+$': false,
};

/** The better words for a value that does not match Flux's pattern of durations. */
function durationProblem(pattern: string, value: string): ValueProblem | undefined {
  const hours = durations[pattern];
  if (hours === undefined || isDuration(value, hours)) return undefined;
  const guess = suggestDuration(value);
  const suggestion = guess !== undefined && !hours ? withoutHours(guess) : guess;
  return { code: 'duration/invalid', value, hours, ...(suggestion !== undefined && { suggestion }) };
}
