import type { Node } from 'yaml';
import { isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { SentBody } from '../bed/send.ts';
import type { Path } from './tree.ts';

/** Something that a person wrote and that Flux did not send so. */
export interface Loss {
  readonly kind: 'dropped' | 'changed';
  readonly path: Path;
  /** It was empty, so that nothing is missed: Go's types leave out what is zero as well as what they do not know. */
  readonly empty?: true;
}

/**
 * What of a file's text is missing in what was sent or is another value there. A file is read as people read YAML 1.2. The same value in
 * another spelling is none: `1` where a text must stand, `500m` for `0.5`, `data` for `stringData`, nothing for an empty value.
 */
export function lossesOf(text: string, sent: SentBody): readonly Loss[] {
  const document = parseDocument(text, { merge: true, uniqueKeys: false });
  return document.contents === null ? [] : lossesIn(document.contents, withTexts(sent), []);
}

/** A Secret's `stringData` is sent as `data`: both readings stand side by side here. */
function withTexts(sent: SentBody): unknown {
  const { data } = sent as { data?: Readonly<Record<string, string>> };
  if (sent.kind !== 'Secret' || sent.apiVersion !== 'v1' || data === undefined) return sent;
  const texts = Object.entries(data).map(([key, value]) => [key, Buffer.from(String(value), 'base64').toString()]);
  return { ...sent, stringData: Object.fromEntries(texts) as unknown };
}

function lossesIn(node: Node, sent: unknown, path: Path): readonly Loss[] {
  if (sent === undefined) {
    if (isOurs(path)) return [];
    return [{ kind: 'dropped', path, ...(isEmpty(node) && { empty: true }) }];
  }
  if (isMap(node)) {
    if (node.items.length > 0 && !isObject(sent)) return [{ kind: 'changed', path }];
    return node.items.flatMap((pair) => {
      const key = isScalar(pair.key) ? String(pair.key.source ?? pair.key.value) : String(pair.key);
      const value = (pair.value as Node | null) ?? undefined;
      return value === undefined ? [] : lossesIn(value, (sent as Record<string, unknown>)[key], [...path, key]);
    });
  }
  if (isSeq(node)) {
    // Of a list nothing is left in a mapping, such as Flux's own labels.
    if (node.items.length > 0 && !Array.isArray(sent)) return [{ kind: isObject(sent) ? 'dropped' : 'changed', path }];
    const list = Array.isArray(sent) ? (sent as readonly unknown[]) : [];
    return node.items.flatMap((it, index) => lossesIn(it as Node, list[index], [...path, index]));
  }
  if (!isScalar(node) || isSame(node.value, node.source, sent)) return [];
  if (typeof sent !== 'object' || sent === null) return [{ kind: 'changed', path }];
  return [{ kind: 'dropped', path, ...(node.value === null && { empty: true }) }];
}

/** Flux removes these on purpose. */
const isOurs = (path: Path): boolean => path[0] === 'status' || path.join('.') === 'metadata.creationTimestamp';

const isObject = (it: unknown): boolean => typeof it === 'object' && it !== null && !Array.isArray(it);

function isEmpty(node: Node): boolean {
  if (isScalar(node)) return [null, '', false, 0].includes(node.value as null);
  return (isMap(node) || isSeq(node)) && (node.items as readonly unknown[]).every((it) => isEmptyItem(it));
}

function isEmptyItem(item: unknown): boolean {
  const value = isObject(item) && 'value' in (item as object) ? (item as { value: unknown }).value : item;
  return value === null || value === undefined || isEmpty(value as Node);
}

function isSame(value: unknown, source: string | undefined, sent: unknown): boolean {
  if (value === sent || source === sent || String(value) === sent) return true;
  if ((value === null || value === '') && (sent === null || sent === '' || sent === 0 || sent === false)) return true;
  if (typeof value === 'bigint') return Number(value) === sent;
  const amount = quantityOf(source ?? value);
  return amount !== undefined && amount === quantityOf(sent);
}

const units: Readonly<Record<string, number>> = {
  ...{ n: 1e-9, u: 1e-6, m: 1e-3, '': 1, k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15, E: 1e18 },
  ...{ Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40, Pi: 2 ** 50, Ei: 2 ** 60 },
};

/** As Kubernetes reads an amount; undefined where it is none. Only texts that it has itself written are told apart from numbers. */
function quantityOf(it: unknown): number | undefined {
  const [, number, unit] = /^([+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?)([KMGTPE]i|[numkMGTPE]?)$/.exec(String(it)) ?? [];
  return number === undefined || unit === undefined
    ? undefined
    : Number((Number(number) * (units[unit] ?? NaN)).toPrecision(12));
}
