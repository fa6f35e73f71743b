import { parseTemplate } from '../../flux/substitution.ts';
import type { Expansion, Part } from '../../flux/substitution.ts';
import type { ManifestDocument } from '../repository/manifest.ts';
import type { Repository } from '../repository/repository.ts';
import type { Span } from '../yaml/text.ts';

/** The kinds of tokens, in the order of the editor's legend. */
export const tokenTypes = ['variable', 'operator', 'string'] as const;

/** A piece of a `${VAR}`: what an editor may colour. Never spans lines. */
export interface Token {
  readonly type: (typeof tokenTypes)[number];
  readonly span: Span;
}

/** No expansion is read further. */
const longest = 1000;

/**
 * The pieces of all `${VAR}` of a file that Flux can read, in the order of the text. Comments are none of Flux's business, nor are files that
 * hold no objects. Linear in the text.
 */
export function tokensIn(repository: Repository, path: string): readonly Token[] {
  const documents = repository.isTemplate(path) ? [] : (repository.manifest(path)?.documents ?? []);
  return documents.flatMap((it) => (it.header.apiVersion && it.header.kind ? tokensOf(it) : []));
}

function tokensOf(document: ManifestDocument): readonly Token[] {
  const { text } = document.section;
  const tokens: Token[] = [];
  for (let at = text.indexOf('${'); at >= 0; at = text.indexOf('${', at)) {
    const expansion = isEscaped(text, at) || isInComment(text, at) ? undefined : expansionAt(text, at);
    if (expansion) tokens.push(...tokensOfExpansion(expansion, at));
    at += expansion ? expansion.end : 2;
  }
  return tokens
    .map(({ type, span }) => ({ type, span: document.shift(span) }))
    .filter(({ span }) => span.end > span.start)
    .sort((a, b) => a.span.start - b.span.start);
}

function expansionAt(text: string, at: number): Expansion | undefined {
  const [first] = parseTemplate(text.slice(at, at + longest)).parts;
  const isOne = first?.kind === 'expansion' && !text.slice(at, at + first.end).includes('\n');
  return isOne ? first : undefined;
}

function* tokensOfExpansion(it: Expansion, base: number): Generator<Token> {
  const at = (start: number, end: number): Span => ({ start: base + start, end: base + end });
  yield { type: 'operator', span: at(it.start, it.start + 2) };
  yield { type: 'variable', span: at(it.nameAt.start, it.nameAt.end) };
  yield { type: 'operator', span: at(it.operatorAt.start, it.operatorAt.end) };
  for (const arg of it.args) yield* tokensOfParts(arg, base);
  yield { type: 'operator', span: at(it.end - 1, it.end) };
}

function* tokensOfParts(parts: readonly Part[], base: number): Generator<Token> {
  for (const part of parts) {
    if (part.kind === 'expansion') yield* tokensOfExpansion(part, base);
    else yield { type: 'string', span: { start: base + part.start, end: base + part.end } };
  }
}

/** Whether an odd number of `$` stands before: `$${X}` is the text `${X}`. */
function isEscaped(text: string, at: number): boolean {
  let count = 0;
  while (text[at - 1 - count] === '$') count++;
  return count % 2 === 1;
}

function isInComment(text: string, at: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  return /^\s*#|\s#(?=[^"']*$)/.test(line);
}
