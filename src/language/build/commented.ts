import { folderOf, foldersUpward, joinPath } from '../repository/paths.ts';
import type { Repository } from '../repository/repository.ts';
import type { Span, TextEdit } from '../yaml/text.ts';

/** An entry of a kustomization file that stands in a comment. */
export interface CommentedEntry {
  readonly path: string;
  /** Counted from one. */
  readonly line: number;
  /** The whole line, without its end. */
  readonly span: Span;
}

/**
 * The entry by which a kustomization file of the folder, or of one above, would take in a file or a folder if it were no comment. Costs the texts of
 * the kustomization files above.
 */
export function commentedEntry(repository: Repository, path: string): CommentedEntry | undefined {
  for (const folder of foldersUpward(folderOf(path))) {
    const file = repository.builds.fileOf(folder);
    if (file?.text.includes('#') !== true) continue;
    for (const match of file.text.matchAll(/^[ \t]*#[ \t]*- +(["']?)([^\s"'#:]+)\1[ \t]*(?:#.*)?\r?$/gm)) {
      if (joinPath(folder, match[2] ?? '') !== path) continue;
      const { line } = file.lines.position(match.index);
      const end = match.index + match[0].replace(/\r$/, '').length;
      return { path: file.path, line: line + 1, span: { start: match.index, end } };
    }
  }
  return undefined;
}

/** The entry in place of its comment, as far right as the one beside it; `undefined` where none stands beside it. */
export function uncommented(repository: Repository, { path, line, span }: CommentedEntry): TextEdit | undefined {
  const lines = (repository.text(path) ?? '').split('\n');
  const beside = [...lines.slice(0, line - 1).reverse(), ...lines.slice(line)].find((it) => !/^\s*(?:#|$)/.test(it));
  const indent = /^([ \t]*)- /.exec(beside ?? '')?.[1];
  const entry = /#[ \t]*(.*?)\r?$/.exec(lines[line - 1] ?? '')?.[1];
  return indent === undefined || entry === undefined ? undefined : { path, span, text: indent + entry };
}

/** The comment in which a file stands or, failing that, the folder of a kustomization file above it. */
export function commentedAbove(repository: Repository, path: string): CommentedEntry | undefined {
  const own = commentedEntry(repository, path);
  if (own !== undefined) return own;
  const folders = [...foldersUpward(folderOf(path))].filter((it) => repository.builds.fileOf(it) !== undefined);
  for (const folder of folders) {
    const found = folder === '' ? undefined : commentedEntry(repository, folder);
    if (found !== undefined) return found;
  }
  return undefined;
}
