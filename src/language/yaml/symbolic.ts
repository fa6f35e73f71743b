/**
 * Whether a text is known only after something else has run: Flux's `${VAR}`, a ResourceSet's `<< >>`, Helm's and others' `{{ }}`.
 * Nothing that depends on such a text can be called wrong.
 */
export function isSymbolic(text: string): boolean {
  return /\$\{|<<|\{\{/.test(text);
}

/**
 * The text itself when nothing in it is symbolic; with inline defaults put in where all variables have one (`${NS:=apps}` → `apps`); else
 * `undefined`. All five of Flux's default operators mean "when unset or empty" (RULES.md 3.3). A variable may still be set to another value.
 */
export function literalOf(text: string): string | undefined {
  const filled = text.replaceAll(/\$\{[A-Za-z0-9_]+(?::[=\-?+]|=)([^{}$]*)\}/g, '$1');
  return isSymbolic(filled) ? undefined : filled;
}

/** Whether a text may become another one when something is put in the place of its variables and templates. */
export function mayBecome(template: string, text: string): boolean {
  const parts = template.split(/\$\{[^}]*\}|<<.*?>>|\{\{.*?\}\}/);
  const pattern = parts.map((part) => part.replaceAll(/[^A-Za-z0-9]/g, '\\$&')).join('.*');
  return new RegExp(`^${pattern}$`).test(text);
}
