import type { Span } from './text.ts';

/**
 * The documents of a YAML stream as spans that cover the whole text. A document starts at its `---` line (or at the start of the text) and
 * takes the directives before that line with it. Exact without parsing: no scalar may hold `---` at the start of a line (YAML 1.2, 9.1.2).
 */
export function splitDocuments(text: string): readonly Span[] {
  // Most files hold one document.
  if (!/[\n\r](?:---|\.\.\.)|^\.\.\./.test(text)) return [{ start: 0, end: text.length }];
  const spans: Span[] = [];
  let start = 0;
  for (const cut of cutsOf(text)) {
    if (cut.at > start && !isDirectivesOnly(text, start, cut.at)) {
      spans.push({ start, end: cut.at });
      start = cut.at;
    } else if (!text.slice(start, cut.at).includes('%')) start = cut.at;
  }
  if (start < text.length || spans.length === 0) spans.push({ start, end: text.length });
  return spans;
}

/** Offsets at which a document may end: before a `---` line, after a `...` line. */
function* cutsOf(text: string): Generator<{ readonly at: number }> {
  const marker = /^(?:---|\.\.\.)(?=[ \t\r\n]|$)/gm;
  for (const match of text.matchAll(marker)) {
    if (match[0] === '---') yield { at: match.index };
    else {
      const line = text.indexOf('\n', match.index);
      if (line >= 0) yield { at: line + 1 };
    }
  }
}

/** Whether a piece before a `---` holds only blanks, comments and directives, so that it is not a document of its own. */
function isDirectivesOnly(text: string, start: number, end: number): boolean {
  let at = start;
  while (at < end) {
    const next = text.indexOf('\n', at);
    const stop = next < 0 || next > end ? end : next;
    const line = text
      .slice(at, stop)
      .replace(/^\uFEFF/, '')
      .trim();
    if (line !== '' && !line.startsWith('#') && !line.startsWith('%')) return false;
    at = stop + 1;
  }
  return true;
}
