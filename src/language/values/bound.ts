import { isBody } from '../build/body.ts';
import type { Value } from '../build/body.ts';

/** The bound of a JSON Schema that a value breaks, in words such as `at least 1`; `unknown` where a word has an unusual form. */
export function brokenBound(schema: Readonly<Record<string, unknown>>, value: Value): string | undefined {
  if (typeof value === 'number') return brokenNumber(schema, value);
  const [size, unit, least, most] = sizeOf(value);
  const [min, max] = [schema[least], schema[most]];
  if (typeof min === 'number' && size < min) return `at least ${min} ${unit}`;
  return typeof max === 'number' && size > max ? `at most ${max} ${unit}` : undefined;
}

function sizeOf(value: Value): readonly [size: number, unit: string, least: string, most: string] {
  if (typeof value === 'string') return [[...value].length, 'characters', 'minLength', 'maxLength'];
  if (isBody(value)) return [Object.keys(value).length, 'keys', 'minProperties', 'maxProperties'];
  return [Array.isArray(value) ? value.length : 0, 'items', 'minItems', 'maxItems'];
}

function brokenNumber(schema: Readonly<Record<string, unknown>>, value: number): string | undefined {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  // In draft 4 the bound itself is left out by a flag.
  const [low, high] = [
    exclusiveMinimum === true ? minimum : exclusiveMinimum,
    exclusiveMaximum === true ? maximum : exclusiveMaximum,
  ];
  if (typeof low === 'number' && value <= low) return `more than ${low}`;
  if (typeof high === 'number' && value >= high) return `less than ${high}`;
  if (typeof minimum === 'number' && value < minimum) return `at least ${minimum}`;
  if (typeof maximum === 'number' && value > maximum) return `at most ${maximum}`;
  if (typeof multipleOf !== 'number') return undefined;
  if (!Number.isInteger(multipleOf) || !Number.isSafeInteger(value)) return 'unknown';
  return value % multipleOf === 0 ? undefined : `a multiple of ${multipleOf}`;
}
