import { Alias, Document, isScalar, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { Node, Range, ScalarTag } from 'yaml';
import type { Maker } from './maker.ts';
import { surelyText } from './scalar-text.ts';

/**
 * Makes nodes as the `yaml` package does, but in a fraction of the time: the package defines two hidden properties on every single node, which
 * here stand once on the prototype. Whoever asks `isScalar` and the like sees no difference.
 */
export class NodeMaker implements Maker<Node> {
  /** Whether any mapping has a key twice. */
  hasDuplicates = false;

  map(): Node {
    return new LeanMap() as unknown as YAMLMap;
  }

  put(map: Node, key: Node, value: Node): void {
    (map as YAMLMap).items.push(new LeanPair(key, value) as unknown as Pair);
  }

  list(): Node {
    return new LeanList() as unknown as YAMLSeq;
  }

  append(list: Node, item: Node): void {
    (list as YAMLSeq).items.push(item);
  }

  finish(made: Node, range: Range, flow?: true): Node {
    const collection = made as YAMLMap | YAMLSeq;
    collection.range = range;
    if (flow) collection.flow = true;
    if (made instanceof LeanMap) this.hasDuplicates ||= hasKeyTwice(collection as YAMLMap);
    return made;
  }

  plainKey(source: string, range: Range): Node {
    return this.plain(source, range);
  }

  plain(source: string, range: Range): Node {
    const tag = surelyText.test(source) ? undefined : tags.find((it) => it.test?.test(source));
    if (!tag) return new LeanScalar(source, source, 'PLAIN', range) as unknown as Scalar;
    const found: unknown = tag.resolve(source, () => undefined, {});
    const node = new LeanScalar(isScalar(found) ? found.value : found, source, 'PLAIN', range) as unknown as Scalar;
    const format = isScalar(found) ? (found.format ?? tag.format) : tag.format;
    if (format !== undefined) node.format = format;
    return node;
  }

  text(value: string, type: Scalar.Type, range: Range): Node {
    return new LeanScalar(value, value, type, range) as unknown as Scalar;
  }

  anchor(name: string, made: Node): Node {
    (made as Node & { anchor: string }).anchor = name;
    return made;
  }

  alias(name: string, range: Range): Node {
    const alias = new Alias(name);
    alias.range = range;
    return alias;
  }
}

/** A document of nodes. All share what never changes, such as the schema, which is nearly all the work of making one. */
export function documentOf(contents: Node): Document {
  const document = Object.create(model) as Document;
  return Object.assign(document, { contents, errors: [], warnings: [] });
}

/** Whether a mapping has a key twice. */
function hasKeyTwice({ items }: YAMLMap): boolean {
  if (items.length > 12) return new Set(items.map(({ key }) => (key as Scalar).value)).size < items.length;
  for (let at = 1; at < items.length; at++) {
    const key = (items[at]?.key as Scalar).value;
    for (let before = 0; before < at; before++) if ((items[before]?.key as Scalar).value === key) return true;
  }
  return false;
}

const model = new Document({}, { merge: true, uniqueKeys: false, logLevel: 'silent' });

/** YAML 1.2's core schema with merge keys. */
const plainSchema = model.schema;

const tags = plainSchema.tags.filter((it): it is ScalarTag => 'test' in it && it.default === true);

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
