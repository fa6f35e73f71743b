import { isAlias, isMap, isNode, isPair, isSeq } from 'yaml';
import type { Node } from 'yaml';
import { pairSpan, removeKey } from '../fixes/edit.ts';
import type { Manifest, ManifestDocument } from '../repository/manifest.ts';
import { spanOf } from '../yaml/parse.ts';
import type { Step } from '../yaml/parse.ts';
import type { TextEdit } from '../yaml/text.ts';

const lists = ['patchesStrategicMerge', 'patchesJson6902', 'patches'] as const;

/**
 * Brings the two old lists of patches of a mapping into the list `patches`, in front of what it has: strategic merge patches become text,
 * and so do the operations of JSON patches. `undefined` where the text cannot be moved as it is: aliases, lists that share a line.
 */
export function mergePatches(
  manifest: Manifest,
  document: ManifestDocument,
  parent: readonly Step[],
): readonly TextEdit[] | undefined {
  const found = lists.flatMap((name) => {
    const span = pairSpan(document, [...parent, name]);
    const node = document.nodeAt([...parent, name]);
    return span ? [{ name, span, nodes: isSeq(node) ? (node.items as readonly Node[]) : [] }] : [];
  });
  if (found.every(({ nodes }) => nodes.length === 0)) return withoutOld(manifest, document, parent);
  const sorted = [...found].sort((a, b) => a.span.start - b.span.start);
  const [first, ...rest] = sorted;
  const map = document.nodeAt(parent);
  const isFlowing = isMap(map) && map.flow === true;
  const spans = sorted.map(({ span }) => linesOf(manifest, span));
  if (first === undefined || isFlowing || spans.includes(undefined)) return undefined;
  const items = found.flatMap(({ name, nodes }) => nodes.map((it) => itemLines(document, name, it)));
  if (items.some((it) => it === undefined)) return undefined;
  const indent = ' '.repeat(manifest.lines.position(first.span.start).character);
  const lines = items.flatMap((it) =>
    (it ?? []).map((line, at) => blankless(`${indent}  ${at === 0 ? '- ' : '  '}${line}`)),
  );
  const newline = manifest.text.includes('\r\n') ? '\r\n' : '\n';
  const edits = rest.map(({ span }) => ({ path: manifest.path, span: linesOf(manifest, span) ?? span, text: '' }));
  return [{ path: manifest.path, span: first.span, text: ['patches:', ...lines].join(newline) }, ...edits];
}

/** Takes out lists that hold nothing. */
function withoutOld(manifest: Manifest, document: ManifestDocument, parent: readonly Step[]): readonly TextEdit[] {
  const [first, second] = lists;
  return [first, second].flatMap((name) => removeKey(manifest, document, [...parent, name]) ?? []);
}

/** A key and its value with the whole lines they stand on; `undefined` where others stand there too. */
function linesOf(manifest: Manifest, span: { readonly start: number; readonly end: number }) {
  const { text } = manifest;
  const start = text.lastIndexOf('\n', span.start - 1) + 1;
  const newline = text.indexOf('\n', span.end);
  const end = newline < 0 ? text.length : newline + 1;
  const isAlone = text.slice(start, span.start).trim() === '' && text.slice(span.end, end).trim() === '';
  return isAlone ? { start, end } : undefined;
}

/** The lines of one item of `patches`, without its dash. */
function itemLines(
  document: ManifestDocument,
  list: (typeof lists)[number],
  item: Node,
): readonly string[] | undefined {
  if (hasAlias(item)) return undefined;
  if (list === 'patches') return linesIn(document, item);
  if (list === 'patchesStrategicMerge') {
    const lines = linesIn(document, item);
    return lines && ['patch: |', ...lines.map((line) => blankless(`  ${line}`))];
  }
  return isMap(item) ? jsonPatchLines(document, item) : undefined;
}

function jsonPatchLines(document: ManifestDocument, item: Node): readonly string[] | undefined {
  if (!isMap(item)) return undefined;
  const lines: string[] = [];
  for (const { key, value } of item.items) {
    const name = isNode(key) ? textAt(document, key) : '';
    if (!isNode(value)) return undefined;
    const body = linesIn(document, value);
    if (body === undefined) return undefined;
    const isText = name === 'patch' && isSeq(value);
    const isInline = !isText && ((body.length === 1 && !(isMap(value) || isSeq(value))) || isFlow(value));
    if (isInline) lines.push(`${name}: ${body.join('\n')}`);
    else lines.push(isText ? 'patch: |' : `${name}:`, ...body.map((line) => blankless(`  ${line}`)));
  }
  return lines.some((it) => it.includes('\n')) ? undefined : lines;
}

function isFlow(node: Node): boolean {
  return (isMap(node) || isSeq(node)) && node.flow === true;
}

/** The text of a node, the column that it starts in taken off every line; `undefined` when a line starts further left. */
function linesIn(document: ManifestDocument, node: Node): readonly string[] | undefined {
  const { text } = document.section;
  const { start } = spanOf(node);
  const column = start - (text.lastIndexOf('\n', start - 1) + 1);
  const [first = '', ...others] = textAt(document, node).split(/\r?\n/);
  if (others.some((line) => line.trim() !== '' && line.slice(0, column).trim() !== '')) return undefined;
  return [first, ...others.map((line) => line.slice(column))];
}

function textAt(document: ManifestDocument, node: Node): string {
  const { start, end } = spanOf(node);
  return document.section.text.slice(start, end).trimEnd();
}

function hasAlias(node: unknown): boolean {
  if (isAlias(node)) return true;
  if (isPair(node)) return hasAlias(node.key) || hasAlias(node.value);
  if (isNode(node) && 'anchor' in node && node.anchor !== undefined) return true;
  return (isMap(node) || isSeq(node)) && node.items.some(hasAlias);
}

function blankless(line: string): string {
  return line.trimEnd();
}
