/** Sequences that steer a terminal: CSI with parameters, OSC up to its end, and every other escape of two characters. */
const escapes = /\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[\s\S]?/g;
/** Characters that move, hide or turn round what follows: C0 and C1 controls, bidirectional overrides and isolates, invisible ones. */
const controls = /[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]+/g;

/**
 * One line of text that cannot steer a terminal or disguise itself, at most `limit` characters long (then it ends in `…`). For every word
 * that comes from a cluster, a file or a program and goes to a label, a terminal or a log. Linear in the length of the text.
 */
export function plainText(text: string, limit = 2000): string {
  const bounded = text.length > limit * 4 ? text.slice(0, limit * 4) : text;
  const line = bounded.replace(escapes, '').replace(controls, ' ').replace(/ {2,}/g, ' ').trim();
  return line.length <= limit ? line : `${line.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
