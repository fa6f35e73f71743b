import { isMap, isScalar, isSeq } from 'yaml';
import type { Node } from 'yaml';
import type { Check } from './check.ts';
import type { Schema } from './schema.ts';
import type { Bound } from '../problems/schemaWords.ts';
import { isUnsettled, readingOf, sourceOf } from './values.ts';
import type { Walker } from './ground.ts';

/** How long a value may be. */
export function brokenBounds(walk: Walker, node: Node, { schema }: Check): void {
  if (isMap(node)) check(walk, node, node.items.length, schema, 'minProperties', 'maxProperties');
  else if (isSeq(node)) check(walk, node, node.items.length, schema, 'minItems', 'maxItems');
  else if (isScalar(node) && readingOf(node) === 'string') {
    const text = sourceOf(node);
    if (!isUnsettled(text)) check(walk, node, lengthOf(text), schema, 'minLength', 'maxLength');
  }
}

function check(
  walk: Walker,
  node: Node,
  size: number,
  schema: Schema,
  least: Bound & keyof Schema,
  most: Bound & keyof Schema,
): void {
  const minimum = schema[least];
  const maximum = schema[most];
  const path = walk.place;
  if (minimum !== undefined && size < minimum)
    walk.add({ code: 'schema/bounds', path, bound: least, limit: minimum }, node);
  if (maximum !== undefined && size > maximum)
    walk.add({ code: 'schema/bounds', path, bound: most, limit: maximum }, node);
}

/** Go counts code points. */
function lengthOf(text: string): number {
  let length = text.length;
  for (let at = 0; at < text.length; at++) if ((text.charCodeAt(at) & 0xfc00) === 0xd800) length--;
  return length;
}

/** `allOf`, `anyOf`, `oneOf` and `not`, of which only what is certain counts: a part that cannot be judged is neither right nor wrong. */
export function brokenChoice(walk: Walker, node: Node, check: Check): void {
  const { allOf, anyOf, oneOf } = check.schema;
  if (allOf === undefined && anyOf === undefined && oneOf === undefined) return;
  const fits = (schema: Schema): boolean => walk.fits(node, check.part(schema));
  const broken = allOf?.every(fits) === false || anyOf?.some(fits) === false || oneOf?.some(fits) === false;
  if (broken) walk.add({ code: 'schema/choice', path: walk.place }, node);
}
