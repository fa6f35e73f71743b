import assert from 'node:assert/strict';
import { isAlias, isMap, isPair, isScalar, isSeq } from 'yaml';
import { valueOf } from '../../../src/language/build/body.ts';
import { ValueMaker } from '../../../src/language/build/valueMaker.ts';
import { parseAny, parsePlain } from '../../../src/language/yaml/parse.ts';
import { readPlain } from '../../../src/language/yaml/plain.ts';

/** What must not differ, whoever has parsed: values as they stand, where they stand, and how they hang together. */
function shapeOf(node: unknown): unknown {
  if (isPair(node)) return [shapeOf(node.key), shapeOf(node.value)];
  if (isAlias(node)) return ['alias', node.source, node.range];
  if (isScalar(node)) return [node.type, node.value, node.source, node.range, node.anchor, node.format];
  if (isMap(node) || isSeq(node)) {
    return [isMap(node) ? 'map' : 'list', node.flow, node.anchor, node.range, node.items.map(shapeOf)];
  }
  return node;
}

/** Whether a text is read without the parser; if so, it must be as the parser reads it, and so must be what it stands for. */
export function isPlain(text: string): boolean {
  const plain = parsePlain(text);
  if (plain === undefined) return false;
  const { document, errors } = parseAny(text);
  assert.deepEqual(
    errors.filter((it) => it.code !== 'LOST_ALIAS'),
    [],
    JSON.stringify(text),
  );
  assert.deepEqual(shapeOf(plain.document.contents), shapeOf(document.contents), JSON.stringify(text));
  for (const old of [true, false]) {
    const read = readPlain(text, new ValueMaker(old));
    if (read) assert.deepEqual(read.contents, valueOf(document, old), JSON.stringify(text));
  }
  return true;
}
