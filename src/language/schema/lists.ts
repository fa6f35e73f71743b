import { isAlias, isMap, isScalar } from 'yaml';
import type { Node, YAMLSeq } from 'yaml';
import { nameOfKey } from './anchors.ts';
import type { Check } from './check.ts';
import { isUnsettled, sourceOf } from './values.ts';
import type { Walker } from './ground.ts';

/** Items that the API server takes for the same one: of a set, or of a list that is told apart by keys. Linear in the list. */
export function repeatedItems(walk: Walker, list: YAMLSeq, { schema, items }: Check): void {
  const { listType, listMapKeys = [], uniqueItems } = schema;
  const isSet = listType === 'set' || uniqueItems === true;
  if (!isSet && listType !== 'map') return;
  const seen = new Set<string>();
  for (const item of list.items) {
    const node = isAlias(item) ? walk.anchors.target(item) : item;
    if (!isSet) keyless(walk, node, listMapKeys, items);
    const key = isSet ? scalarText(node) : keyOf(walk, node, listMapKeys, items);
    if (key === undefined) continue;
    if (seen.has(key))
      walk.add(
        { code: 'schema/duplicate-item', path: walk.place, item: key },
        keyNode(node, listMapKeys) ?? (item as Node),
      );
    seen.add(key);
  }
}

/** An item that has none of the keys, nor a default for one: server-side apply cannot tell it from others. */
function keyless(walk: Walker, node: unknown, keys: readonly string[], items: Check | undefined): void {
  const [first] = keys;
  // Nothing becomes an empty item.
  const isNothing = isScalar(node) && node.value === null;
  if ((!isMap(node) && !isNothing) || first === undefined || walk.ground.dialect === 'kustomize') return;
  if (items?.required.includes(first) === true) return;
  const pairs = isMap(node) ? walk.anchors.pairs(node.items) : [];
  const isThere = keys.some(
    (key) =>
      items?.field(key)?.schema.default !== undefined ||
      pairs.some(
        (it) => nameOfKey(it.key) === key && !(isScalar(it.value) && [null, ''].includes(it.value.value as null)),
      ),
  );
  if (!isThere)
    walk.add(
      { code: 'schema/required', path: walk.place, field: first },
      (isMap(node) ? (node.items[0]?.key ?? node) : node) as Node,
    );
}

/** `name="A"`; `undefined` where any of it is not known. */
function keyOf(walk: Walker, node: unknown, keys: readonly string[], items: Check | undefined): string | undefined {
  if (!isMap(node)) return undefined;
  const parts: string[] = [];
  for (const key of keys) {
    const pair = walk.anchors.pairs(node.items).find((it) => nameOfKey(it.key) === key);
    const value = isAlias(pair?.value) ? walk.anchors.target(pair.value) : pair?.value;
    const text = pair === undefined ? defaultText(items?.field(key)?.schema.default) : scalarText(value);
    if (text === undefined) return undefined;
    parts.push(`${key}="${text}"`);
  }
  return parts.join(', ');
}

function defaultText(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

function scalarText(node: unknown): string | undefined {
  if (!isScalar(node) || node.value === null || node.value === undefined) return undefined;
  const text = sourceOf(node);
  return isUnsettled(text) ? undefined : text;
}

function keyNode(node: unknown, keys: readonly string[]): Node | undefined {
  if (!isMap(node)) return undefined;
  const value = node.items.find((it) => nameOfKey(it.key) === keys[0])?.value;
  return isScalar(value) ? value : undefined;
}
