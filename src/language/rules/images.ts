import { repositoryFault, splitReference } from '../../flux/images.ts';
import { textOf } from '../yaml/parse.ts';
import { regexFault, regexGroups } from '../regex.ts';
import { mayBeAdded } from './outcome.ts';
import type { Rule } from '../rule.ts';
import { hasValue, keysAt, keySpan, lengthAt, valueAt } from '../repository/values.ts';

/** An ImageRepository names a repository, without scheme and tag (RULES.md rule 43). */
export const imageName: Rule = function* ({ document }) {
  const image = valueAt(document, ['spec', 'image']);
  if (image === undefined || image.text === '') return;
  const fault = repositoryFault(image.text);
  if (fault === undefined) return;
  const name = splitReference(image.text.replace(/^[a-z]+:\/\//i, '')).name;
  const isGood = image.verbatim && repositoryFault(name) === undefined;
  yield { code: 'image/name', value: image.text, fault, ...(isGood && { name }), span: image.span };
};

/** In the order in which image-reflector-controller looks for them. */
const choices = ['semver', 'alphabetical', 'numerical'];

/** A policy chooses in one way (RULES.md rule 79). */
export const policyChoice: Rule = function* (it) {
  const { document } = it;
  const path = ['spec', 'policy'];
  if (!hasValue(document, path)) return;
  const [first, ...others] = choices.filter((choice) => hasValue(document, [...path, choice]));
  for (const other of others) {
    const at = [...path, other];
    yield { code: 'image/policy-ignored', policy: other, by: first ?? '', path: at, span: keySpan(document, at) };
  }
  const isOpen = keysAt(document, path).some((key) => choices.includes(key));
  if (first === undefined && !isOpen && !mayBeAdded(it, ...choices.map((choice) => [...path, choice])))
    yield { code: 'image/policy-missing', span: keySpan(document, path) };
};

/** Filters that Go cannot compile, and groups that they do not have (RULES.md rule 80). */
export const tagFilter: Rule = function* ({ document }) {
  const pattern = valueAt(document, ['spec', 'filterTags', 'pattern']);
  if (pattern === undefined) return;
  const fault = regexFault(pattern.text);
  if (fault !== undefined) yield { code: 'image/filter', value: pattern.text, fault, span: pattern.span };
  const extract = valueAt(document, ['spec', 'filterTags', 'extract']);
  const groups = regexGroups(pattern.text);
  if (extract === undefined || groups === undefined) return;
  for (const group of namedIn(extract.text)) {
    const exists = /^\d+$/.test(group) ? Number(group) <= groups.count : groups.names.includes(group);
    if (!exists)
      yield { code: 'image/filter-group', group, names: groups.names, value: extract.text, span: extract.span };
  }
};

/** Tags that a scan leaves out; one that Go cannot compile fails the scan (image-reflector-controller 1.2). */
export const scanExclusions: Rule = function* ({ document }) {
  for (let at = 0; at < lengthAt(document, ['spec', 'exclusionList']); at++) {
    const pattern = valueAt(document, ['spec', 'exclusionList', at]);
    const fault = pattern && regexFault(pattern.text);
    if (pattern && fault !== undefined) yield { code: 'image/filter', value: pattern.text, fault, span: pattern.span };
  }
};

/** `$name`, `${name}` and `$1` as Go's `Regexp.Expand` reads them; `$$` is a dollar. */
function namedIn(template: string): readonly string[] {
  const found = template.replaceAll('$$', '').matchAll(/\$(?:\{([\p{L}\p{Nd}_]+)\}|([\p{L}\p{Nd}_]+))/gu);
  return [...found].map((it) => it[1] ?? it[2] ?? '');
}

/** Automation of a Git repository says how to commit (RULES.md rule 82). */
export const automationGit: Rule = function* (it) {
  const { document } = it;
  if (hasValue(document, ['spec', 'git']) || !hasValue(document, ['spec', 'sourceRef'])) return;
  if (mayBeAdded(it, ['spec', 'git'])) return;
  yield { code: 'image/no-git', span: keySpan(document, ['spec', 'sourceRef']) };
};

/** Fields of commit messages that are gone since Flux 2.7 (RULES.md rule 82). */
export const commitTemplate: Rule = function* ({ document, flux }) {
  if (Number(flux.newest.split('.')[1]) < 7) return;
  const path = ['spec', 'git', 'commit', 'messageTemplate'];
  const text = textOf(document.nodeAt(path));
  if (text === undefined) return;
  for (const [field, pattern] of removedFields) {
    if (pattern.test(text)) yield { code: 'image/template-field', field, span: keySpan(document, path) };
  }
};

const removedFields: readonly (readonly [field: string, pattern: RegExp])[] = [
  ['.Updated', /\{\{[^}]*(?<![\w)\]])\.Updated\b/],
  ['.Changed.ImageResult', /\{\{[^}]*(?<![\w)\]])\.Changed\.ImageResult\b/],
];

/**
 * Numbers are taken from tags that start with a letter (RULES.md rule 80; image-reflector-controller internal/policy/numerical.go reads the whole
 * tag with `ParseFloat`, which knows `Inf` and `NaN`).
 */
export const numbers: Rule = function* ({ document }) {
  const pattern = valueAt(document, ['spec', 'filterTags', 'pattern']);
  const isNumerical = hasValue(document, ['spec', 'policy', 'numerical']);
  if (pattern === undefined || !isNumerical || hasValue(document, ['spec', 'filterTags', 'extract'])) return;
  if (['semver', 'alphabetical'].some((it) => hasValue(document, ['spec', 'policy', it]))) return;
  if (/^\^[a-hj-mo-z](?![?*{|])[^|]*$/i.test(pattern.text))
    yield { code: 'image/not-numeric', pattern: pattern.text, span: pattern.span };
};
