import { isAlias, isMap, isScalar } from 'yaml';
import type { Node, Pair, Scalar } from 'yaml';
import { nameOfKey } from './anchors.ts';
import type { Role } from './check.ts';
import type { Walker } from './ground.ts';
import { isLabelKey, isLabelValue, nameForms } from './names.ts';
import { readPlain } from './scalars.ts';
import { isUnsettled, readingOf, sourceOf } from './values.ts';

/** Keys of labels and annotations, and values of labels, that the API server refuses. */
export function badLabels(walk: Walker, role: Role, pairs: readonly Pair[]): void {
  if (walk.ground.dialect === 'kustomize' || role === 'metadata') return;
  for (const pair of pairs) {
    const key = nameOfKey(pair.key);
    if (key === undefined || isUnsettled(key)) continue;
    if (!isLabelKey(role === 'annotations' ? key.toLowerCase() : key)) {
      walk.add({ code: 'schema/label', value: key, part: 'key' }, pair.key as Node);
    }
    if (role !== 'labels') continue;
    const node = resolved(walk, pair.value);
    const value = isScalar(node) ? textOf(node) : undefined;
    if (walk.ground.kind === 'Namespace' && podSecurity.test(key) && !isLevel(value)) {
      walk.add(
        { code: 'schema/enum', path: `metadata.labels.${key}`, value: value ?? '', allowed: levels, similar: [] },
        pair.key as Node,
      );
      continue;
    }
    if (node === undefined || value === undefined || isLabelValue(value) || isUnsettled(value)) continue;
    walk.add({ code: 'schema/label', value, part: 'value' }, node);
  }
}

/** Labels of a Namespace that the API server's admission of Pods reads. */
const podSecurity = /^pod-security\.kubernetes\.io\/(?:enforce|audit|warn)$/;
const levels: readonly string[] = ['privileged', 'baseline', 'restricted'];

function isLevel(value: string | undefined): boolean {
  return value !== undefined && (levels.includes(value) || isUnsettled(value));
}

/** Text as the build writes it: dates come out as timestamps. `undefined` for what is no text. */
function textOf(node: Scalar): string | undefined {
  const look = readingOf(node);
  return look === 'string' ? sourceOf(node) : look === 'changed' ? String(readPlain(sourceOf(node)).value) : undefined;
}

/**
 * The labels and annotations of an object itself, which the build reads before anybody else. One label that is no text makes Flux write all
 * labels anew, with none of the object's own; annotations become text whatever they are.
 */
export function ownTexts(walk: Walker, role: Role, node: Node): boolean {
  if (walk.ground.dialect === 'kustomize' || walk.path.length !== 2) return false;
  if (role === 'labels') return lostLabels(walk, node);
  if (role !== 'annotations') return false;
  if (!isMap(node)) {
    if (!isScalar(node)) return false;
    if (readingOf(node) !== 'null') walk.add({ code: 'schema/lost-labels', isAnnotations: true }, node);
    return true;
  }
  const pairs = walk.anchors.pairs(node.items);
  for (const pair of pairs) {
    const value = resolved(walk, pair.value);
    if (value === undefined || isScalar(value)) continue;
    walk.add({ code: 'schema/changed-value', text: 'it', becomes: 'an empty text' }, pair.key as Node);
  }
  badLabels(walk, role, pairs);
  return true;
}

function lostLabels(walk: Walker, node: Node): boolean {
  if (!isMap(node)) {
    // Nothing is nothing to lose.
    if (!isScalar(node) || readingOf(node) !== 'null') walk.add({ code: 'schema/lost-labels' }, node);
    return true;
  }
  const pairs = walk.anchors.pairs(node.items);
  for (const pair of pairs) {
    const value = resolved(walk, pair.value);
    const look = isScalar(value) ? readingOf(value) : 'object';
    if (look === 'unwritable' && isScalar(value)) {
      walk.add(
        { code: 'schema/type', path: 'metadata.labels', expected: 'string', found: look, text: sourceOf(value) },
        value,
      );
      return true;
    }
    if (look === 'string' || look === 'opaque' || look === 'changed' || look === 'null') continue;
    const text = isScalar(value) ? sourceOf(value) : undefined;
    walk.add(
      { code: 'schema/lost-labels', ...(text !== undefined && { text }) },
      hasText(value) ? value : (pair.key as Node),
    );
    return true;
  }
  badLabels(walk, 'labels', pairs);
  return true;
}

function hasText(node: Node | undefined): node is Node {
  return node?.range !== undefined && node.range !== null && node.range[1] > node.range[0];
}

/** The name and the namespace of an object itself. Without a name the build fails; one that is no text makes Flux forget the object. */
export function badIdentity(walk: Walker, metadata: Node | undefined, holder: Node): void {
  const pairs = isMap(metadata) ? walk.anchors.pairs(metadata.items) : [];
  const of = (field: string) => resolved(walk, pairs.find((it) => nameOfKey(it.key) === field)?.value);
  const name = of('name');
  const look = isScalar(name) ? readingOf(name) : undefined;
  if (isScalar(name) && (look === 'boolean' || look === 'integer' || look === 'number')) {
    walk.add({ code: 'schema/lost-object', text: sourceOf(name) }, name);
  } else if (name === undefined || look === 'null' || (isScalar(name) && sourceOf(name) === '')) {
    walk.add({ code: 'schema/required', path: 'metadata', field: 'name' }, holder);
  }
  badName(walk, name, walk.ground.nameForm);
  badName(walk, of('namespace'), 'label');
}

function badName(walk: Walker, node: Node | undefined, form: keyof typeof nameForms): void {
  const value = isScalar(node) ? textOf(node) : undefined;
  if (node === undefined || value === undefined || value === '' || nameForms[form](value) || isUnsettled(value)) return;
  walk.add({ code: 'schema/name', value, form }, node);
}

function resolved(walk: Walker, value: unknown): Node | undefined {
  return (isAlias(value) ? walk.anchors.target(value) : (value as Node | null | undefined)) ?? undefined;
}
