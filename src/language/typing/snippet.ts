/** A value that a snippet proposes: a text to overwrite, one of several to choose from, or nothing. */
export type Proposal = string | readonly string[] | undefined;

/** No list to choose from is longer. */
const mostChoices = 30;

/** Text in the syntax of VS Code's snippets, with tab stops in the order in which they are asked for. */
export class SnippetText {
  #stops = 0;
  /** Whether the first tab stop is a list to choose from, which opens by itself. */
  startsWithChoice = false;

  /** A tab stop. */
  stop(proposal: Proposal): string {
    const number = ++this.#stops;
    const choices = typeof proposal === 'string' || proposal === undefined ? [] : proposal.slice(0, mostChoices);
    if (choices.length > 1) {
      if (number === 1) this.startsWithChoice = true;
      return `\${${number}|${choices.map((it) => it.replace(/[\\,|$}]/g, '\\$&')).join(',')}|}`;
    }
    const text = typeof proposal === 'string' ? proposal : choices[0];
    return text === undefined ? `$${number}` : `\${${number}:${escapeSnippet(text)}}`;
  }
}

/** A text that means itself in a snippet. */
export function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}
