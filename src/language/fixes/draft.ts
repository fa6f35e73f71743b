import type { Manifest, ManifestDocument } from '../repository/manifest.ts';
import { keysAt } from '../repository/values.ts';
import type { Repository } from '../repository/repository.ts';
import type { Span, TextEdit } from '../yaml/text.ts';

/** A fix before it is known which of several is the best. */
export interface Draft {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** `false`: never preferred, even as the only one. */
  readonly sure?: boolean;
}

/** For each code of one area the fixes of a problem, the best first, or the reason why there is none. The compiler refuses a code without a row. */
export type Fixes<P extends { readonly code: string }> = {
  readonly [C in P['code']]:
    | ((
        it: Extract<P, { readonly code: C }> & { readonly span: Span },
        manifest: Manifest,
        repository: Repository,
      ) => readonly Draft[])
    | string;
};

/** One fix for each name that may be meant. */
export function spellings(manifest: Manifest, span: Span, names: readonly string[]): readonly Draft[] {
  return names.map((name) => ({ title: `Change to "${name}"`, edits: [replace(manifest, span, name)] }));
}

/** Those of some keys that do not stand yet beside the key at a span. */
export function withoutTaken(manifest: Manifest, key: Span, keys: readonly string[]): readonly string[] {
  const document = keys.length === 0 ? undefined : manifest.documentAt(key.start);
  const { path = [], onKey = false } = document?.locate(key.start) ?? {};
  const beside = document && onKey ? keysAt(document, path.slice(0, -1)) : [];
  return keys.filter((it) => !beside.includes(it));
}

/** Puts a text in the place of a scalar, in the quotes that it had, or that it needs to be one. */
export function replace(manifest: Manifest, span: Span, text: string): TextEdit {
  const had = /^["']/.exec(manifest.text.slice(span.start, span.start + 1))?.[0] ?? '';
  const quote = had === '' && !/["'\\]/.test(text) && isNoPlainScalar(text) ? '"' : had;
  return { path: manifest.path, span, text: quote + text + quote };
}

/** Whether a text without quotes would be read as something else than a scalar (YAML 1.2, 7.3.3). */
function isNoPlainScalar(text: string): boolean {
  return /^(?:[-?:](?=\s|$)|[,[\]{}#&*!|>%@`])|:(?=\s|$)|\s#/.test(text);
}

/** One fix, where its edit is possible. */
export function draft(
  manifest: Manifest,
  span: Span,
  title: string,
  make: (document: ManifestDocument) => TextEdit | undefined,
  sure = true,
): readonly Draft[] {
  const document = manifest.documentAt(span.start);
  const edit = document && make(document);
  return edit ? [{ title, edits: [edit], sure }] : [];
}
