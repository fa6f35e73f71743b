import { expansionIn } from '../../flux/substitution.ts';
import type { Expansion, Part } from '../../flux/substitution.ts';
import type { ManifestDocument } from '../repository/manifest.ts';
import type { Repository } from '../repository/repository.ts';
import { blocksIn } from '../yaml/blocks.ts';
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

/** In a text with more that cannot be read, nobody misses the colours of the rest. */
const mostBroken = 1000;

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
  let broken = 0;
  let end = 0;
  for (const at of openings(text)) {
    if (at < end || isEscaped(text, at)) continue;
    const expansion = expansionAt(text, at);
    if (expansion) tokens.push(...tokensOfExpansion(expansion, at));
    else if (++broken > mostBroken) break;
    end = at + (expansion?.end ?? 2);
  }
  return tokens
    .map(({ type, span }) => ({ type, span: document.shift(span) }))
    .filter(({ span }) => span.end > span.start)
    .sort((a, b) => a.span.start - b.span.start);
}

/**
 * Where a `${` stands that is not in a comment: a line of its own, or behind a blank and with no quote between. In a block of text a `#` begins
 * no comment of YAML's. Linear in the text.
 */
function* openings(text: string): Generator<number> {
  let comment: 'no' | 'line' | 'rest' = 'no';
  let blocks: readonly Span[] | undefined;
  let block = 0;
  const isInBlock = (at: number): boolean => {
    blocks ??= blocksIn(text);
    while ((blocks[block]?.end ?? Infinity) <= at) block++;
    return (blocks[block]?.start ?? Infinity) <= at;
  };
  for (const { 0: found, index } of text.matchAll(/\n|^[^\S\n]*#|[^\S\n]#|["']|\$\{/gm)) {
    if (found === '\n') comment = 'no';
    else if (found === '${') {
      if (comment === 'no' || isInBlock(index)) yield index;
    } else if (comment !== 'line') {
      if (!found.endsWith('#')) comment = 'no';
      else comment = index === 0 || text[index - 1] === '\n' ? 'line' : 'rest';
    }
  }
}

function expansionAt(text: string, at: number): Expansion | undefined {
  const found = expansionIn(text.slice(at, at + longest));
  return found && !text.slice(at, at + found.end).includes('\n') ? found : undefined;
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
