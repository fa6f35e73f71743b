import { isMap, isScalar, isSeq } from 'yaml';
import type { Node } from 'yaml';
import type { Manifest, ManifestDocument } from '../repository/manifest.ts';
import type { Span, TextEdit } from '../yaml/text.ts';
import type { Draft } from './draft.ts';
import { overwrite, pairSpan } from './edit.ts';

/** Fields of which each item goes into another list: as it is, or with a key before it (`kustomize edit fix`, kustomize 5). */
const lists: Readonly<Record<string, { readonly into: string; readonly key?: string } | undefined>> = {
  bases: { into: 'resources' },
  imageTags: { into: 'images' },
  patchesJson6902: { into: 'patches' },
  patchesStrategicMerge: { into: 'patches', key: 'path' },
};

/** Writes a deprecated field of a kustomization file as kustomize wants it now. Only in block style, and only what fits line by line. */
export function modernised(it: { readonly field: string; readonly span: Span }, manifest: Manifest): readonly Draft[] {
  const document = manifest.documentAt(it.span.start);
  if (document === undefined || manifest.text.includes('\r\n')) return [];
  const edits = it.field === 'commonLabels' ? asLabels(manifest, document) : asItems(manifest, document, it.field);
  const into = it.field === 'commonLabels' ? 'labels' : lists[it.field]?.into;
  return edits === undefined || into === undefined ? [] : [{ title: `Use ${into}`, edits }];
}

/** `labels` that go into selectors too, as `commonLabels` do. */
function asLabels(manifest: Manifest, document: ManifestDocument): readonly TextEdit[] | undefined {
  const map = document.nodeAt(['commonLabels']);
  const span = pairSpan(document, ['commonLabels']);
  if (span === undefined || !isMap(map) || map.flow === true || document.nodeAt(['labels']) !== undefined) return;
  const pairs = linesOf(manifest, document.span(map).start, span.end).map((line) => `      ${line}`);
  return [overwrite(manifest, span, ['labels:', '  - includeSelectors: true', '    pairs:', ...pairs].join('\n'))];
}

function asItems(manifest: Manifest, document: ManifestDocument, field: string): readonly TextEdit[] | undefined {
  const list = document.nodeAt([field]);
  const span = pairSpan(document, [field]);
  const row = lists[field];
  if (row === undefined || span === undefined || !isSeq(list) || list.flow === true || list.items.length === 0) return;
  if (row.key !== undefined && !list.items.every((one) => isScalar(one) && !String(one.value).includes('\n'))) return;
  const key = row.key === undefined ? '' : `${row.key}: `;
  const first = manifest.text.indexOf('- ', span.start);
  const items = linesOf(manifest, first, span.end).map((line) => line.replace(/^- +/, `- ${key}`));
  const others = document.nodeAt([row.into]);
  if (others === undefined) return [overwrite(manifest, span, [`${row.into}:`, ...indented(items, 2)].join('\n'))];
  const target = pairSpan(document, [row.into]);
  if (target === undefined || !isSeq(others) || others.flow === true || others.items.length === 0) return;
  const dash = manifest.text.lastIndexOf('- ', document.span(others.items[0] as Node).start);
  const column = manifest.lines.position(dash).character;
  const added = overwrite(manifest, { start: target.end, end: target.end }, `\n${indented(items, column).join('\n')}`);
  const end = manifest.text[span.end] === '\n' ? span.end + 1 : span.end;
  return [overwrite(manifest, { start: span.start, end }, ''), added];
}

/** The lines of a block, without the blanks that all of them start with. */
function linesOf(manifest: Manifest, start: number, end: number): readonly string[] {
  const column = manifest.lines.position(start).character;
  return manifest.text
    .slice(start, end)
    .split('\n')
    .map((line, at) => (at === 0 ? line : line.replace(new RegExp(`^ {0,${column}}`), '')));
}

function indented(lines: readonly string[], column: number): readonly string[] {
  return lines.map((line) => (line === '' ? line : ' '.repeat(column) + line));
}
