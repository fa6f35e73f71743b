import { Document, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { Node } from 'yaml';

/**
 * Nodes as the `yaml` package makes them, but made in a fraction of the time: the package defines two hidden properties on every single
 * node, which here stand once on the prototype. Whoever asks `isScalar` and the like sees no difference.
 */
export function scalarNode(value: unknown, source: string, type: Scalar.Type, range: Node['range']): Scalar {
  return new LeanScalar(value, source, type, range) as unknown as Scalar;
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

/** An empty document. All share one schema, which is half of the work of making one. */
export function emptyDocument(): Document {
  return new Document(undefined, { merge: true, uniqueKeys: false, logLevel: 'silent', schema: plainSchema });
}

const model = new Document({}, { merge: true, uniqueKeys: false, logLevel: 'silent' });

/** YAML 1.2's core schema with merge keys. */
export const plainSchema = model.schema;

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
