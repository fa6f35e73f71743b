import type { Manifest } from '../repository/manifest.ts';
import type { Span } from '../yaml/text.ts';
import type { Draft } from './draft.ts';

/** Takes an entry away with its line, where it has a line of its own. */
export function removal(entry: string, manifest: Manifest, span: Span): readonly Draft[] {
  const { text, path } = manifest;
  const start = text.lastIndexOf('\n', span.start - 1) + 1;
  const newline = text.indexOf('\n', span.end);
  const end = newline < 0 ? text.length : newline + 1;
  if (!/^\s*-\s+$/.test(text.slice(start, span.start)) || !/^\s*(#.*)?\s*$/.test(text.slice(span.end, end))) return [];
  return [{ title: `Remove "${entry}"`, edits: [{ path, span: { start, end }, text: '' }], sure: false }];
}
