import type { InnerText } from './inner.ts';

/** A text in a block with `|`, as far as it is typed: blank lines at its end count, which are no part of the value. */
export interface TypedBlock extends InnerText {
  /** The place in it of the offset that was asked for. */
  readonly at: number;
}

interface Line {
  readonly start: number;
  readonly end: number;
}

/**
 * The block whose first line is the one after `header`, an offset on the line that opens it. All of it is deeper than the zero-based `column`.
 * `undefined` where `offset` stands left of what the block holds. Where nothing stands in the block yet, it begins at the column of `offset`.
 */
export function typedBlock(around: string, header: number, column: number, offset: number): TypedBlock | undefined {
  const lines: Line[] = [];
  let indent: number | undefined;
  for (const line of linesAfter(around, header)) {
    const blanks = blanksOf(around, line);
    if (blanks !== undefined && blanks < (indent ?? column + 1)) break;
    if (blanks !== undefined) indent ??= blanks;
    lines.push(line);
  }
  const at = lines.findLastIndex((it) => it.start <= offset);
  const own = lines[at];
  if (own === undefined || offset > own.end) return undefined;
  const deep = indent ?? offset - own.start;
  if (offset - own.start < deep) return undefined;
  const texts = lines.map(({ start, end }) => around.slice(Math.min(start + deep, end), end));
  const starts = [0];
  for (const it of texts) starts.push((starts.at(-1) ?? 0) + it.length + 1);
  return {
    text: texts.join('\n'),
    at: (starts[at] ?? 0) + offset - own.start - deep,
    outward: (inner) => {
      const line = Math.min(
        starts.findLastIndex((it) => it <= inner),
        lines.length - 1,
      );
      const { start, end } = lines[line] ?? own;
      return Math.min(start + deep, end) + inner - (starts[line] ?? 0);
    },
  };
}

function* linesAfter(text: string, from: number): Generator<Line> {
  for (let at = text.indexOf('\n', from) + 1; at > 0; at = text.indexOf('\n', at) + 1) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    yield { start: at, end: text[end - 1] === '\r' && end > at ? end - 1 : end };
    if (newline < 0) return;
  }
}

/** How many blanks a line begins with; `undefined` for one that has nothing else. */
function blanksOf(text: string, { start, end }: Line): number | undefined {
  const rest = text.slice(start, end).search(/[^ \t]/);
  return rest < 0 ? undefined : rest;
}
