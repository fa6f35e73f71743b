import { isMap } from 'yaml';
import { isFluxGroup } from '../../flux/kind.ts';
import { referencesByKind } from '../../flux/references.ts';
import { findNamed } from '../build/lookup.ts';
import { ManifestDocument, Section } from '../repository/manifest.ts';
import type { Rule, Subject } from '../rule.ts';
import { isAlike } from '../similar.ts';
import { mappingsWith } from '../yaml/mappings.ts';
import { spanOf } from '../yaml/parse.ts';
import { invalidDurations } from './durations.ts';
import { fluxRules } from './flux.ts';
import { problemsOf, schemaOf } from './schema.ts';

/**
 * The fields of the objects that stand in a ResourceSet, or in a List whose items are no documents of their own. Where a template decides, nothing is
 * said: of a value that holds `<< >>`, and of what a mapping lacks in an object that `<< if >>` or `<< range >>` may add to.
 */
export const embeddedFields: Rule = function* (it) {
  for (const document of embeddedIn(it)) {
    const subject = { ...it, document };
    const { text } = document.section;
    const isTemplate = /<<-?\s*(?:if|range|with|else|end|template|block|define)\b/.test(text);
    const isOpen = (start: number, end: number): boolean => text.slice(start, end).includes('<<');
    const schema = schemaOf(subject);
    for (const one of schema ? problemsOf(subject, schema) : [])
      if (!isOpen(one.span.start, one.span.end) && !(isTemplate && /required|rule|choice/.test(one.code)))
        yield { ...one, span: document.shift(one.span) };
    for (const rule of isTemplate ? [] : [invalidDurations, fluxRules])
      for (const one of rule(subject))
        if (!isOpen(one.span.start - document.start, one.span.end - document.start)) yield one;
  }
};

/**
 * A name in an object of a ResourceSet that is spelt like that of another one beside it, while nothing has that name. Both are compared as the
 * template has them.
 */
export const embeddedSlips: Rule = function* (it) {
  const headers = [...it.document.objects()].slice(1).map(({ header }) => header);
  for (const document of headers.length > 1 ? embeddedIn(it) : []) {
    const { header, facts } = document;
    const rows = isFluxGroup(header.group) ? referencesByKind.get(header.kind?.value ?? '') : undefined;
    for (const reference of rows ?? []) {
      for (const path of mappingsWith(facts, reference.path, 'name')) {
        const field = (key: string) => facts.fields.get(`${path.join('.')}.${key}`);
        const [word, kind] = [field('name'), field('kind')?.value ?? reference.to[0] ?? ''];
        const namespace = field('namespace')?.value ?? header.namespace?.value;
        if (word === undefined || !reference.to.includes(kind) || findNamed(it.repository, kind, word.value).length > 0)
          continue;
        const beside = headers.filter((one) => one.namespace?.value === namespace && one.name !== undefined);
        const named = (which: string): readonly string[] =>
          beside.flatMap((one) => (one.kind?.value === which && one.name ? [one.name.value] : []));
        if (named(kind).includes(word.value)) continue;
        const alike = named(kind).filter((one) => isSlip(word.value, one));
        const isOther = reference.to.some((one) => one !== kind && named(one).includes(word.value));
        if (alike.length === 0 && !isOther) continue;
        const said = { kinds: [kind], name: word.value, path, similar: alike, elsewhere: [], crossNamespace: false };
        yield { code: 'reference/missing', ...said, world: 'open', span: document.shift(word.span) };
      }
    }
  }
};

/** Whether a name is nearly another, whatever stands in their templates. */
function isSlip(word: string, name: string): boolean {
  const [typed, meant] = [word, name].map((it) => it.replaceAll(/<<.*?>>/g, ''));
  return typed !== undefined && meant !== undefined && typed !== '' && typed !== meant && isAlike(typed, meant);
}

/** The objects that stand in a document, each as a document of the lines that it stands in, with blanks before it. */
function embeddedIn({ document }: Subject): readonly ManifestDocument[] {
  const { section, start } = document;
  if (section.isBroken) return [];
  const pieces = section.remember('embedded', () =>
    [...document.objects()].slice(1).flatMap(({ path }) => {
      const node = document.nodeAt(path);
      if (!isMap(node)) return [];
      const { start: from, end } = spanOf(node);
      const line = section.text.lastIndexOf('\n', from - 1) + 1;
      return [{ line, section: new Section(' '.repeat(from - line) + section.text.slice(from, end), false) }];
    }),
  );
  return pieces.map((it) => new ManifestDocument(it.section, start + it.line));
}
