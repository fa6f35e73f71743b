import { matchingPrefixes } from './glob.ts';
import { defaultOperators, parseTemplate } from './substitution.ts';
import type { Expansion, Malformed, Part } from './substitution.ts';

/** A variable that is set. Without `value` it is known to exist, and its value is not known: a Secret's. */
export interface Variable {
  readonly value?: string;
}

export type Lookup = (name: string) => Variable | undefined;

/** What becomes of a text. */
export interface Substituted {
  /** The text, with nothing in the place of what is missing, as Flux before 2.9 has it; absent where it cannot be known. */
  readonly text?: string;
  /** Variables without value or default, each once: Flux 2.9 and later refuse the text for the first of them. */
  readonly missing: readonly string[];
  /** Why Flux of any version refuses the text. */
  readonly error?: Malformed | 'slice bounds out of range';
}

/** Results longer than this, in UTF-16 units, are not computed. */
const longest = 5_000_000;

/** Substitutes variables as Flux does (`github.com/fluxcd/pkg/envsubst` v1.7). Pure; never throws; bounded. */
export function substitute(text: string, lookup: Lookup): Substituted {
  const { parts, fault } = parseTemplate(text);
  if (fault) return { missing: [], error: fault.reason };
  const state: State = { lookup, missing: new Set(), room: longest };
  try {
    const result = join(parts, state);
    return { ...(result !== undefined && { text: result }), missing: [...state.missing] };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { missing: [...state.missing], error: 'slice bounds out of range' };
  }
}

interface State {
  readonly lookup: Lookup;
  readonly missing: Set<string>;
  /** How long the result may still get. */
  room: number;
}

/** `undefined` where a value is not known. */
function join(parts: readonly Part[], state: State): string | undefined {
  const pieces: (string | undefined)[] = parts.map((it) => (it.kind === 'text' ? it.text : expanded(it, state)));
  for (const piece of pieces) state.room -= piece?.length ?? 0;
  return pieces.includes(undefined) || state.room < 0 ? undefined : pieces.join('');
}

function expanded(it: Expansion, state: State): string | undefined {
  const args = it.args.map((arg) => join(arg, state));
  const variable = state.lookup(it.name);
  const isDefault = defaultOperators.includes(it.operator);
  if (variable === undefined && !isDefault) state.missing.add(it.name);
  if (variable === undefined && !isDefault) return '';
  const value = variable === undefined ? '' : variable.value;
  if (value === undefined || (args.includes(undefined) && !(isDefault && value !== ''))) return undefined;
  const [first = '', second] = args as readonly string[];
  if (it.operator === '#' && args.length === 0) return String(new TextEncoder().encode(value).length);
  return functions[it.operator]?.(value, first, second) ?? value;
}

type Edit = (value: string, first: string, second: string | undefined) => string;

const orElse: Edit = (value, otherwise) => (value === '' ? otherwise : value);

/** What each operator does; those that are not here change nothing, such as `,^`. */
const functions: Readonly<Record<string, Edit>> = {
  ...Object.fromEntries(defaultOperators.map((it) => [it, orElse])),
  ':': substring,
  ',': (value) => onFirst(value, lower),
  ',,': (value) => Array.from(value, lower).join(''),
  '^': (value) => onFirst(value, upper),
  '^^': (value) => Array.from(value, upper).join(''),
  '#': (value, pattern) => trimmed(value, pattern, 'shortest'),
  '##': (value, pattern) => trimmed(value, pattern, 'longest'),
  '%': (value, pattern) => reversed(trimmed(reversed(value), reversed(pattern), 'shortest')),
  '%%': (value, pattern) => reversed(trimmed(reversed(value), reversed(pattern), 'longest')),
  '/': (value, from, to = '') => value.replace(from, () => to),
  '//': (value, from, to = '') => value.replaceAll(from, () => to),
  // An empty replacement takes nothing away here.
  '/#': (value, from, to) => (to !== undefined && value.startsWith(from) ? to + value.slice(from.length) : value),
  '/%': (value, from, to) =>
    to !== undefined && value.endsWith(from) ? value.slice(0, value.length - from.length) + to : value,
};

/** Go counts bytes; a position or length that is no number leaves the value alone. */
function substring(value: string, first: string, second: string | undefined): string {
  const bytes = new TextEncoder().encode(value);
  const given = wholeNumber(first);
  const length = second === undefined ? Infinity : wholeNumber(second);
  if (given === undefined) return value;
  const from = given < 0 ? Math.max(0, bytes.length + given) : given;
  if (length === undefined) return value;
  const to = from + length;
  if (to >= bytes.length) return new TextDecoder().decode(bytes.subarray(from));
  // The controller panics here, and the reconciliation fails.
  if (to < from) throw new RangeError();
  return new TextDecoder().decode(bytes.subarray(from, to));
}

/** Whether Flux can read the first argument of `${NAME:…}` as a position: where it cannot, the value stays whole. */
export function isPosition(text: string): boolean {
  return wholeNumber(text) !== undefined;
}

/** Whether nothing is left of a value from a position on, which Go counts in bytes. */
export function isBeyond(value: string, position: string): boolean {
  return value !== '' && substring(value, position, undefined) === '';
}

function wholeNumber(text: string): number | undefined {
  const number = Number(text);
  return /^[-+]?\d+$/.test(text) && Math.abs(number) < 2 ** 63 ? number : undefined;
}

/** A beginning that the pattern matches is taken away; nothing at all never counts as one. */
function trimmed(value: string, pattern: string, which: 'shortest' | 'longest'): string {
  const characters = [...value];
  if (characters.length * pattern.length > 10_000_000) return value;
  const lengths = matchingPrefixes(pattern, characters).filter((it) => it > 0);
  return characters.slice((which === 'shortest' ? lengths[0] : lengths.at(-1)) ?? 0).join('');
}

function reversed(text: string): string {
  return [...text].reverse().join('');
}

function onFirst(value: string, change: (character: string) => string): string {
  const [start = ''] = value;
  return change(start) + value.slice(start.length);
}

/** Go changes one character into one; where Unicode has several for it, it stays. */
function upper(character: string): string {
  const changed = character.toUpperCase();
  return changed.length === character.length ? changed : character;
}

function lower(character: string): string {
  const [changed = ''] = character.toLowerCase();
  return changed;
}
