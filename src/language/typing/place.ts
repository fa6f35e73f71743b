import type { Step } from '../yaml/parse.ts';
import type { Span } from '../yaml/text.ts';

/** A place at which somebody types, as the lines around it tell. It holds also in text that no parser takes. */
export interface TypingPlace {
  /** Whether a key may stand there, or the value of the field that `path` names. A key may also be an item of a list of plain values. */
  readonly at: 'key' | 'value';
  /** To the mapping that a key would join, or to the field of the value. */
  readonly path: readonly Step[];
  /** What is typed already, without quotes: counted from the start of the document. */
  readonly word: Span;
  /** Keys that the mapping has, the typed word not among them. */
  readonly taken: ReadonlySet<string>;
  /** Whether a colon follows the word: then only the word itself can be replaced. */
  readonly colon: boolean;
  readonly flow: boolean;
  /** Zero-based column at which the key stands. */
  readonly column: number;
  /** How many blanks the line begins with and keeps: editors indent the lines of a snippet as deep. */
  readonly indent: number;
  /** So many blanks before the word are replaced by `column` others, because the mapping stands elsewhere than the cursor. */
  readonly moved?: number;
  /** What stands below and becomes the value of the key. */
  readonly owns?: 'mapping' | 'list';
  /** Whether the word stands right behind the dash of an item. */
  readonly dashed: boolean;
  /** The list whose last item ends right above, at the same column: one more item may follow. */
  readonly listAbove: readonly Step[] | undefined;
  /** Whether a quote stands before the word. */
  readonly quoted: boolean;
}
