import { isAlias, isMap, isNode, isScalar, isSeq, YAMLMap } from 'yaml';
import type { Node, Pair, Scalar, YAMLSeq } from 'yaml';
import { Anchors, nameOfKey } from './anchors.ts';
import { brokenBounds, brokenChoice } from './bounds.ts';
import type { Check } from './check.ts';
import type { Found, Ground, Walker } from './ground.ts';
import { repeatedItems } from './lists.ts';
import { badIdentity, badLabels, ownTexts } from './identity.ts';
import type { Step } from '../yaml/parse.ts';
import { isMerge, spanOf } from '../yaml/parse.ts';
import { placeText } from './place.ts';
import { brokenRules } from './rules.ts';
import { problemOfScalar, readingOf } from './values.ts';
/** Deeper values are not judged. */
const deepest = 200;
/** More problems of one object help nobody. */
const mostProblems = 200;

/**
 * Judges the values of one document by a schema, in one pass. Costs the nodes of the document once: what aliases stand for is judged once for
 * each place of the schema.
 */
export class Walk implements Walker {
  readonly problems: Found[] = [];
  readonly ground: Ground;
  readonly anchors: Anchors;
  readonly path: Step[] = [];
  /** The key of each step of the path; absent for the items of lists. */
  readonly #keys: (Node | undefined)[] = [];
  readonly #shared = new Map<Node, Set<Check>>();

  constructor(ground: Ground, anchors = new Anchors(ground.document)) {
    this.ground = ground;
    this.anchors = anchors;
  }

  /** Judges a whole document. */
  object(root: Node, check: Check): void {
    this.value(root, check, undefined);
    if (!isMap(root) || this.ground.dialect === 'kustomize') return;
    const pair = this.anchors.pairs(root.items).find((it) => nameOfKey(it.key) === 'metadata');
    const metadata = isAlias(pair?.value) ? this.anchors.target(pair.value) : pair?.value;
    if (isNothing(metadata) || isMap(metadata)) {
      badIdentity(this, isMap(metadata) ? metadata : undefined, (pair?.key ?? root.items[0]?.key ?? root) as Node);
      this.#forgetRules();
    }
  }

  /** Nobody asks the rules of an object that is lost before. */
  #forgetRules(): void {
    if (!this.problems.some((it) => it.code === 'schema/lost-object')) return;
    const kept = this.problems.filter((it) => it.code !== 'schema/rule');
    this.problems.splice(0, this.problems.length, ...kept);
  }

  /** Judges a value; `holder` is the node to blame where the value has no text. */
  value(given: unknown, check: Check, holder: Node | undefined): void {
    if (this.path.length > deepest || this.problems.length >= mostProblems) return;
    const node = isAlias(given) ? this.#target(given, check) : given;
    if (check.role !== undefined && isNode(node) && ownTexts(this, check.role, node)) return;
    if (isMap(node)) this.#map(node, check);
    else if (isSeq(node)) this.#list(node, check);
    else if (isScalar(node)) this.#scalar(node, check, holder);
    else if (given === null || given === undefined) this.#nothing(check, holder);
  }

  /** Notes a problem at a node. */
  add(problem: Parameters<Walker['add']>[0], node: Node | undefined): void {
    this.problems.push({ ...problem, span: node ? spanOf(node) : { start: 0, end: 0 } });
  }

  /** The path as people write it: `spec.patches[0].target`. */
  get place(): string {
    return placeText(this.path);
  }

  fits(node: Node, check: Check): boolean {
    const inner = new Walk(this.ground, this.anchors);
    inner.value(node, check, node);
    return inner.problems.length === 0;
  }

  /** What stands for a value in a message: its key, or the first key in it. */
  blame(node: Node): Node {
    const key = this.#keys.at(-1) ?? (isMap(node) ? node.items[0]?.key : undefined);
    return isScalar(key) && key.range ? key : node;
  }

  /** The node of an alias; `undefined` when it was judged by the same check before. */
  #target(alias: Node, check: Check): Node | undefined {
    const node = isAlias(alias) ? this.anchors.target(alias) : undefined;
    if (node === undefined || isScalar(node)) return node;
    const judged = this.#shared.get(node) ?? new Set<Check>();
    if (judged.has(check)) return undefined;
    this.#shared.set(node, judged.add(check));
    return node;
  }

  #map(map: YAMLMap, check: Check): void {
    const { expected } = check;
    if (expected !== 'object' && expected !== 'any') return this.#wrong(check, 'object', map);
    const before = this.problems.length;
    const pairs: readonly Pair[] = map.items.some(isMerge) ? this.anchors.pairs(map.items) : map.items;
    for (const pair of pairs) this.#field(pair, check);
    for (const name of check.required) if (!this.#has(pairs, name, check)) this.#missing(name, map, check);
    if (check.role !== undefined) badLabels(this, check.role, pairs);
    if (check.more) this.#extra(map, check, before);
  }

  #field(pair: Pair, check: Check): void {
    const name = nameOfKey(pair.key);
    if (name === undefined) return;
    const child = this.#judgeOf(name, check);
    if (child === undefined) {
      if (!check.open && !this.#isStatus(name)) this.#unknown(name, pair, check);
      return;
    }
    this.path.push(name);
    this.#keys.push(pair.key as Node);
    this.value(pair.value, child, pair.key as Node);
    this.#keys.pop();
    this.path.pop();
  }

  /** What judges the value of a field; `undefined` where nothing is asked of it. */
  #judgeOf(name: string, check: Check): Check | undefined {
    const named = this.#isStatus(name) ? undefined : (check.field(name) ?? check.additional);
    return named ?? (this.ground.odd && (check.open || this.#isStatus(name)) ? check.anything : undefined);
  }

  /**
   * Whether a field is the status of the object, which files hold when they are exported or generated. Flux sends none (`normalize.Unstructured` in
   * `fluxcd/pkg/ssa`), save that of a CustomResourceDefinition, which the API server leaves aside.
   */
  #isStatus(name: string): boolean {
    return name === 'status' && this.path.length === 0 && this.ground.dialect !== 'kustomize';
  }

  #list(list: YAMLSeq, check: Check): void {
    const { expected } = check;
    if (expected !== 'array' && expected !== 'any') return this.#wrong(check, 'array', list);
    const before = this.problems.length;
    const items = check.items ?? (this.ground.odd ? check.anything : undefined);
    if (items !== undefined) {
      this.#keys.push(undefined);
      for (let at = 0; at < list.items.length; at++) {
        this.path.push(at);
        this.value(list.items[at], items, list);
        this.path.pop();
      }
      this.#keys.pop();
    }
    if (!check.more) return;
    repeatedItems(this, list, check);
    this.#extra(list, check, before);
  }

  #scalar(node: Scalar, check: Check, holder: Node | undefined): void {
    if (node.value === null && (node.type === undefined || node.type === 'PLAIN')) {
      if (node.tag === undefined) this.#nothing(check, node.source === '' ? holder : node);
      return;
    }
    const before = this.problems.length;
    const problem = problemOfScalar(this, node, check);
    if (problem !== undefined) this.add(problem, node);
    else if (check.more) this.#extra(node, check, before);
  }

  /** What is asked besides types and fields. Rules run last, and only on what is right so far, as in the API server. */
  #extra(node: Node, check: Check, before: number): void {
    brokenBounds(this, node, check);
    brokenChoice(this, node, check);
    if (check.rules.length > 0 && !this.#isBroken(before)) brokenRules(this, node, check);
  }

  /** Whether there is a problem since then that rules would stumble over, and not only something that Flux drops or changes on the way. */
  #isBroken(before: number): boolean {
    for (let at = before; at < this.problems.length; at++) {
      const code = this.problems[at]?.code;
      if (code !== 'schema/dropped-field' && code !== 'schema/changed-value') return true;
    }
    return false;
  }

  #nothing(check: Check, holder: Node | undefined): void {
    const { dialect } = this.ground;
    const { schema, expected, role } = check;
    const isItem = typeof this.path.at(-1) === 'number';
    if (isItem && dialect !== 'custom' && (expected === 'object' ? !this.fits(new YAMLMap(), check) : needsText(check)))
      return this.add({ code: 'schema/null', path: this.place, expected }, holder);
    if (dialect === 'normalised' && expected === 'quantity')
      return this.add({ code: 'schema/changed-value', text: '', becomes: '0', why: 'nothing' }, holder);
    if (dialect !== 'custom' || expected === 'any' || schema.nullable === true || schema.default !== undefined) return;
    if (role !== undefined || this.path[0] === 'metadata') return;
    this.add({ code: 'schema/null', path: this.place, expected }, holder);
  }

  #wrong(check: Check, found: string, node: Node): void {
    this.add({ code: 'schema/type', path: this.place, expected: check.expected, found }, node);
  }

  #has(pairs: readonly Pair[], name: string, check: Check): boolean {
    if (check.field(name)?.schema.default !== undefined) return true;
    const pair = pairs.find((it) => nameOfKey(it.key) === name);
    if (pair === undefined) return false;
    // Null in a custom resource is a problem of its own; elsewhere it is nothing at all.
    return this.ground.dialect === 'custom' || !isNothing(pair.value);
  }

  #missing(field: string, map: YAMLMap, { role }: Check): void {
    if (role !== undefined) return;
    this.add({ code: 'schema/required', path: this.place, field }, this.blame(map));
  }

  #unknown(field: string, pair: Pair, check: Check): void {
    const { dialect, hints, kind } = this.ground;
    if (this.path.length === 0 && field === 'sops') return;
    if (dialect === 'kustomize' && knowsInAnyCase(check, field)) return;
    const code = dialect === 'custom' || dialect === 'builtin' ? 'schema/unknown-field' : 'schema/dropped-field';
    this.add({ code, path: this.place, field, kind, ...hints(this.path, field, check) }, pair.key as Node);
  }
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || (isScalar(value) && readingOf(value) === 'null');
}

/** Whether the empty text that a null in a list becomes is refused. */
function needsText({ enum: allowed, expected, pattern, schema }: Check): boolean {
  if (expected !== 'string') return false;
  return allowed?.has('') === false || pattern?.test('') === false || (schema.minLength ?? 0) > 0;
}

/** Go's JSON takes the names of fields in any case, and kustomize reads its file with it. */
function knowsInAnyCase(check: Check, field: string): boolean {
  const lower = field.toLowerCase();
  return Object.keys(check.schema.properties ?? {}).some((it) => it.toLowerCase() === lower);
}
