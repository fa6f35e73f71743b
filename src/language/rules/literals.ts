import { isScalar } from 'yaml';
import { scalarsIn } from '../readings.ts';
import type { Rule } from '../rule.ts';
import { isSymbolic } from '../yaml/symbolic.ts';
import { textOf } from '../yaml/parse.ts';

/** Keys that hold a secret itself, not the name or the key of one. */
const key =
  /^(?:[A-Za-z0-9_.-]*[a-z0-9_.-])?(?:password|passwd|apiKey|api[-_]key|apikey|token|secretKey|secret[-_]key|accessKey|privateKey)$/i;

/** A text without such a word has no such key. */
const mention = /(?:password|passwd|key|token)["']?:/i;

/** Keys in which that word says of what something else is. */
const others = /(?:existing|secretname|enabled|automount|mount|^secretKey$|^accessKey$|key\.?ref|file|path)/i;

/** A secret has letters and digits, and is no name of something: eight characters or more, without blanks, dots and dashes between words. */
function looksSecret(text: string): boolean {
  return (
    /^[^\s]{8,}$/.test(text) &&
    /\d/.test(text) &&
    /[A-Za-z]/.test(text) &&
    !/^[a-z]+(?:[-./][a-z0-9]+)*$/.test(text) &&
    !/^(?:https?:|\/|ENC\[|<|\$)/.test(text)
  );
}

/** Passwords and tokens in the values of a release or the variables of a Kustomization (RULES.md rule 90). */
export const literalSecrets: Rule = function* ({ document }) {
  const kind = document.header.kind?.value;
  const at =
    kind === 'HelmRelease'
      ? ['spec', 'values']
      : kind === 'Kustomization'
        ? ['spec', 'postBuild', 'substitute']
        : undefined;
  if (at === undefined || !mention.test(document.section.text)) return;
  for (const { node, path, isKey } of scalarsIn(document.yaml)) {
    const name = String(path.at(-1));
    if (
      isKey ||
      !isScalar(node) ||
      !at.every((step, nth) => path[nth] === step) ||
      !key.test(name) ||
      others.test(name)
    )
      continue;
    const text = textOf(node) ?? '';
    if (!isSymbolic(text) && looksSecret(text)) yield { code: 'secret/literal', key: name, span: document.span(node) };
  }
};
