import { Random } from '../../../truth/random.ts';

const pieces = [
  ...[
    '{',
    '}',
    '[',
    ']',
    ':',
    ': ',
    '- ',
    '\n',
    '\n  ',
    '#',
    '&a ',
    '*a',
    '<<: *a',
    '|',
    '>',
    '"',
    "'",
    '? ',
    '%',
    '@',
    '`',
  ],
  ...[
    '!!int ',
    '${X}',
    '~',
    'null',
    '0777',
    '2026-01-01',
    '.inf',
    '1e400',
    'true',
    '\t',
    '\r\n',
    '---\n',
    'é',
    '\u{1f600}',
  ],
  ...[
    '$patch: delete',
    'sops:',
    'ENC[',
    'apiVersion: v1',
    'kind: Secret',
    'metadata:',
    'spec:',
    '__proto__: a',
    'constructor',
  ],
];

/** Texts with one to three changes each: something put in, taken out, copied, or a line moved. The same ones in each run. */
export function* mutated(texts: readonly string[], count: number): Generator<string> {
  const random = new Random('bad input');
  for (let made = 0; made < count; made++) yield mutation(random.oneOf(texts), random);
}

/** A text with one to three changes. */
export function mutation(text: string, random: Random): string {
  let mutated = text;
  for (let left = 1 + random.below(3); left > 0; left--) mutated = changed(mutated, random);
  return mutated;
}

function changed(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  const how = random.below(4);
  if (how === 0) return text.slice(0, at) + random.oneOf(pieces) + text.slice(at);
  if (how === 1) return text.slice(0, at) + text.slice(at + 1 + random.below(20));
  if (how === 2) {
    const from = random.below(text.length + 1);
    return text.slice(0, at) + text.slice(from, from + random.below(60)) + text.slice(at);
  }
  const lines = text.split('\n');
  lines.splice(random.below(lines.length), 0, random.oneOf(lines));
  return lines.join('\n');
}
