import type { Manifest, ManifestDocument } from '../repository/manifest.ts';
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

/** Puts a text in the place of a scalar, in the quotes that it had. */
export function replace(manifest: Manifest, span: Span, text: string): TextEdit {
  const quote = /^["']/.exec(manifest.text.slice(span.start, span.start + 1))?.[0] ?? '';
  return { path: manifest.path, span, text: quote + text + quote };
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
