import type { Scalar } from 'yaml';
import { spanOf } from './parse.ts';

/** A text that stands as a value in another text. */
export interface InnerText {
  readonly text: string;
  /** Where a character of it stands in the text around it. */
  readonly outward: (offset: number) => number;
}

/**
 * The text of a scalar of which every character stands in the file: of a block with `|`, and of one line without escapes. `undefined` for all
 * others. Offsets count from where the document begins.
 */
export function innerText(around: string, node: Scalar): InnerText | undefined {
  const { start, end } = spanOf(node);
  const text = typeof node.value === 'string' ? node.value : '';
  if (text === '') return undefined;
  if (node.type !== 'BLOCK_LITERAL') {
    const first = around.indexOf(text, start);
    return first >= start && first <= start + 1 && first + text.length <= end
      ? { text, outward: (offset) => first + offset }
      : undefined;
  }
  const shifts = shiftsOf(around, start, text);
  if (shifts === undefined) return undefined;
  return { text, outward: (offset) => offset + (shifts.findLast((it) => it.from <= offset)?.by ?? start) };
}

interface Shift {
  /** Where a line of the inner text begins. */
  readonly from: number;
  readonly by: number;
}

function shiftsOf(around: string, start: number, text: string): readonly Shift[] | undefined {
  const shifts: Shift[] = [];
  let from = 0;
  let at = around.indexOf('\n', start) + 1;
  for (const line of text.replace(/\n+$/, '').split('\n')) {
    const newline = around.indexOf('\n', at);
    const written = around.slice(at, newline < 0 ? around.length : newline).replace(/\r$/, '');
    if (at === 0 || !written.endsWith(line) || written.slice(0, written.length - line.length).trim() !== '')
      return undefined;
    shifts.push({ from, by: at + written.length - line.length - from });
    from += line.length + 1;
    at = newline < 0 ? around.length : newline + 1;
  }
  return shifts;
}
