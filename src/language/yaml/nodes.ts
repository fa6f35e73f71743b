import { Document, isScalar, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { Node, ScalarTag } from 'yaml';

/**
 * Nodes as the `yaml` package makes them, but made in a fraction of the time: the package defines two hidden properties on every single
 * node, which here stand once on the prototype. Whoever asks `isScalar` and the like sees no difference.
 */
export function scalarNode(value: unknown, source: string, type: Scalar.Type, range: Node['range']): Scalar {
  return new LeanScalar(value, source, type, range) as unknown as Scalar;
}

/** A plain scalar. Numbers, booleans and null as the package's own rules tell them. */
export function plainScalar(text: string, range: [number, number, number]): Scalar {
  const tag = surelyText.test(text) ? undefined : tags.find((it) => it.test?.test(text));
  if (!tag) return scalarNode(text, text, 'PLAIN', range);
  const found: unknown = tag.resolve(text, () => undefined, {});
  const node = scalarNode(isScalar(found) ? found.value : found, text, 'PLAIN', range);
  const format = isScalar(found) ? (found.format ?? tag.format) : tag.format;
  if (format !== undefined) node.format = format;
  return node;
}

/** An empty mapping; `range` is set when it is known. */
export function mapNode(): YAMLMap {
  return new LeanMap() as unknown as YAMLMap;
}

/** An empty list; `range` is set when it is known. */
export function listNode(): YAMLSeq {
  return new LeanList() as unknown as YAMLSeq;
}

export function pairNode(key: Node, value: Node): Pair {
  return new LeanPair(key, value) as unknown as Pair;
}

/** An empty document. All share what never changes, such as the schema, which is nearly all the work of making one. */
export function emptyDocument(): Document {
  const document = Object.create(model) as Document;
  return Object.assign(document, { contents: null, errors: [], warnings: [] });
}

/** Whether a mapping has a key twice. */
export function hasKeyTwice({ items }: YAMLMap): boolean {
  if (items.length > 12) return new Set(items.map(({ key }) => (key as Scalar).value)).size < items.length;
  for (let at = 1; at < items.length; at++) {
    const key = (items[at]?.key as Scalar).value;
    for (let before = 0; before < at; before++) if ((items[before]?.key as Scalar).value === key) return true;
  }
  return false;
}

const model = new Document({}, { merge: true, uniqueKeys: false, logLevel: 'silent' });

/** YAML 1.2's core schema with merge keys. */
export const plainSchema = model.schema;

const tags = plainSchema.tags.filter((it): it is ScalarTag => 'test' in it && it.default === true);

/** Numbers, booleans and null begin otherwise (YAML 1.2, 10.3.2). */
const surelyText = /^[A-EG-MO-SU-Za-eg-mo-su-z_/]/;

class LeanScalar {
  value: unknown;
  source: string;
  type: Scalar.Type;
  range: Node['range'];
  format: string | undefined;
  anchor: string | undefined;

  constructor(value: unknown, source: string, type: Scalar.Type, range: Node['range']) {
    this.value = value;
    this.source = source;
    this.type = type;
    this.range = range;
  }
}

class LeanMap {
  items: Pair[] = [];
  flow: boolean | undefined;
  range: Node['range'];
  anchor: string | undefined;
}

class LeanList {
  items: unknown[] = [];
  flow: boolean | undefined;
  range: Node['range'];
  anchor: string | undefined;
}

class LeanPair {
  key: Node;
  value: Node;

  constructor(key: Node, value: Node) {
    this.key = key;
    this.value = value;
  }
}

inherit(LeanScalar, new Scalar(null));
inherit(LeanMap, new YAMLMap(plainSchema));
inherit(LeanList, new YAMLSeq(plainSchema));
inherit(LeanPair, new Pair(null));

/** Puts a class below that of a node, and the node's hidden properties onto the class. */
function inherit(lean: { readonly prototype: object }, node: object): void {
  Object.setPrototypeOf(lean.prototype, Object.getPrototypeOf(node) as object);
  for (const key of Reflect.ownKeys(node)) {
    const property = Object.getOwnPropertyDescriptor(node, key);
    if (property && property.enumerable !== true) Object.defineProperty(lean.prototype, key, property);
  }
}
