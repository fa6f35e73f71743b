import { isKustomizationPath } from '../build/builds.ts';
import type { ManifestDocument } from '../repository/manifest.ts';
import { folderOf } from '../repository/paths.ts';
import { isTaken } from './builtins.ts';
import { mayBeForm } from './schema.ts';
import { isApplied } from '../build/placement.ts';
import type { Repository } from '../repository/repository.ts';
import type { ParseError } from '../yaml/parse.ts';
import type { Rule } from '../rule.ts';
import type { SyntaxReason } from '../problems/text.ts';

/** Text that is no YAML, once per document: after the first error the parser guesses, and guesses are noise. */
export const syntax: Rule = function* ({ document, manifest, repository }) {
  const text = document.section.text;
  const first = document.section.parsed.errors[0];
  if (first === undefined || isTemplate(text)) return;
  const isForm = mayBeForm(bare(text)) || lineAt(text, first.span.start).includes('${');
  if (isForm && !isTaken(repository, manifest.path)) return;
  const reason = reasonOf(first);
  const end = Math.min(first.span.end, text.length);
  // The parser points at the start of the line; what matters is the first word on it.
  const indent = reason === 'tab' ? 0 : (/^ */.exec(text.slice(first.span.start))?.[0].length ?? 0);
  const start = Math.min(first.span.start + indent, text.length);
  yield { code: 'yaml/syntax', reason, span: document.shift({ start, end: Math.max(start, end) }) };
};

/** So many are told of one document: nobody reads more, and each has to be looked up. */
const mostDuplicates = 500;

/** A key that stands twice in one mapping: Flux's build refuses it (RULES.md rule 12). */
export const duplicateKeys: Rule = function* ({ document, manifest, repository }) {
  const { duplicates, errors } = document.section.parsed;
  if (errors.length > 0 && isTemplate(document.section.text)) return;
  const sure = errors[0]?.span.start ?? Infinity;
  for (const { key, span } of duplicates.slice(0, mostDuplicates)) {
    // After an error the parser guesses.
    if (span.start >= sure) return;
    const tolerated = isReadAnew(repository, manifest.path) || isAnnotation(document, document.start + span.start);
    yield { code: 'yaml/duplicate-key', key, ...(tolerated && { tolerated }), span: document.shift(span) };
  }
};

/** Flux itself reads the kustomization file of the folder that it builds, and takes the last of two; kustomize reads those of other folders. */
function isReadAnew(repository: Repository, path: string): boolean {
  if (!isKustomizationPath(path)) return false;
  for (const _ of repository.builds.listers(folderOf(path))) return false;
  return isApplied(repository, path);
}

/** The build writes the annotations of an object anew, so that two of a name come out as one. */
function isAnnotation(document: ManifestDocument, offset: number): boolean {
  const { path } = document.locate(offset);
  return path[0] === 'metadata' && path[1] === 'annotations';
}

function lineAt(text: string, offset: number): string {
  return /.*/.exec(text.slice(text.lastIndexOf('\n', offset - 1) + 1))?.[0] ?? '';
}

/** Templates that some other program fills are no YAML yet. */
function isTemplate(text: string): boolean {
  const sign = /\{\{|\{%/;
  return sign.test(text) && sign.test(bare(text));
}

/** In quotes, comments and texts of several lines a template does no harm: a program that reads the value fills it. */
function bare(text: string): string {
  return withoutTexts(text).replaceAll(/"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|(?<!\S)#.*/g, '');
}

/** The lines that are not part of a `|` or `>` text. */
function withoutTexts(text: string): string {
  let inside = Infinity;
  const kept = text.split('\n').filter((line) => {
    const indent = line.search(/\S/);
    if (indent < 0 || indent > inside) return false;
    inside = /(?:^|[:-] +)[|>][-+\d]* *(?:#.*)?\r?$/.test(line) ? indent : Infinity;
    return true;
  });
  return kept.join('\n');
}

/** Parser codes that have one meaning; `MISSING_CHAR` and the like have many, told by their words. */
const byCode: Readonly<Record<string, SyntaxReason>> = {
  TAB_AS_INDENT: 'tab',
  BLOCK_AS_IMPLICIT_KEY: 'nested-mapping',
  MULTILINE_IMPLICIT_KEY: 'no-colon',
  BAD_DQ_ESCAPE: 'escape',
  BAD_SCALAR_START: 'reserved-character',
  LOST_ALIAS: 'alias',
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
