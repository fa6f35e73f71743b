/** What a plain YAML scalar is to the reader that Flux uses after substitution (go.yaml.in/yaml/v2, resolve.go). */
export type PlainKind = 'text' | 'number' | 'boolean' | 'null';

/** The kind of a scalar without quotes. Of structures (`[a]`, `a: b`) it says `text`, which they are not. */
export function plainKind(text: string): PlainKind {
  if (/^(|~|null|Null|NULL)$/.test(text)) return 'null';
  if (/^([yYnN]|yes|Yes|YES|on|On|ON|no|No|NO|off|Off|OFF|true|True|TRUE|false|False|FALSE)$/.test(text))
    return 'boolean';
  if (/^([-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$/.test(text)) return 'number';
  const digits = text.replaceAll('_', '');
  const isNumber =
    /^[-+]?(0[bB][01]+|0[xX][\da-fA-F]+|0[oO]?[0-7]+|\d+|(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?)$/.test(digits) &&
    /^[-+.\d]/.test(text);
  return isNumber ? 'number' : 'text';
}

/**
 * Whether a text stands without quotes in the YAML that Flux substitutes in, whatever quotes it had in the file: kustomize writes every
 * object anew, and quotes only what could not be read back otherwise (go.yaml.in/yaml/v2, emitterc.go).
 */
export function isWrittenPlain(text: string): boolean {
  if (text.includes('\n') || plainKind(text) !== 'text' || /^[\d:]+\.?\d*$/.test(text)) return false;
  if (/^[ #,[\]{}&*!|>'"%@`]|^[-?:]( |$)|^---|^\.\.\.| $|:( |$)| #/.test(text)) return false;
  return !/[^\x20-\x7e\u00a0-\ud7ff\ue000-\ufffd]/.test(text);
}
