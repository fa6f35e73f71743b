import { isMap, isScalar, isSeq } from 'yaml';
import type { Place } from '../build/problem.ts';
import type { Subject } from '../rule.ts';
import { innerText } from '../yaml/inner.ts';
import { parseOne, spanOf as spanOfNode } from '../yaml/parse.ts';
import type { Span } from '../yaml/text.ts';

/** The first line of a value of several lines; `undefined` where the place is not in the text, such as what a parent's patch put there. `part`: the field of it that is meant. */
export function spanOf({ document, manifest }: Subject, place: Place, part?: string): Span | undefined {
  const inside = part === undefined ? undefined : document.nodeAt([...place.at, part]);
  const node = inside ?? document.nodeAt(place.at);
  const kind = document.header.kind ?? document.header.apiVersion;
  if (place.at.length === 0) return kind?.span ?? firstLine(manifest.text, document.start, document.end);
  if (node === undefined) return undefined;
  const span = document.span(node);
  return isScalar(node) && !manifest.text.slice(span.start, span.end).includes('\n')
    ? span
    : firstLine(manifest.text, span.start, span.end);
}

function firstLine(content: string, start: number, end: number): Span {
  const lead = /^(?:\s|---[^\n]*\n|#[^\n]*\n)*/.exec(content.slice(start, end))?.[0].length ?? 0;
  const from = start + lead;
  const newline = content.slice(from, end).search(/\s*\r?\n/);
  return { start: from, end: newline < 0 ? end : from + newline };
}

/** Where an operation of a JSON patch, counted from zero, names its field: in the text of the patch, where that stands in the file; else the patch. */
export function operationSpan(it: Subject, place: Place, operation: number): Span | undefined {
  const { document } = it;
  const value = document.nodeAt([...place.at, 'patch']);
  const inner = isScalar(value) ? innerText(document.section.text, value) : undefined;
  const contents = inner === undefined ? undefined : parseOne(inner.text).document.contents;
  const item = isSeq(contents) ? contents.items[operation] : undefined;
  const node = isMap(item) ? item.get('path', true) : undefined;
  if (inner === undefined || !isScalar(node)) return spanOf(it, place);
  const { start, end } = spanOfNode(node);
  return { start: document.start + inner.outward(start), end: document.start + inner.outward(end - 1) + 1 };
}
