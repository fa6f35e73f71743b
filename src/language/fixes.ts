import { isMap, isScalar } from 'yaml';
import type { Diagnosis } from './diagnose.ts';
import type { Manifest, ManifestDocument } from './manifest.ts';
import { pairOf } from './parse.ts';
import type { Code, MissingReference, Problem } from './problems.ts';
import type { Repository } from './repository.ts';
import type { Span, TextEdit } from './text.ts';

/** A change that repairs a problem. */
export interface Fix {
  readonly title: string;
  /** Whether this is the one to take without thinking; at most one per problem. */
  readonly preferred: boolean;
  readonly edits: readonly TextEdit[];
}

/** The fixes for a problem of a file, the best first; empty where there is none, or where the file has changed since. */
export function fixesFor(repository: Repository, path: string, diagnosis: Diagnosis): readonly Fix[] {
  const manifest = repository.manifest(path);
  const { problem } = diagnosis;
  if (manifest === undefined || problem.span.end > manifest.text.length) return [];
  const make = makers[problem.code];
  if (typeof make === 'string') return [];
  const drafts = (make as (it: Problem, manifest: Manifest) => readonly Draft[])(problem, manifest);
  return drafts.map((it, at) => ({ title: it.title, preferred: at === 0 && it.sure !== false, edits: it.edits }));
}

/** Why a code has no fix; `undefined` for codes that have one. */
export function whyNoFix(code: Code): string | undefined {
  const make = makers[code];
  return typeof make === 'string' ? make : undefined;
}

interface Draft {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** `false`: never preferred, even as the only one. */
  readonly sure?: boolean;
}

type Of<C extends Code> = Extract<Problem, { readonly code: C }>;

/** A fix or the reason why there is none. The compiler refuses a code without a row. */
const makers: { readonly [C in Code]: ((it: Of<C>, manifest: Manifest) => readonly Draft[]) | string } = {
  'file/binary': 'Only its author knows what the file should be.',
  'file/too-large': 'What to split off is a decision.',
  'yaml/syntax': 'What the text should mean cannot be known from text that has no meaning.',
  'yaml/duplicate-key': 'Which of the two values is meant, only the author knows.',
  'kind/unknown': (it, manifest) => spellings(manifest, it.span, it.similar),
  'kind/version': (it, manifest) => [{ title: `Use ${it.current}`, edits: [replace(manifest, it.span, it.current)] }],
  'reference/missing': (it, manifest) => [...placements(it, manifest), ...spellings(manifest, it.span, it.similar)],
  'path/missing': (it, manifest) => spellings(manifest, it.span, it.similar),
  'duration/invalid': (it, manifest) =>
    it.suggestion === undefined
      ? []
      : [{ title: `Write ${it.suggestion}`, edits: [replace(manifest, it.span, it.suggestion)] }],
  'dependency/cycle': 'Which of the dependencies to give up is a decision.',
  'kustomization/entry-missing': (it, manifest) => [
    ...spellings(manifest, it.span, it.similar),
    ...removal(it.entry, manifest, it.span),
  ],
  'kustomization/flux-kind': 'The file must get another name, and a fix changes text only.',
};

function spellings(manifest: Manifest, span: Span, names: readonly string[]): readonly Draft[] {
  return names.map((name) => ({ title: `Change to "${name}"`, edits: [replace(manifest, span, name)] }));
}

/** Puts a text in the place of a scalar, in the quotes that it had. */
function replace(manifest: Manifest, span: Span, text: string): TextEdit {
  const quote = /^["']/.exec(manifest.text.slice(span.start, span.start + 1))?.[0] ?? '';
  return { path: manifest.path, span, text: quote + text + quote };
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
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const at = end + lineEnd;
  return { path, span: { start: at, end: at }, text: `${newline}${' '.repeat(column)}namespace: ${namespace}` };
}

/** Takes an entry away with its line, where it has a line of its own. */
function removal(entry: string, manifest: Manifest, span: Span): readonly Draft[] {
  const { text, path } = manifest;
  const start = text.lastIndexOf('\n', span.start - 1) + 1;
  const newline = text.indexOf('\n', span.end);
  const end = newline < 0 ? text.length : newline + 1;
  if (!/^\s*-\s+$/.test(text.slice(start, span.start)) || !/^\s*(#.*)?\s*$/.test(text.slice(span.end, end))) return [];
  return [{ title: `Remove "${entry}"`, edits: [{ path, span: { start, end }, text: '' }], sure: false }];
}
