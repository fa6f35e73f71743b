import { entriesOf, indentOf } from './line.ts';

/** Lines that can be folded away, both counted from zero; the first stays visible. */
export interface Fold {
  readonly start: number;
  readonly end: number;
  readonly kind?: 'comment' | 'region';
}

interface Open {
  readonly line: number;
  /** What stands deeper belongs to it. */
  readonly indent: number;
  /** A list at the same column belongs to it too. */
  readonly takesDashes: boolean;
}

/**
 * What can be folded in a file: documents, mappings, lists (also those that stand at the column of their key, which indentation alone does not
 * tell), block scalars, runs of comments, `#region`. Linear in the text.
 */
export function foldsIn(text: string): readonly Fold[] {
  const lines = text.split('\n');
  return [...documentFolds(lines), ...blockFolds(lines), ...commentFolds(lines)].sort((a, b) => a.start - b.start);
}

/** A document is folded to its first line that says something; a single one is not folded. */
function* documentFolds(lines: readonly string[]): Generator<Fold> {
  const starts = lines.flatMap((line, at) => (isMarker(line) ? at : []));
  if (starts.length === 0) return;
  if (lines.slice(0, starts[0]).some((it) => indentOf(it) !== undefined)) starts.unshift(0);
  for (const [index, start] of starts.entries()) {
    const end = lastFull(lines, start, (starts[index + 1] ?? lines.length) - 1);
    if (end > start) yield { start, end };
  }
}

function* blockFolds(lines: readonly string[]): Generator<Fold> {
  const open: Open[] = [];
  let last = -1;
  const close = function* (indent: number, isDash: boolean): Generator<Fold> {
    for (let top = open.at(-1); top; top = open.at(-1)) {
      if (indent > top.indent || (indent === top.indent && isDash && top.takesDashes)) return;
      if (last > top.line) yield { start: top.line, end: last };
      open.pop();
    }
  };
  for (const [at, line] of lines.entries()) {
    const indent = isMarker(line) ? -1 : indentOf(line);
    if (indent === undefined) continue;
    const entries = indent < 0 ? [] : entriesOf(line.replace(/\r$/, ''));
    yield* close(indent, entries[0]?.key === undefined && entries.length > 0);
    last = indent < 0 ? last : at;
    for (const { column, key, value } of entries) {
      if (value !== 'scalar') open.push({ line: at, indent: column, takesDashes: key !== undefined });
    }
  }
  yield* close(-1, false);
}

function* commentFolds(lines: readonly string[]): Generator<Fold> {
  const regions: number[] = [];
  let start: number | undefined;
  for (const [at, line] of [...lines, ''].entries()) {
    if (/^\s*#\s*region\b/.test(line)) regions.push(at);
    const region = /^\s*#\s*endregion\b/.test(line) ? regions.pop() : undefined;
    if (region !== undefined) yield { start: region, end: at, kind: 'region' };
    if (/^\s*#(?!\s*(?:end)?region\b)/.test(line)) start ??= at;
    else {
      if (start !== undefined && at - 1 > start) yield { start, end: at - 1, kind: 'comment' };
      start = undefined;
    }
  }
}

function isMarker(line: string): boolean {
  return /^---(?=\s|$)/.test(line);
}

function lastFull(lines: readonly string[], start: number, end: number): number {
  let at = end;
  while (at > start && (lines[at] ?? '').trim() === '') at--;
  return at;
}
