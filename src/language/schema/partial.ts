/** The texts around the variables of a value; `undefined` where something else than Flux's variables is in it, about which nothing can be said. */
function around(text: string): readonly string[] | undefined {
  if (/<<|\{\{|^ENC\[|\$\$/.test(text)) return undefined;
  const pieces = text.split(/\$\{[^{}]*\}/);
  return pieces.some((it) => it.includes('${')) ? undefined : pieces;
}

/** Whether variables could make a text one of some others. */
export function mayBecomeOneOf(text: string, allowed: Iterable<unknown>): boolean {
  const pieces = around(text);
  if (pieces === undefined) return true;
  const pattern = new RegExp(`^${pieces.map((it) => it.replaceAll(/[^A-Za-z0-9]/g, '\\$&')).join('.*')}$`, 'is');
  return [...allowed].some((it) => pattern.test(String(it)));
}

/** What the reader after substitution takes for `true` or `false`, in any case. */
const switches = ['true', 'false', 'yes', 'no', 'on', 'off', 'y', 'n'];

/** Whether variables could make a text a boolean, or a number. */
export function mayBecome(text: string, expected: 'boolean' | 'integer' | 'number'): boolean {
  if (expected === 'boolean') return mayBecomeOneOf(text, switches);
  return around(text)?.every((it) => /^[-+._0-9a-fox]*$/i.test(it)) ?? true;
}

/** Whether variables could make a text a duration of Flux. */
export function mayBecomeDuration(text: string): boolean {
  const pieces = around(text);
  if (pieces === undefined) return true;
  return (
    pieces.every((it) => /^[0-9.msh]*$/.test(it)) &&
    /^(?:[0-9]|$)/.test(pieces[0] ?? '') &&
    /(?:^|[msh])$/.test(pieces.at(-1) ?? '')
  );
}
