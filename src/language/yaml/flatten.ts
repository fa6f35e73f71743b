/**
 * The same text with every flow collection and quoted scalar on one line, comments in them blanked. Offsets stay. Go's YAML readers take
 * such values when they go on further left than YAML allows; the parser does not, and loses the rest of the document.
 */
export function flattenFlow(text: string): string {
  const pieces: string[] = [];
  let kept = 0;
  let at = 0;
  while (at < text.length) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(at, end);
    if (/(^|[:-][ \t]+)[|>][-+0-9]*[ \t]*(#.*)?\r?$/.test(line)) {
      at = endOfBlock(text, end, line.search(/[^ ]/));
      continue;
    }
    const opening = /(?:^|[:-])[ \t]+(?=[[{"'])|^(?=[[{"'])/.exec(line);
    const start = at + (opening ? opening.index + opening[0].length : 0);
    const stop = opening ? endOfFlow(text, start) : end;
    if (stop > end) {
      pieces.push(text.slice(kept, start), blank(text.slice(start, stop)));
      kept = stop;
    }
    at = stop > end ? stop : end + 1;
  }
  return kept === 0 ? text : pieces.join('') + text.slice(kept);
}

/** Where the lines of a block scalar end that are indented more than its key. */
function endOfBlock(text: string, from: number, indent: number): number {
  const rest = new RegExp(`\\n(?! {${indent + 1}}|[ \\t]*\\r?(?:\\n|$))`, 'g');
  rest.lastIndex = from;
  const match = rest.exec(text);
  return match ? match.index + 1 : text.length;
}

const token = /"(?:[^"\\]|\\[\s\S])*"|'[^']*'|[ \t\n]#[^\n]*|[[\]{}]/g;

/** Where the collection or quoted scalar ends that starts at `from`; `from` itself when it does not end. */
function endOfFlow(text: string, from: number): number {
  const next = new RegExp(token);
  next.lastIndex = from;
  let depth = 0;
  for (let match = next.exec(text); match !== null; match = next.exec(text)) {
    if ('[{'.includes(match[0])) depth++;
    else if (']}'.includes(match[0])) depth--;
    if (depth <= 0) return next.lastIndex;
  }
  return from;
}

function blank(flow: string): string {
  const plain = flow.replaceAll(token, (it) => (/^[ \t\n]#/.test(it) ? ' '.repeat(it.length) : it));
  return plain.replaceAll(/[\r\n]/g, ' ');
}
