/** A text from a file or a cluster such that markdown shows it as it is: no links, no pictures, no HTML, on one line. */
export function escapeMarkdown(text: string): string {
  const line = text.replace(/\s+/g, ' ').slice(0, 300);
  return line.replace(/[\\`*_{}[\]()#+\-.!|<>~&@:$]/g, '\\$&');
}

/** A text as code on one line. Backticks in it become something alike: inside code nothing can be escaped. */
export function inlineCode(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim().slice(0, 300).replaceAll('`', 'ˋ');
  return line === '' ? '' : `\`${line}\``;
}
