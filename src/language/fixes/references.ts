import { isMap, isScalar } from 'yaml';
import type { Manifest, ManifestDocument } from '../repository/manifest.ts';
import { rootedPath } from '../repository/paths.ts';
import { pairOf } from '../yaml/parse.ts';
import type { MissingReference, ReferenceProblem } from '../problems/references.ts';
import type { Span, TextEdit } from '../yaml/text.ts';
import { replace, spellings } from './draft.ts';
import type { Draft, Fixes } from './draft.ts';

export const referenceFixes: Fixes<ReferenceProblem> = {
  'reference/missing': (it, manifest) => [
    ...placements(it, manifest),
    ...(it.namesake?.kind === 'HelmRelease' ? spellings(manifest, it.span, [it.namesake.applier ?? []].flat()) : []),
    ...spellings(manifest, it.span, it.similar),
  ],
  'path/missing': (it, manifest) =>
    isWritten(it.path, manifest, it.span) ? spellings(manifest, it.span, it.similar) : [],
  'dependency/cycle': 'Which of the dependencies to give up is a decision.',
};

/** Whether a path stands in the file as it is judged, and no patch puts it there and no variable is in it. */
function isWritten(path: string, { text }: Manifest, { start, end }: Span): boolean {
  return rootedPath(text.slice(start, end).replaceAll(/["']/g, '')) === rootedPath(path);
}

/** Says in which other namespace the object is. */
function placements(it: MissingReference & { readonly span: Span }, manifest: Manifest): readonly Draft[] {
  const document = manifest.documentAt(it.span.start);
  if (!it.crossNamespace || document === undefined) return [];
  return it.elsewhere.flatMap((namespace) => {
    const edit = namespaceEdit(manifest, document, it, namespace);
    return edit ? [{ title: `Look in namespace "${namespace}"`, edits: [edit], sure: it.elsewhere.length === 1 }] : [];
  });
}

function namespaceEdit(
  manifest: Manifest,
  document: ManifestDocument,
  it: MissingReference,
  namespace: string,
): TextEdit | undefined {
  const map = document.nodeAt(it.path);
  const given = document.nodeAt([...it.path, 'namespace']);
  if (given?.range) return replace(manifest, document.span(given), namespace);
  const pair = pairOf(document.yaml, map, 'name');
  if (!isMap(map) || !isScalar(pair?.key) || !isScalar(pair.value) || pair.key.range === undefined) return undefined;
  const { path, text, lines } = manifest;
  const end = document.span(pair.value).end;
  if (map.flow === true) return { path, span: { start: end, end }, text: `, namespace: ${namespace}` };
  const column = lines.position(document.span(pair.key).start).character;
  const lineEnd = /\r?$/m.exec(text.slice(end))?.index ?? 0;
  const at = end + lineEnd;
  return { path, span: { start: at, end: at }, text: `\n${' '.repeat(column)}namespace: ${namespace}` };
}
