import type { Step } from '../yaml/parse.ts';
import { childOf } from './field.ts';
import type { Field } from './field.ts';
import { proposalsFor } from './proposals.ts';
import { SnippetText } from './snippet.ts';
import type { Proposal } from './snippet.ts';

/** How the people of a file indent. */
export interface Style {
  /** Blanks by which a mapping stands deeper than its key. */
  readonly indent: number;
  /** Blanks by which a list's dashes stand deeper than its key. */
  readonly dash: number;
}

/** Proposes a value for a field that no schema can know, such as the name of an object. */
export type Guess = (path: readonly Step[]) => Proposal;

/** Structures deeper than this are left to the next completion. */
const deepest = 5;

/** Writes what stands behind the key of a field as a snippet: everything without which the field would be refused, with tab stops. */
export class Structure {
  readonly snippet = new SnippetText();
  readonly #style: Style;
  readonly #guess: Guess;

  constructor(style: Style, guess: Guess) {
    this.#style = style;
    this.#guess = guess;
  }

  /** The value behind `key:`, a blank before it included. `column` is that of the key, counted from the line's first character. */
  behindKey(field: Field, path: readonly Step[], column: number, depth = 0): string {
    if (isList(field)) {
      const at = column + this.#style.dash;
      return `\n${' '.repeat(at)}- ${this.behindDash(childOf(field, 0), [...path, 0], at + 2, depth + 1)}`;
    }
    const at = column + this.#style.indent;
    if (isText(field)) return ` |\n${' '.repeat(at)}${this.snippet.stop(undefined)}`;
    if (!isMapping(field)) return ` ${this.#scalar(field, path)}`;
    const required = depth < deepest ? requiredOf(field) : [];
    if (required.length === 0) return `\n${' '.repeat(at)}${this.snippet.stop(undefined)}`;
    return required.map((key) => `\n${' '.repeat(at)}${this.#pair(field, path, key, at, depth)}`).join('');
  }

  /** An item behind its dash, whose keys stand at `column`. */
  behindDash(field: Field | undefined, path: readonly Step[], column: number, depth = 0): string {
    if (field === undefined || !isMapping(field))
      return field ? this.#scalar(field, path) : this.snippet.stop(undefined);
    const required = depth < deepest ? (field.schema.required ?? []) : [];
    if (required.length === 0) return this.snippet.stop(undefined);
    return required.map((key) => this.#pair(field, path, key, column, depth)).join(`\n${' '.repeat(column)}`);
  }

  #pair(parent: Field, path: readonly Step[], key: string, column: number, depth: number): string {
    const child = childOf(parent, key);
    const value = child ? this.behindKey(child, [...path, key], column, depth + 1) : ` ${this.snippet.stop(undefined)}`;
    return `${key}:${value}`;
  }

  #scalar(field: Field, path: readonly Step[]): string {
    const values = proposalsFor(field);
    return this.snippet.stop(this.#guess(path) ?? (values.length === 0 ? undefined : values.map((it) => it.text)));
  }
}

/** Whether people write a text of several lines there: patches, templates of messages, what a source leaves out. */
function isText({ kind, path }: Field): boolean {
  return (
    kind.chart === undefined && /(?:^|\.)(?:patches\.\[\]\.patch|messageTemplate|spec\.ignore)$/.test(path.join('.'))
  );
}

/** Keys without which the mapping is refused. No object is without a name, which no schema says. */
function requiredOf({ schema, path, kind }: Field): readonly string[] {
  return schema.required ?? (path.length === 1 && path[0] === 'metadata' && kind.chart === undefined ? ['name'] : []);
}

export function isList({ schema }: Field): boolean {
  return schema.type === 'array' || (schema.type === undefined && schema.items !== undefined);
}

export function isMapping({ schema }: Field): boolean {
  return schema.type === 'object' || (schema.type === undefined && schema.properties !== undefined);
}

/** The style of a text, as its first mapping and its first list show it; two blanks where there is none. */
export function styleOf(text: string): Style {
  const mapping = /^( *)[^\s#-][^\n]*:[ \t]*\r?\n\1( +)[^\s#-]/m.exec(text);
  const list = /^( *)[^\s#-][^\n]*:[ \t]*\r?\n\1( *)- /m.exec(text);
  return { indent: Math.min(mapping?.[2]?.length ?? 2, 8), dash: Math.min(list?.[2]?.length ?? 2, 8) };
}
