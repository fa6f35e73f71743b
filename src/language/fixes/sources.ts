import type { Manifest, ManifestDocument } from '../repository/manifest.ts';
import type { OciUrlProblem, SourceProblem } from '../problems/sources.ts';
import type { Span, TextEdit } from '../yaml/text.ts';
import { draft, replace, spellings } from './draft.ts';
import type { Draft, Fixes } from './draft.ts';
import { addAfter, indentOf, pairSpan, removeKey } from './edit.ts';

export const sourceFixes: Fixes<SourceProblem> = {
  'source/git-url': (it, manifest) =>
    it.suggestion === undefined
      ? []
      : [{ title: `Write ${it.suggestion}`, edits: [replace(manifest, it.span, it.suggestion)] }],
  'source/no-secret': 'What the Secret is called, only its author knows.',
  'source/ref-ignored': (it, manifest) =>
    draft(manifest, it.span, `Remove ${it.ref}`, (document) => removeKey(manifest, document, it.path)),
  'source/ref-name': (it, manifest) =>
    ['heads', 'tags'].map((where) => {
      const name = `refs/${where}/${it.value}`;
      return { title: `Write ${name}`, edits: [replace(manifest, it.span, name)] };
    }),
  'source/range': 'Which versions are meant, only the author knows.',
  'source/pattern': 'What the expression should match, only the author knows.',
  'source/oci-url': tagToRef,
  'source/copy-missing': (it, manifest) => spellings(manifest, it.span, it.similar),
  'source/alias': (it, manifest) =>
    spellings(
      manifest,
      it.span,
      it.similar.map((name) => it.value.replace(it.alias, name)),
    ),
  'source/media-type': (it, manifest) => spellings(manifest, it.span, [it.meant]),
  'source/capture': (it, manifest) =>
    spellings(
      manifest,
      it.span,
      it.similar.map((name) => it.value.replaceAll(`{${it.name}}`, `{${name}}`)),
    ),
  'source/helm-oci': (it, manifest) =>
    it.given
      ? [{ title: 'Use type: oci', edits: [replace(manifest, it.span, 'oci')] }]
      : draft(manifest, it.span, 'Add type: oci', (document) =>
          addAfter(manifest, document, ['spec', 'url'], 'type: oci'),
        ),
};

/** Moves tag and digest out of the URL, into a `ref` where there is none yet. */
function tagToRef(it: OciUrlProblem & { readonly span: Span }, manifest: Manifest): readonly Draft[] {
  const { name } = it;
  const document = manifest.documentAt(it.span.start);
  if (name === undefined || document === undefined) return [];
  const url = replace(manifest, it.span, name);
  const [field, value] = it.digest === undefined ? ['tag', it.tag] : ['digest', it.digest];
  if (it.hasRef === true || value === undefined)
    return [{ title: `Remove the ${field} from the URL`, edits: [url], sure: false }];
  const ref = refAfter(manifest, document, `${field}: ${quoted(value)}`);
  return ref ? [{ title: `Move the ${field} to ref`, edits: [url, ref] }] : [];
}

function refAfter(manifest: Manifest, document: ManifestDocument, line: string): TextEdit | undefined {
  const span = pairSpan(document, ['spec', 'url']);
  if (span === undefined) return undefined;
  return addAfter(manifest, document, ['spec', 'url'], `ref:\n${indentOf(manifest, span.start)}  ${line}`);
}

/** Tags such as `1.10` and `latest` alike are strings. */
function quoted(text: string): string {
  return /^[A-Za-z][\w-]*(:[\w]+)?$/.test(text) && !/^(true|false|null|yes|no|on|off)$/i.test(text)
    ? text
    : `"${text}"`;
}
