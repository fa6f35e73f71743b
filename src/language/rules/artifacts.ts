import { copiesIn } from '../build/artifacts.ts';
import { below } from '../build/bases.ts';
import { sourceLocality } from '../build/locality.ts';
import type { ManifestDocument } from '../repository/manifest.ts';
import type { Step } from '../yaml/parse.ts';
import type { Rule } from '../rule.ts';
import { similar } from '../similar.ts';
import { isSymbolic } from '../yaml/symbolic.ts';
import { lengthAt, valueAt } from '../repository/values.ts';

/** `@alias` of an ArtifactGenerator that none of its sources has (RULES.md rule 92; source-watcher 2.2 api/v1beta1). */
export const artifactAliases: Rule = function* ({ document }) {
  const sources = Array.from({ length: lengthAt(document, ['spec', 'sources']) }, (_, at) =>
    valueAt(document, ['spec', 'sources', at, 'alias']),
  );
  // An alias that only the cluster knows may be any of them.
  if (sources.length === 0 || sources.includes(undefined)) return;
  const aliases = sources.flatMap((it) => (it ? [it.text] : []));
  for (const path of mentions(document)) {
    const value = valueAt(document, path);
    const alias = value && /^@([a-z0-9](?:[a-z0-9_-]*[a-z0-9])?)(?:\/|$)/.exec(value.text)?.[1];
    if (!value || alias === undefined || aliases.includes(alias)) continue;
    yield { code: 'source/alias', alias, similar: similar(alias, aliases), value: value.text, span: value.span };
  }
};

/**
 * What an ArtifactGenerator copies from this repository and is not there (source-watcher v2.2.3 internal/builder: `no files match pattern`, `source does
 * not exist`). A pattern is looked for as far as it is none.
 */
export const missingCopies: Rule = function* ({ repository, manifest, document }) {
  for (const { field, source, from } of copiesIn(document.facts)) {
    const word = document.facts.fields.get(field);
    const here = source && sourceLocality(repository, source, manifest.path);
    const plain = /^(?:\.\/)?([^*?[\]]*?)\/?(?:[^/]*[*?[\]].*)?$/.exec(from)?.[1] ?? '';
    if (word === undefined || here === undefined || plain === '') continue;
    if (repository.exists(below(here.base, plain)) || isSymbolic(plain)) continue;
    const inBase = here.base === '' ? 0 : here.base.length + 1;
    const all = [...repository.folders.all(), ...repository.paths()].map((it) => it.slice(inBase));
    const { text } = document.section;
    const start = text.indexOf(plain, text.indexOf('/', word.span.start));
    const span = document.shift({ start, end: start + plain.length });
    yield { code: 'source/copy-missing', path: plain, similar: similar(plain, all), certain: here.sure, span };
  }
};

function* mentions(document: ManifestDocument): Generator<readonly Step[]> {
  yield ['spec', 'pathPattern'];
  for (let at = 0; at < lengthAt(document, ['spec', 'artifacts']); at++) {
    const artifact = ['spec', 'artifacts', at];
    yield [...artifact, 'revision'];
    yield [...artifact, 'originRevision'];
    for (let nth = 0; nth < lengthAt(document, [...artifact, 'copy']); nth++) yield [...artifact, 'copy', nth, 'from'];
  }
}

/** `{name}` that `pathPattern` does not have (RULES.md rule 92). Without a pattern braces mean nothing. */
export const artifactCaptures: Rule = function* ({ document }) {
  const pattern = valueAt(document, ['spec', 'pathPattern']);
  if (pattern === undefined) return;
  const names = capturesIn(pattern.text);
  for (const path of templates(document)) {
    const value = valueAt(document, path);
    const name = value && capturesIn(value.text).find((it) => !names.includes(it));
    if (value && name !== undefined)
      yield { code: 'source/capture', name, similar: similar(name, names), value: value.text, span: value.span };
  }
};

function capturesIn(text: string): readonly string[] {
  return Array.from(text.matchAll(/\{(\w+)\}/g), (it) => it[1] ?? '');
}

/** The fields that take placeholders (source-watcher 2.2 api/v1beta1). */
function* templates(document: ManifestDocument): Generator<readonly Step[]> {
  for (let at = 0; at < lengthAt(document, ['spec', 'artifacts']); at++) {
    const artifact = ['spec', 'artifacts', at];
    yield [...artifact, 'name'];
    for (let nth = 0; nth < lengthAt(document, [...artifact, 'copy']); nth++)
      for (const field of ['from', 'to']) yield [...artifact, 'copy', nth, field];
  }
}
