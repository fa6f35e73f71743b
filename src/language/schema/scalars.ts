/**
 * How the kustomize build reads a plain scalar before it writes the YAML anew: go-yaml v3's rules (its `resolve.go`), a mix of YAML 1.1 and
 * 1.2 that differs from the `yaml` package's. `changed` is text that looks like a date and comes out as a whole timestamp; `unwritable`
 * makes the build fail, because JSON has no infinity and no "not a number".
 */
export type Look = 'string' | 'integer' | 'number' | 'boolean' | 'null' | 'changed' | 'unwritable';

/** A scalar as it leaves the build. `value` is what is written: a number, a boolean, null, or text. */
export interface Reading {
  readonly look: Look;
  readonly value: string | number | bigint | boolean | null;
}

/** Reads a plain scalar, without quotes and tags. Linear in the text. */
export function readPlain(text: string): Reading {
  const word = words[text];
  if (word !== undefined) return word;
  const first = text.charCodeAt(0);
  if (!startsNumber(first) || text.length > longest) return { look: 'string', value: text };
  if (first === dot) return readFraction(text);
  return readDate(text) ?? readNumber(text.replaceAll('_', '')) ?? { look: 'string', value: text };
}

/** Whether a plain scalar that begins with this character may be something else than text; `true`, `null` and the like aside. */
export function startsNumber(code: number): boolean {
  return (code >= 48 && code <= 57) || code === 43 || code === 45 || code === dot;
}

const dot = 46;
/** Longer text is read as text: no number that people write is so long. */
const longest = 400;

const yes: Reading = { look: 'boolean', value: true };
const no: Reading = { look: 'boolean', value: false };
const nothing: Reading = { look: 'null', value: null };
const unwritable: Reading = { look: 'unwritable', value: null };

const words: Readonly<Record<string, Reading | undefined>> = Object.assign(
  Object.create(null) as Record<string, Reading | undefined>,
  Object.fromEntries([
    ...['true', 'True', 'TRUE'].map((it) => [it, yes]),
    ...['false', 'False', 'FALSE'].map((it) => [it, no]),
    ...['', '~', 'null', 'Null', 'NULL'].map((it) => [it, nothing]),
    ...['.nan', '.NaN', '.NAN'].map((it) => [it, unwritable]),
    ...['', '+', '-'].flatMap((sign) => ['.inf', '.Inf', '.INF'].map((it) => [sign + it, unwritable])),
  ]) as Record<string, Reading>,
);

function readFraction(text: string): Reading {
  return /^\.\d+(?:[eE][-+]?\d+)?$/.test(text) ? decimal(text) : { look: 'string', value: text };
}

const datePattern =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:([Tt])|[ ])(\d{1,2}):(\d{1,2}):(\d{1,2})(\.\d+)?(Z|[-+]\d{2}:\d{2})?)?$/;

/** Dates come out of the build as a timestamp: `2026-01-01` as `2026-01-01T00:00:00Z`. */
function readDate(text: string): Reading | undefined {
  const match = datePattern.exec(text);
  if (!match) return undefined;
  const [, year = '', month = '', day = '', letter, hour, minute = '', second = '', fraction = '', zone] = match;
  if (hour !== undefined && (letter === undefined) !== (zone === undefined)) return undefined;
  const clock = hour === undefined ? ['0', '0', '0'] : [hour, minute, second];
  if (!isDate(Number(year), Number(month), Number(day)) || !isClock(clock.map(Number))) return undefined;
  const [h = '', m = '', s = ''] = clock.map(two);
  const rest = fraction.slice(0, 10).replace(/\.?0+$/, '');
  const shift = zone === undefined || /^[-+]00:00$/.test(zone) ? 'Z' : zone;
  const value = `${year}-${two(month)}-${two(day)}T${h}:${m}:${s}${rest}${shift}`;
  return { look: value === text ? 'string' : 'changed', value };
}

function isDate(year: number, month: number, day: number): boolean {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return days !== undefined && day >= 1 && day <= days;
}

function isClock([hour = 0, minute = 0, second = 0]: readonly number[]): boolean {
  return hour < 24 && minute < 60 && second < 60;
}

function two(text: string): string {
  return text.padStart(2, '0');
}

/** In the order of go-yaml: integers of Go's syntax, decimal fractions, then octals of YAML 1.2. Underscores are gone. */
function readNumber(plain: string): Reading | undefined {
  const match = /^([-+]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9]\d*)$/.exec(plain);
  if (match) return integer(match[1] === '-', match[2] ?? '');
  if (/^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/.test(plain)) return decimal(plain);
  return undefined;
}

function integer(negative: boolean, digits: string): Reading {
  const octal = /^0[oO]?(\d+)$/.exec(digits)?.[1];
  const size = BigInt(octal === undefined ? digits.toLowerCase() : `0o${octal}`);
  const value = negative ? -size : size;
  // What does not fit 64 bits is a fraction for Go.
  if (value >= 2n ** 64n || value < -(2n ** 63n)) return decimal(digits);
  return { look: 'integer', value: Number.isSafeInteger(Number(value)) ? Number(value) : value };
}

/** JSON writes whole numbers without a dot, so `1e3` and `1.` arrive as integers. */
function decimal(text: string): Reading {
  const value = Number(text);
  if (!Number.isFinite(value)) return { look: 'string', value: text };
  return { look: Number.isInteger(value) && Math.abs(value) < 1e21 ? 'integer' : 'number', value };
}
