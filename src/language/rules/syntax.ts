import type { ParseError } from '../parse.ts';
import type { Rule } from '../rule.ts';
import type { SyntaxReason } from '../problems.ts';

/** Text that is no YAML, once per document: after the first error the parser guesses, and guesses are noise. */
export const syntax: Rule = function* ({ document }) {
  const text = document.section.text;
  // Templates that some other program fills are no YAML yet.
  if (/\{\{|\{%/.test(text)) return;
  const first = document.section.parsed.errors.find((it) => !isHarmless(it, text));
  if (first === undefined) return;
  const end = Math.min(first.span.end, text.length);
  const start = Math.min(first.span.start, end);
  yield { code: 'yaml/syntax', reason: reasonOf(first), span: document.shift({ start, end }) };
};

/** A key that stands twice in one mapping: Flux's build refuses it (RULES.md rule 12). */
export const duplicateKeys: Rule = function* ({ document }) {
  for (const { key, span } of document.section.parsed.duplicates) {
    yield { code: 'yaml/duplicate-key', key, span: document.shift(span) };
  }
};

/** What Go's YAML reader takes without complaint: brackets closed at a lower column, tags it does not know. */
function isHarmless(error: ParseError, text: string): boolean {
  if (error.code === 'TAG_RESOLVE_FAILED') return true;
  const flow = error.code === 'BAD_INDENT' && error.message.startsWith('Flow');
  return (flow || error.code === 'MULTILINE_IMPLICIT_KEY') && /[[{][^\]}]*\n/.test(text) && isBalanced(text);
}

function isBalanced(text: string): boolean {
  let depth = 0;
  for (const match of text.replaceAll(/"(?:[^"\\]|\\.)*"|'[^']*'|(?:^|\s)#.*$/gm, '').matchAll(/[[\]{}]/g)) {
    depth += match[0] === '[' || match[0] === '{' ? 1 : -1;
  }
  return depth === 0;
}

/** Parser codes that have one meaning; `MISSING_CHAR` and the like have many, told by their words. */
const byCode: Readonly<Record<string, SyntaxReason>> = {
  TAB_AS_INDENT: 'tab',
  BLOCK_AS_IMPLICIT_KEY: 'nested-mapping',
  MULTILINE_IMPLICIT_KEY: 'no-colon',
  BAD_DQ_ESCAPE: 'escape',
  BAD_SCALAR_START: 'reserved-character',
  BAD_ALIAS: 'anchor',
  ALIAS_PROPS: 'anchor',
  MULTIPLE_ANCHORS: 'anchor',
  MULTIPLE_TAGS: 'anchor',
  BAD_PROP_ORDER: 'anchor',
  TOO_DEEP: 'too-deep',
};

const byWords: readonly (readonly [pattern: RegExp, reason: SyntaxReason])[] = [
  [/closing ["']quote/, 'quote'],
  [/^Flow|Missing ,|, or :|end with a/, 'bracket'],
  [/flow-(map|seq)-end/, 'stray-bracket'],
  [/same column|Sequence item without/, 'indentation'],
  [/block-seq-ind/, 'list-on-key-line'],
  [/followed by map values/, 'no-colon'],
  [/node end/, 'after-value'],
];

function reasonOf(error: ParseError): SyntaxReason {
  return byCode[error.code] ?? byWords.find(([pattern]) => pattern.test(error.message))?.[1] ?? 'other';
}
