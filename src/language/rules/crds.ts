import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Document, Node } from 'yaml';
import type { ManifestDocument } from '../repository/manifest.ts';
import { nodeAt, pairOf, textOf } from '../yaml/parse.ts';
import { schemaTypes } from '../problems/crds.ts';
import type { CrdFault } from '../problems/crds.ts';
import type { Problem } from '../problems.ts';
import type { Rule } from '../rule.ts';
import { readingOf, sourceOf } from '../schema/values.ts';
import { isSymbolic } from '../yaml/symbolic.ts';

/**
 * What Kubernetes refuses in a CustomResourceDefinition whatever else stands in it (apiextensions-apiserver, pkg/apis/apiextensions/validation
 * and pkg/apiserver/schema). What its own schema says, such as required fields, is judged there.
 */
export const invalidCrds: Rule = function* ({ document }) {
  const { kind, apiVersion } = document.header;
  if (kind?.value !== 'CustomResourceDefinition' || apiVersion?.value !== 'apiextensions.k8s.io/v1') return;
  // Text of a template may become anything.
  if (isSymbolic(document.section.text)) return;
  yield* wrongName(document);
  const versions = document.nodeAt(['spec', 'versions']);
  if (!isSeq(versions)) return;
  const read = (at: number, field: string) => document.nodeAt(['spec', 'versions', at, field]);
  const stored = versions.items.filter((_, at) => isTrue(read(at, 'storage'))).length;
  if (stored !== 1) yield found(document, versionsKey(document) ?? versions, { is: 'storage', versions: stored });
  for (const at of versions.items.keys()) {
    const schema = nodeAt(document.yaml, ['spec', 'versions', at, 'schema', 'openAPIV3Schema']);
    const name = read(at, 'name');
    if (schema !== undefined) yield* wrongSchema(document, schema);
    else if (name !== undefined) yield found(document, name, { is: 'schema', version: textOf(name) ?? '' });
  }
};

/** `True` is a boolean to Go's readers, and text to the parser. */
function isTrue(node: Node | undefined): boolean {
  return isScalar(node) && readingOf(node) === 'boolean' && sourceOf(node).toLowerCase() === 'true';
}

function* wrongName(document: ManifestDocument): Generator<Problem> {
  const { name } = document.header;
  const [plural, group] = ['names.plural', 'group'].map((it) => document.facts.fields.get(`spec.${it}`)?.value);
  if (name === undefined || plural === undefined || group === undefined) return;
  const wanted = `${plural}.${group}`;
  if (name.value !== wanted) yield { code: 'crd/invalid', what: { is: 'name', wanted }, span: name.span };
}

function versionsKey(document: ManifestDocument): Node | undefined {
  const pair = pairOf(document.yaml, document.nodeAt(['spec']), 'versions');
  return isScalar(pair?.key) ? pair.key : undefined;
}

/** More are not said of one version: the first few tell what is wrong. */
const most = 20;

/** Walks with a list of its own, so that depth costs nothing; through no alias of a mapping, which could lead in circles. */
function* wrongSchema(document: ManifestDocument, root: Node): Generator<Problem> {
  let said = 0;
  const type = valueOf(document.yaml, root, 'type');
  if (isMap(root) && (type === undefined || textOf(type) !== 'object')) {
    yield found(document, isScalar(type) ? type : (keyOfFirst(root) ?? root), { is: 'root' });
    return;
  }
  const open: { readonly node: Node; readonly name: Node | undefined }[] = [{ node: root, name: undefined }];
  for (let it = open.pop(); it !== undefined && said < most; it = open.pop()) {
    if (!isMap(it.node)) continue;
    for (const fault of faultsOf(document.yaml, it.node, it.name)) {
      said++;
      yield found(document, fault.node, fault.what);
    }
    open.push(...childrenOf(document.yaml, it.node));
  }
}

interface Fault {
  readonly node: Node;
  readonly what: CrdFault;
}

function* faultsOf(document: Document, schema: Node, name: Node | undefined): Generator<Fault> {
  const get = (key: string) => valueOf(document, schema, key);
  const type = get('type');
  const word = textOf(type);
  const isFree = isTrue(get('x-kubernetes-int-or-string')) || isTrue(get('x-kubernetes-preserve-unknown-fields'));
  if (word === undefined && !isFree && name !== undefined) {
    yield { node: name, what: { is: 'untyped', field: textOf(name) ?? '' } };
  }
  if (isScalar(type) && word !== undefined && !schemaTypes.includes(word)) {
    yield { node: type, what: { is: 'type', type: word } };
  }
  if (isScalar(type) && word === 'array' && get('items') === undefined) yield { node: type, what: { is: 'items' } };
  const extra = pairOf(document, schema, 'additionalProperties');
  const forbids = isScalar(extra?.value) && extra.value.value === false;
  if (isScalar(extra?.key) && get('properties') !== undefined && !forbids) {
    yield { node: extra.key, what: { is: 'mixed' } };
  }
}

/** The value of a key, or what it is an alias of. */
function valueOf(document: Document, schema: Node, key: string): Node | undefined {
  const value = pairOf(document, schema, key)?.value as Node | null | undefined;
  return (isAlias(value) ? value.resolve(document) : value) ?? undefined;
}

/** The schemas right below one, with the key that names each. */
function childrenOf(document: Document, schema: Node): readonly { readonly node: Node; readonly name: Node }[] {
  const below: { node: Node; name: Node }[] = [];
  const add = (key: unknown, value: unknown) => {
    if (isScalar(key) && (isMap(value) || isScalar(value))) below.push({ node: value, name: key });
  };
  const properties = pairOf(document, schema, 'properties')?.value;
  if (isMap(properties)) for (const { key, value } of properties.items) add(key, value);
  for (const word of ['items', 'additionalProperties']) {
    const pair = pairOf(document, schema, word);
    if (isMap(pair?.value)) add(pair.key, pair.value);
  }
  return below.reverse();
}

function keyOfFirst(node: Node): Node | undefined {
  const key = isMap(node) ? node.items[0]?.key : undefined;
  return isScalar(key) ? key : undefined;
}

function found(document: ManifestDocument, node: Node, what: CrdFault): Problem {
  return { code: 'crd/invalid', what, span: document.span(node) };
}
